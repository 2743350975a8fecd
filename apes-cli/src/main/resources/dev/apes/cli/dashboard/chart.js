import { h } from "./dom.js";

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
  const element = h("div", { class: "chart" + (low ? " low" : "") }, canvas);
  let live = null;
  function show(labels, datasets, words) {
    canvas.setAttribute("aria-label", label + ". " + (words ?? ""));
    canvas.dataset.points = String(Math.max(0, ...datasets.map(d => d.data.length)));
    if (live && !element.isConnected && live.attached) { destroy(); }
    if (!live) {
      live = new Chart(canvas, {
        type,
        data: { labels: [], datasets: [] },
        options: {
          responsive: true, maintainAspectRatio: false, animation: { duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250 },
          interaction: { mode: "index", intersect: false },
          elements: { line: { borderWidth: 2, tension: 0 }, point: { radius: 0, hoverRadius: 4, hitRadius: 8 } },
          plugins: { legend: { display: legend, position: "bottom", labels: {} }, tooltip: { callbacks: tooltip ?? {} } },
          scales: {
            x: { title: { display: Boolean(x), text: x }, grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 16 } },
            y: { title: { display: Boolean(y), text: y }, suggestedMin: min, suggestedMax: max },
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
  function destroy() {
    if (live) { drawn.delete(live); live.destroy(); live = null; }
  }
  return { element, show, destroy };
}
