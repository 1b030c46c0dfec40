// Draws each `.chart-figure` from its JSON block; where that fails, its table stands.
import { BarChart, GraphChart, HeatmapChart, LineChart, PieChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { options } from "./chart_options.js";

use([
  BarChart, GraphChart, HeatmapChart, LineChart, PieChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent,
  VisualMapComponent, SVGRenderer,
]);

const drawn = new Set();

function show(figure, view) {
  figure.querySelector(".chart-area").hidden = view !== "chart";
  figure.querySelector(".chart-table").hidden = view !== "table";
  for (const button of figure.querySelectorAll(".toggle button")) {
    button.setAttribute("aria-pressed", String(button.value === view));
  }
}

function draw(figure) {
  const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  const area = figure.querySelector(".chart-area");
  figure.dataset.kind = data.kind;
  if (data.series?.every((series) => series.values.every((value) => value === null))) {
    show(figure, "table"); // nothing is known: there is nothing to draw
    return;
  }
  show(figure, "chart"); // an area without size cannot be drawn in
  const chart = init(area, null, { renderer: "svg" });
  chart.setOption(options(data, figure.dataset.unknown, { width: area.clientWidth, height: area.clientHeight }));
  chart.on("click", ({ data: point }) => {
    if (point?.url) window.location.assign(point.url);
  });
  new ResizeObserver(() => area.hidden || chart.resize()).observe(area);
  figure.querySelector(".toggle").hidden = false;
  figure.addEventListener("click", ({ target }) => {
    const button = target.closest(".toggle button");
    if (button) show(figure, button.value);
  });
  drawn.add(chart);
}

function drawAll(root) {
  for (const figure of root.querySelectorAll(".chart-figure:not([data-drawn])")) {
    figure.dataset.drawn = "1";
    try {
      draw(figure);
    } catch (problem) {
      console.error(problem);
      show(figure, "table");
    }
  }
}

// Paper is laid out at once: a drawing that waits for the next frame would be cut at its edge.
function fit(width) {
  for (const chart of drawn) {
    chart.resize({ width });
    chart.getZr().flush();
  }
}

window.addEventListener("beforeprint", () => fit(650));
window.addEventListener("afterprint", () => fit("auto"));
document.addEventListener("htmx:load", ({ target }) => drawAll(target));
drawAll(document);
