package dev.apes.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.apes.cli.TrainedDatabase;
import dev.apes.cli.dashboard.access.Role;
import dev.apes.cli.dashboard.access.User;
import dev.apes.cli.dashboard.access.UserFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Looks at a session that is really being trained, in a real browser. */
class DashboardBrowserTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    static Path folder;

    private static TrainedDatabase database;
    private static UserFile users;
    private static Dashboard dashboard;
    private static Browser browser;

    @BeforeAll
    static void open() throws Exception {
        Optional<String> missing = Browser.missing();
        missing.ifPresent(why -> System.out.println("[WARNING] DashboardBrowserTest is skipped: " + why));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        database = TrainedDatabase.shared();
        users = new UserFile(folder.resolve("users"));
        users.put(new User("olga", Role.OPERATOR), PASSWORD.toCharArray());
        users.put(new User("vic", Role.MANAGER), PASSWORD.toCharArray());
        dashboard = Dashboard.start(DashboardConfig.local(users).onPort(0), database.config());
        browser = Browser.open();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        if (dashboard != null) {
            dashboard.close();
        }
        if (database != null) {
            database.endTraining();
        }
    }

    @Test
    void aTrainingIsSeenAndStoppedByAnOperatorAlone() throws Exception {
        browser.go(dashboard.url());
        browser.until(
                "the figures are there",
                () -> browser.text("[data-kpi=active_sessions] .value").equals("0"));
        assertThat(browser.elements("[data-kpi]")).hasSize(5);
        browser.until("it is live", () -> "live".equals(browser.text("#live .word")));

        database.train();
        browser.until(
                "a session is at work",
                () -> browser.text("[data-kpi=active_sessions] .value").equals("1"));
        String id = String.valueOf(browser.js("return document.querySelector('[data-session]').dataset.session"));
        browser.hash("#/sessions/" + id);
        browser.until("the chart is drawn", () -> browser.points("Course") > 0);
        long points = browser.points("Course");
        long iterations = browser.number("#iterations");
        browser.until("the chart gets points", () -> browser.points("Course") > points);
        browser.until("iterations come", () -> browser.number("#iterations") > iterations);
        assertThat(browser.elements("[data-key^='stop']"))
                .as("a visitor can't stop anything")
                .isEmpty();

        enter("vic");
        browser.hash("#/sessions/" + id);
        browser.element("#iterations");
        assertThat(browser.elements("[data-key^='stop']"))
                .as("a manager can't stop anything")
                .isEmpty();
        assertThat(browser.elements("#tab-prompts"))
                .as("a manager does not read prompts")
                .isEmpty();
        leave();

        enter("olga");
        browser.hash("#/sessions/" + id);
        browser.click("[data-key^='stop']");
        browser.accept();
        assertThat(database.trainingHasEnded(90_000)).isTrue();
        browser.until("its end is seen", () -> browser.text(".head .badge").matches("interrupted|completed"));
        browser.hash("#/");
        browser.until(
                "nothing is at work any more",
                () -> browser.text("[data-kpi=active_sessions] .value").equals("0"));
        leave();
        assertThat(browser.complaints()).isEmpty();
    }

    private static void enter(String name) {
        browser.until("one can log in", () -> {
            browser.js(
                    "[...document.querySelectorAll('#account button')].find(b => b.textContent === 'Log in')?.click()");
            return !browser.elements("#user").isEmpty();
        });
        browser.element("#user").sendKeys(name);
        browser.element("#password").sendKeys(PASSWORD, Keys.ENTER);
        browser.until(name + " is logged in", () -> browser.text("#account").contains(name));
    }

    private static void leave() {
        browser.js("document.querySelector('#account button').click()");
        browser.until("nobody is logged in", () -> browser.text("#account").contains("Log in"));
    }

    @Test
    void sessionsAreCompared() {
        browser.go(dashboard.url() + "#/sessions");
        for (String id : database.sessions()) {
            browser.click("[data-key='pick " + id + "']");
        }
        browser.until(
                "they can be compared", () -> browser.text(".head .button").equals("Compare 2"));
        browser.js("document.querySelector('.head .button').click()");
        browser.until("there is a verdict", () -> browser.text("#verdict").contains("shown."));
        browser.until("both courses are drawn", () -> browser.points("Performance score") > 0);
        browser.js("document.querySelector('.chart + details').open = true");
        browser.until(
                "the chart's figures can be read",
                () -> browser.elements(".chart + details tbody tr").size() == browser.points("Performance score"));
        assertThat(browser.text("#main")).contains("Cohen's d", "Cliff's δ", "Mann–Whitney p");
    }

    @Test
    void aHostilePromptStaysText() throws Exception {
        String script = "<script>window.owned = 1</script><img src=x onerror='window.owned = 2'>{{7*7}}${7*7}";
        String sql = "'; DROP TABLE training_iterations; --";
        String turned = "\u202Egnp.exe \u0627\u0643\u062A\u0628 \u0631\u0633\u0627\u0644\u0629";
        String large = "A".repeat(1_048_000) + "<b>END</b>";
        database.addPrompts(script, sql, turned, large);
        browser.go(dashboard.url() + "?prompts#/sessions/" + database.sessions().get(0) + "?tab=prompts");

        browser.until(
                "the prompts are there",
                () -> browser.elements("[data-prompt] .prompt").size() > 3);
        assertThat(browser.text("#panel")).contains(script, sql, turned, "1,048,010 characters");
        browser.js("document.querySelector(\"[data-key^='whole']\").click()");
        browser.until(
                "all of it is there",
                () -> Boolean.TRUE.equals(browser.js(
                        "return document.querySelector('#panel').textContent.includes(arguments[0])", "<b>END</b>")));
        assertThat(browser.js("return window.owned")).isNull();
        assertThat(browser.elements("#main script, #main img, #main b")).isEmpty();
        assertThat(browser.js("return document.documentElement.scrollWidth <= window.innerWidth"))
                .as("nothing sticks out")
                .isEqualTo(true);
        assertThat(database.column("SELECT count(*) FROM training_iterations")).isNotEmpty();
    }

    @Test
    void thePageGoesOnWhenTheServerIsBack() {
        Dashboard first = Dashboard.start(DashboardConfig.local(users).onPort(0), database.config());
        int port = first.port();
        browser.go(first.url());
        browser.until("it is live", () -> "live".equals(browser.text("#live .word")));
        first.close();
        browser.until("the loss is told", () -> "connection lost".equals(browser.text("#live .word")));
        assertThat(browser.elements("[data-kpi]")).as("what was known stays").hasSize(5);
        try (Dashboard second = Dashboard.start(DashboardConfig.local(users).onPort(port), database.config())) {
            assertThat(second.port()).isEqualTo(port);
            browser.until("it goes on by itself", () -> "live".equals(browser.text("#live .word")));
            browser.until(
                    "and says no more of it", () -> browser.text("#banner").isEmpty());
        }
    }

    @Test
    void everyPageOpensAndTheInterfaceCanBeTried() {
        browser.go(dashboard.url() + "?pages");
        String[][] pages = {
            {"", "Overview"},
            {"sessions", "Sessions"},
            {"compare", "Compare sessions"},
            {"rules", "Rules"},
            {"rules/limit", "limit"},
            {"patterns", "Patterns"},
            {"generation", "Generation"},
            {"alerts", "Alerts"},
            {"api", "REST interface"}
        };
        for (String[] page : pages) {
            browser.hash("#/" + page[0]);
            // by its own heading: that of the page before stands there until this one has come
            browser.until(page[1] + " opens", () -> browser.text("main h1").equalsIgnoreCase(page[1]));
        }
        browser.until(
                "the interface is listed",
                () -> !browser.elements("[data-path='/api/v1/rules']").isEmpty());
        browser.js("document.querySelector(\"[data-path='/api/v1/rules']\").open = true");
        browser.js("document.querySelector(\"[data-path='/api/v1/rules'] button\").click()");
        browser.until(
                "it answers",
                () -> browser.text("[data-path='/api/v1/rules'] pre").contains("\"limit\"")
                        || browser.text("[data-path='/api/v1/rules']").contains("200"));
        assertThat(browser.text("#banner")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    /** What a keyboard must reach; of tabs the chosen one, from which arrows lead to the others. */
    private static final String CONTROLS =
            "return [...document.querySelectorAll('a[href], button:not(:disabled), input, select, summary, [tabindex=\"0\"]')]"
                    + ".filter(e => e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true })).length";

    @Test
    void aKeyboardReachesEverythingInOrderAndSeesWhereItIs() {
        String session = database.sessions().get(0);
        for (String page : List.of(
                "",
                "sessions",
                "sessions/" + session,
                "compare",
                "rules",
                "rules/limit",
                "patterns",
                "generation",
                "alerts")) {
            browser.go(dashboard.url() + "?keys" + page.length() + "#/" + page);
            browser.until(
                    "the page is there",
                    () -> Boolean.TRUE.equals(browser.js("return Boolean(document.body.dataset.ready)")));
            browser.js("window.passed = new Set(); document.addEventListener('focusin', e => {"
                    + " const style = getComputedStyle(e.target);"
                    + " const last = [...window.passed].at(-1);"
                    + " if (last?.isConnected && !(last.compareDocumentPosition(e.target) & Node.DOCUMENT_POSITION_FOLLOWING)"
                    + "   && !window.passed.has(e.target)) window.disorder = e.target.outerHTML;"
                    + " if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) window.unseen = e.target.outerHTML;"
                    + " const name = e.target.getAttribute('aria-label') || e.target.textContent || e.target.labels?.[0]?.textContent;"
                    + " if (!name?.trim()) window.nameless = e.target.outerHTML;"
                    + " window.passed.add(e.target); })");
            long controls = (Long) browser.js(CONTROLS);
            for (int i = 0; i < controls + 2; i++) {
                browser.press(Keys.TAB);
            }
            // news may have put others in the place of some, with the focus where it was
            assertThat((Long) browser.js("return window.passed.size"))
                    .as("controls reached on page '" + page + "' of " + controls)
                    .isGreaterThanOrEqualTo(controls);
            for (String wrong : List.of("disorder", "unseen", "nameless")) {
                assertThat(browser.js("return window[arguments[0]] ?? ''", wrong))
                        .as(wrong + " on page '" + page + "'")
                        .isEqualTo("");
            }
        }
    }

    @Test
    void aKeyboardAloneDoesWhatAMouseDoes() {
        browser.go(dashboard.url() + "?alone#/");
        browser.until(
                "the figures are there", () -> browser.elements("[data-kpi]").size() == 5);
        browser.press(Keys.TAB);
        assertThat(browser.focused("id")).isEqualTo("skip");
        browser.press(Keys.ENTER);
        assertThat(browser.focused("id")).as("the link leads to the content").isEqualTo("main");

        browser.focus("[data-kpi=success_rate] summary");
        browser.press(Keys.SPACE);
        assertThat(browser.js("return document.querySelector('[data-kpi=success_rate] details').open"))
                .isEqualTo(true);
        browser.until("it is complete", () -> browser.js("return document.body.dataset.ready") != null);
        String ready = String.valueOf(browser.js("return document.body.dataset.ready"));
        browser.js("document.dispatchEvent(new CustomEvent('notice', { detail: { kind: 'session', session: 'x' } }))");
        browser.until("the page is made anew", () -> !ready.equals(browser.js("return document.body.dataset.ready")));
        assertThat(browser.js("return document.activeElement.closest('[data-kpi]')?.dataset.kpi"))
                .as("the focus stays where it was")
                .isEqualTo("success_rate");

        String theme = String.valueOf(browser.js("return getComputedStyle(document.body).backgroundColor"));
        browser.focus("#theme");
        browser.press(Keys.SPACE);
        assertThat(browser.js("return getComputedStyle(document.body).backgroundColor"))
                .isNotEqualTo(theme);
        browser.press(Keys.SPACE);

        browser.focus("nav [data-key='page compare']");
        browser.press(Keys.ENTER);
        browser.until("it leads there", () -> browser.text("main h1").equals("Compare sessions"));
        assertThat(browser.focused("data-key"))
                .as("and stays in the navigation")
                .isEqualTo("page compare");
        for (int i = 1; i <= 2; i++) {
            int chosen = i;
            browser.element("#add");
            browser.focus("#add");
            browser.press(Keys.ARROW_DOWN);
            browser.press(Keys.ENTER);
            browser.until(
                    "a session is chosen",
                    () -> browser.elements("[data-key^='out ']").size() == chosen);
        }
        browser.until("there is a verdict", () -> browser.text("#verdict").contains("shown."));
        browser.focus(".chart + details summary");
        browser.press(Keys.ENTER);
        browser.until(
                "the chart is a table",
                () -> !browser.elements(".chart + details tbody tr").isEmpty());

        browser.hash("#/sessions/" + database.sessions().get(0));
        browser.element("#tab-iterations");
        browser.focus("#tab-iterations");
        browser.press(Keys.ARROW_RIGHT);
        browser.until(
                "the next tab is chosen",
                () -> "true".equals(browser.element("#tab-gaps").getAttribute("aria-selected")));
        assertThat(browser.focused("id")).isEqualTo("tab-gaps");
    }

    @Test
    void nothingSticksOutOnAPhone() {
        browser.narrow(390, 844);
        try {
            String session = database.sessions().get(0);
            for (String page : List.of(
                    "",
                    "sessions",
                    "sessions/" + session,
                    "sessions/" + session + "?tab=gaps",
                    "sessions/" + session + "?tab=settings",
                    "compare?ids=" + String.join(",", database.sessions().subList(0, 2)),
                    "rules",
                    "rules/limit",
                    "patterns",
                    "generation",
                    "alerts",
                    "api")) {
                browser.go(dashboard.url() + "?phone" + page.length() + "#/" + page);
                browser.until(
                        "the page is there",
                        () -> Boolean.TRUE.equals(browser.js("return Boolean(document.body.dataset.ready)")));
                assertThat(browser.js("return document.documentElement.scrollWidth"))
                        .as("width of page '" + page + "'")
                        .isEqualTo(390L);
                assertThat(
                                browser.js(
                                        "return [...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, .tabs, pre, .unseen')"
                                                + " && e.getBoundingClientRect().right > 391).map(e => e.outerHTML.slice(0, 200)).join(' ')"))
                        .as("what sticks out of page '" + page + "'")
                        .isEqualTo("");
            }
        } finally {
            browser.wide();
        }
    }
}
