// Draws each `.chart-figure` from its JSON block; where that fails, its table stands.
import { BarChart, HeatmapChart, LineChart, PieChart } from "echarts/charts";
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { options } from "./chart_options.js";

use([
  BarChart, HeatmapChart, LineChart, PieChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent,
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
  show(figure, "chart"); // an area without size cannot be drawn in
  const chart = init(area, null, { renderer: "svg" });
  chart.setOption(options(data, figure.dataset.unknown));
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

window.addEventListener("beforeprint", () => drawn.forEach((chart) => chart.resize({ width: 660 })));
window.addEventListener("afterprint", () => drawn.forEach((chart) => chart.resize({ width: "auto" })));
document.addEventListener("htmx:load", ({ target }) => drawAll(target));
drawAll(document);
