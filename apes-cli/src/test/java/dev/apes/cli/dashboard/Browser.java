package dev.apes.cli.dashboard;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium of this machine; nothing is ever downloaded. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** {@return why there is none, if so} */
    static Optional<String> missing() {
        return find("chromium", "chromium-browser", "google-chrome").isEmpty()
                ? Optional.of("there is no chromium on this machine (Debian: apt-get install chromium chromium-driver)")
                : find("chromedriver").isEmpty()
                        ? Optional.of(
                                "there is no chromedriver on this machine (Debian: apt-get install chromium-driver)")
                        : Optional.empty();
    }

    private static Optional<Path> find(String... names) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser open() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(find("chromium", "chromium-browser", "google-chrome")
                .orElseThrow()
                .toFile());
        options.addArguments(List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=1280,1000"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(find("chromedriver").orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    void go(String url) {
        driver.get(url);
    }

    /** Goes elsewhere within the page. */
    void hash(String hash) {
        js("location.hash = arguments[0]", hash);
    }

    void reload() {
        driver.navigate().refresh();
    }

    Object js(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    WebElement element(String css) {
        until("there is " + css, () -> !driver.findElements(By.cssSelector(css)).isEmpty());
        return driver.findElement(By.cssSelector(css));
    }

    /** Finds and clicks as one: the page may put another in its place between the two, and then nothing has been clicked. */
    void click(String css) {
        until("there is " + css + " to click", () -> {
            List<WebElement> found = driver.findElements(By.cssSelector(css));
            found.stream().findFirst().ifPresent(WebElement::click);
            return !found.isEmpty();
        });
    }

    /** A key goes to what has the focus, wherever that is. */
    void press(Keys key) {
        new Actions(driver).sendKeys(key).perform();
    }

    void focus(String css) {
        js("document.querySelector(arguments[0]).focus()", css);
    }

    /** An attribute of what has the focus; blank if it has none. */
    String focused(String attribute) {
        return String.valueOf(js("return document.activeElement.getAttribute(arguments[0]) ?? ''", attribute));
    }

    /** A window of a phone, narrower than one of Chromium may be. */
    void narrow(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", true));
    }

    void wide() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    List<WebElement> elements(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** The text of an element, read in one go, since the page may put another in its place. */
    String text(String css) {
        return String.valueOf(js("const e = document.querySelector(arguments[0]); return e ? e.textContent : ''", css));
    }

    long number(String css) {
        String digits = text(css).replaceAll("[^0-9]", "");
        return digits.isEmpty() ? -1 : Long.parseLong(digits);
    }

    long points(String label) {
        Object points = js(
                "const c = [...document.querySelectorAll('canvas')].find(e => e.getAttribute('aria-label').startsWith(arguments[0]));"
                        + " return c ? Number(c.dataset.points ?? -1) : -1",
                label);
        return ((Number) points).longValue();
    }

    void until(String what, BooleanSupplier condition) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(100))
                .withMessage(what)
                .ignoring(StaleElementReferenceException.class)
                .until(d -> condition.getAsBoolean());
    }

    void accept() {
        until("a question is asked", () -> {
            try {
                driver.switchTo().alert().accept();
                return true;
            } catch (org.openqa.selenium.NoAlertPresentException e) {
                return false;
            }
        });
    }

    /** {@return what the browser complained of, such as a script that the policy forbids} */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message ->
                        !message.contains("WebSocket connection") && !message.contains("ERR_CONNECTION_REFUSED"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
