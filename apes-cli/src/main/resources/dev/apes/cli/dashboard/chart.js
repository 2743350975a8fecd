import { h, swap } from "./dom.js";

const drawn = new Set();

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function look(chart) {
  const { scales, plugins } = chart.options;
  for (const axis of Object.values(scales ?? {})) {
    axis.grid = { ...axis.grid, color: colour("--line") };
    axis.border = { display: false };
    axis.ticks = { ...axis.ticks, color: colour("--muted") };
    if (axis.title) axis.title = { ...axis.title, color: colour("--muted") };
  }
  plugins.legend.labels = { ...plugins.legend.labels, color: colour("--text"), usePointStyle: true, boxHeight: 7, padding: 14 };
  chart.data.datasets.forEach((set, i) => {
    const c = colour(set.tone ?? "--c" + (i % 5 + 1));
    set.borderColor = c;
    set.backgroundColor = set.soft ? colour("--accent-soft") : c;
    set.pointBackgroundColor = c;
  });
}

/** Whiskers of a bar chart whose first data set has intervals. */
const whiskers = {
  id: "whiskers",
  afterDatasetsDraw(chart) {
    const set = chart.data.datasets[0];
    if (!set?.intervals) return;
    const { ctx, scales: { y } } = chart;
    ctx.save();
    ctx.strokeStyle = colour("--text");
    ctx.lineWidth = 1.5;
    chart.getDatasetMeta(0).data.forEach((bar, i) => {
      const [low, high] = set.intervals[i].map(v => y.getPixelForValue(v));
      ctx.beginPath();
      for (const [x1, y1, x2, y2] of [[0, low, 0, high], [-6, low, 6, low], [-6, high, 6, high]]) { ctx.moveTo(bar.x + x1, y1); ctx.lineTo(bar.x + x2, y2); }
      ctx.stroke();
    });
    ctx.restore();
  },
};

/** Draws all charts again, in the colours now in force. */
export function recolour() {
  for (const chart of drawn) { look(chart); chart.update("none"); }
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);

/**
 * A chart that can be given new data. `say(data)` puts it in words for those who can't see it.
 */
export function chart(label, { type = "line", x, y, low = false, legend = true, min, max, options = {}, tooltip }) {
  const canvas = h("canvas", { role: "img", "aria-label": label });
  const figures = h("div");
  const table = h("details", { ontoggle: tabulate }, h("summary", null, "As a table", h("span", { class: "unseen" }, ": " + label)), figures);
  const element = h("div", null, h("div", { class: "chart" + (low ? " low" : "") }, canvas), table);
  let live = null, shown = null;
  const ends = { suggestedMin: min, suggestedMax: max };
  /** For those who can't see the chart, or want its figures; made when it is opened. */
  function tabulate() {
    if (!table.open || !shown) return;
    const cell = v => v === null || v === undefined ? "–" : typeof v === "number" ? String(Math.round(v * 1e4) / 1e4) : String(v);
    swap(figures, h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label + ", as a table", "data-key": "figures " + label }, h("table", null,
      h("thead", null, h("tr", null, [x ?? "", ...shown.datasets.map(d => d.label)].map(name => h("th", { scope: "col" }, name)))),
      h("tbody", null, shown.labels.map((l, i) => h("tr", null, h("th", { scope: "row" }, cell(l)), shown.datasets.map(d => h("td", null, cell(d.data[i])))))))));
  }
  function show(labels, datasets, words) {
    shown = { labels, datasets };
    tabulate();
    canvas.setAttribute("aria-label", label + ". " + (words ?? ""));
    canvas.dataset.points = String(Math.max(0, ...datasets.map(d => d.data.length)));
    if (!live) {
      live = new Chart(canvas, {
        type,
        plugins: [whiskers],
        data: { labels: [], datasets: [] },
        options: {
          responsive: true, maintainAspectRatio: false, animation: false,
          interaction: { mode: "index", intersect: false },
          elements: { line: { borderWidth: 2, tension: 0 }, point: { radius: 0, hoverRadius: 4, hitRadius: 8 } },
          plugins: { legend: { display: legend, position: "bottom", labels: {} }, tooltip: { callbacks: tooltip ?? {} } },
          scales: {
            x: { title: { display: Boolean(x), text: x }, grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 16 } },
            y: { title: { display: Boolean(y), text: y }, ...ends },
          },
          ...options,
        },
      });
      drawn.add(live);
    }
    live.data.labels = labels;
    datasets.forEach((set, i) => {
      const there = live.data.datasets[i];
      const few = set.data.length < 25;
      const dressed = { pointRadius: type === "line" && few ? 3 : 0, ...set };
      if (there) Object.assign(there, dressed); else live.data.datasets.push(dressed);
    });
    live.data.datasets.length = datasets.length;
    look(live);
    live.update();
  }
  /** What the vertical axis must hold. */
  function range(low, high) {
    ends.suggestedMin = low;
    ends.suggestedMax = high;
    if (live) Object.assign(live.options.scales.y, ends);
  }
  function destroy() {
    if (live) { drawn.delete(live); live.destroy(); live = null; }
  }
  return { element, show, range, destroy };
}
