import { h, swap, card, empty } from "../dom.js";
import { get, query, encoded } from "../api.js";
import { short, state, holdout, score, whole, signed, pvalue, number, words, range } from "../format.js";
import { chart } from "../chart.js";
import { table } from "../table.js";
import { link } from "./overview.js";

const MOST = 6;

export function compare(ctx) {
  const ids = [...new Set((ctx.search.get("ids") ?? "").split(",").filter(Boolean))].slice(0, MOST);
  const course = chart("Performance score of each session", { x: "iteration", y: "performance score" });
  const picked = h("div"), figures = h("div"), tests = h("div"), settings = h("div");
  const courseCard = card("Performance score", course.element);
  const element = h("div", { class: "page" }, h("div", { class: "head" }, h("h1", null, "Compare sessions")), card("Which", picked), h("div", null, figures), courseCard, h("div", null, tests), settings);
  let seen = null, offered = null, seenInfluences = null;
  const to = list => { location.hash = "#/compare?ids=" + list.map(encoded).join(","); };

  async function load() {
    const newest = await get("/sessions?size=50");
    if (newest !== offered) {
      offered = newest;
      const others = newest.items.filter(s => !ids.includes(s.id));
      const pick = h("select", { id: "add", "data-key": "add", onkeydown: e => { if (e.key === "Enter" && pick.value) to([...ids, pick.value]); } }, h("option", { value: "" }, "choose a session"),
        others.map(s => h("option", { value: s.id }, short(s.id) + " · " + s.condition + " · " + new Date(s.begunAt).toLocaleString())));
      swap(picked, h("div", { class: "row" }, ids.map(id => h("span", { class: "badge" }, short(id), h("button", { type: "button", class: "plain", "aria-label": "Leave out session " + id, "data-key": "out " + id, onclick: () => to(ids.filter(i => i !== id)) }, "×"))),
        ids.length < MOST ? h("label", { class: "field", for: "add" }, ids.length ? "and" : "Begin with", pick) : null,
        // with a keyboard, choosing passes what lies between: what is chosen counts when it is added
        ids.length < MOST ? h("button", { type: "button", "data-key": "put", onclick: () => pick.value && to([...ids, pick.value]) }, "Add") : null));
    }
    courseCard.hidden = ids.length < 2;
    await influences();
    if (ids.length < 2) { swap(tests, empty("Choose two sessions or more.")); return; }
    const data = await get("/comparison" + query({ ids: ids.join(",") }));
    if (data === seen) return;
    seen = data;
    swap(figures, card("Figures", table("Figures", [{ name: "Session", cell: s => link(s.id), tight: true }, { name: "State", cell: s => state(s.condition) }, { name: "Iterations", cell: s => whole(s.figures.iterations), right: true },
      { name: "Score, first → last", cell: s => score(s.figures.firstScore) + " → " + score(s.figures.lastScore), tight: true }, { name: "Promotions", cell: s => whole(s.figures.promotions), right: true },
      { name: "Calls", cell: s => whole(s.figures.evaluatorCalls), right: true }, { name: "Holdout, end − start", cell: s => holdout(s.figures.holdout), tight: true }, { name: "Source", cell: s => s.source }], data.sessions)));
    const courses = await Promise.all(data.sessions.map(s => get("/sessions/" + encoded(s.id) + "/course?points=200")));
    const scores = courses.flat().map(p => p.score).filter(v => v > 0);
    if (scores.length) course.range(Math.max(0, Math.min(...scores) - .05), Math.min(1, Math.max(...scores) + .05));
    const labels = [...new Set(courses.flat().map(p => p.iteration))].sort((a, b) => a - b);
    course.show(labels, data.sessions.map((s, i) => { const by = new Map(courses[i].map(p => [p.iteration, p.score])); return { label: short(s.id), spanGaps: true, data: labels.map(l => by.get(l) ?? null) }; }),
      data.sessions.map((s, i) => short(s.id) + " ends at " + score(courses[i].at(-1)?.score)).join(", "));
    const shown = data.pairs.filter(p => p.verdict === "first_higher" || p.verdict === "second_higher").length;
    swap(tests, card({ title: "Tests", push: h("span", { class: "muted" }, "p-values corrected for " + data.pairs.length + " comparisons (Holm)") },
      h("p", { id: "verdict" }, h("strong", null, shown ? shown + (shown === 1 ? " difference is shown." : " differences are shown.") : "No difference is shown."), " ",
        h("span", { class: "muted" }, "Iterations of one session follow from each other, so that these tests see more than there is; the holdout's interval does not.")),
      table("Tests", [{ name: "Metric", cell: p => words(p.metric), tight: true }, ...(data.sessions.length > 2 ? [{ name: "Pair", cell: p => h("span", { class: "mono" }, short(p.first) + " : " + short(p.second)), tight: true }] : []),
        { name: "Means", cell: p => score(p.firstMean) + " : " + score(p.secondMean), tight: true },
        { name: "Verdict", cell: p => h("span", { class: "badge " + (p.verdict.endsWith("higher") ? "good" : "") }, p.verdict === "first_higher" ? short(p.first) + " is higher" : p.verdict === "second_higher" ? short(p.second) + " is higher" : words(p.verdict)) },
        { name: "Difference, 95 %", cell: p => range(p.difference, 3), tight: true }, { name: "Welch p", cell: p => pvalue(p.welchP), right: true }, { name: "Mann–Whitney p", cell: p => pvalue(p.mannWhitneyP), right: true },
        { name: "Cohen's d", cell: p => range(p.cohensD, 2), tight: true }, { name: "Cliff's δ", cell: p => range(p.cliffsDelta, 2), tight: true },
        { name: "n", cell: p => p.firstN + " : " + p.secondN, tight: true }], data.pairs)));
  }

  async function influences() {
    const view = await get("/influences");
    if (view === seenInfluences) return;
    seenInfluences = view;
    swap(settings, card({ title: "Which settings went with what training brought", push: h("span", { class: "muted" }, "newest " + whole(view.sessions) + " sessions with a holdout; p-values corrected (Holm)") },
      table("Which settings went with what training brought", [{ name: "Setting", cell: i => h("strong", null, words(i.setting)), tight: true }, { name: "Sessions", cell: i => whole(i.sessions), right: true }, { name: "Values", cell: i => whole(i.values), right: true },
        { name: "Strength", cell: i => [i.numeric ? "ρ " : "η² ", i.numeric ? range(i.strength, 2) : number(i.strength.value, 2)], tight: true }, { name: "p", cell: i => pvalue(i.pValue), right: true },
        { name: "Means", cell: i => Object.entries(i.means).map(([value, mean]) => value + ": " + signed(mean)).join(", "), wide: true }], view.influences,
      { none: "No setting differs among five sessions whose holdout was measured." }),
      h("p", { class: "small muted" }, "What goes together need not cause each other: people choose settings for a reason.")));
  }

  return { title: "Compare", element, load, close: () => course.destroy() };
}
