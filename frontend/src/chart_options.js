// From the plain description of a chart (see partials/chart.html) to the chart library's options.
// Tooltips are drawn as SVG text: the pages allow no inline style.
import { life } from "./life_options.js";
import { positions } from "./points.js";
import { waterfall } from "./waterfall_options.js";

const font = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const colours = ["#0b4ea2", "#c77700", "#1c7a4d", "#8a4baf", "#b3261e", "#1a8fa3", "#6b7785", "#7a5c00"];
const shades = ["#e8f0fa", "#a9c7ea", "#5b93d3", "#0b4ea2"];
const line = { lineStyle: { color: "#d5dce5" } };
const ink = "#3d4956";

function number(value) {
  return value.toLocaleString("en-US", { maximumFractionDigits: 4 });
}

export function options(data, unknown, area) {
  const text = (value) => (value === null || value === undefined ? unknown : `${number(value)}${data.unit ?? ""}`);
  const base = {
    animation: false,
    color: colours,
    textStyle: { fontFamily: font, color: ink },
    tooltip: { renderMode: "richText", confine: true, valueFormatter: text },
  };
  const kinds = { pie, heatmap, tiles, graph, life, waterfall };
  return { ...base, ...(kinds[data.kind] ?? cartesian)(data, text, base, area) };
}

const points = (series) => series.values.map((value, place) => ({ value, url: series.urls?.[place] }));

function cartesian(data, text, base) {
  const category = { type: "category", data: data.categories, axisLine: line, axisTick: { show: false }, axisLabel: { color: ink } };
  const value = { type: "value", splitLine: line, axisLabel: { color: ink, formatter: number } };
  const many = data.series.length > 1;
  const target = data.target && {
    symbol: "none",
    data: [{ [data.horizontal ? "xAxis" : "yAxis"]: data.target.value }],
    lineStyle: { color: "#b3261e", type: "dashed" },
    label: { formatter: `${data.target.name} ${number(data.target.value)}`, color: "#b3261e", position: "insideStartTop" },
  };
  return {
    grid: { left: 8, right: 24, top: many ? 36 : 24, bottom: 8, containLabel: true },
    legend: many ? { type: "scroll", top: 0, textStyle: { color: ink } } : undefined,
    tooltip: { ...base.tooltip, trigger: "axis", axisPointer: { type: data.kind === "line" ? "line" : "shadow" } },
    xAxis: data.horizontal ? value : category,
    yAxis: data.horizontal ? { ...category, inverse: true } : value,
    series: data.series.map((series, place) => ({
      name: series.name,
      type: data.kind,
      data: points(series),
      itemStyle: series.muted ? { color: "#c5ced9" } : undefined,
      stack: data.stacked ? "all" : undefined,
      barMaxWidth: 32,
      symbol: ["circle", "rect", "triangle", "diamond"][place % 4],
      symbolSize: 6,
      connectNulls: false,
      label: { show: !many && data.categories.length <= 16 && data.kind === "bar", position: data.horizontal ? "right" : "top",
        color: ink, formatter: ({ value: shown }) => number(shown) },
      markLine: place === 0 ? target : undefined,
    })),
  };
}

function pie(data, text) {
  const series = data.series[0];
  return {
    tooltip: { renderMode: "richText", confine: true, formatter: ({ name, value, percent }) => `${name} ${text(value)} (${percent.toFixed(1)}%)` },
    series: [{
      type: "pie",
      radius: ["30%", "55%"],
      data: points(series).map((point, place) => ({ ...point, name: data.categories[place] })),
      label: { color: ink, overflow: "none", formatter: ({ name, percent }) => `${name}\n${percent.toFixed(1)}%` },
      itemStyle: { borderColor: "#fff", borderWidth: 1 },
    }],
  };
}

const scale = (values) => ({
  min: Math.min(0, ...values),
  max: Math.max(1, ...values),
  orient: "horizontal",
  left: "center",
  bottom: 0,
  itemHeight: 100,
  inRange: { color: shades },
  text: [number(Math.max(1, ...values)), number(Math.min(0, ...values))],
  textStyle: { color: ink },
});

// Dark shades carry white letters.
const letters = (value, top) => (value > top * 0.55 ? "#fff" : "#1c2733");

// Cells of known value are coloured by the scale; unknown ones stand outside it, white with a dashed edge.
function shaded(cells, label) {
  const is = (cell) => cell.shown !== null && cell.shown !== undefined;
  const values = cells.filter(is).map((cell) => cell.shown);
  const top = Math.max(1, ...values);
  const base = { type: "heatmap", label: { show: true, lineHeight: 18, formatter: ({ data: cell }) => label(cell) } };
  return {
    visualMap: { ...scale(values), dimension: 2, seriesIndex: 0 },
    series: [
      { ...base, itemStyle: { borderColor: "#fff", borderWidth: 2 },
        data: cells.filter(is).map((cell) => ({ ...cell, value: [...cell.at, cell.shown], label: { color: letters(cell.shown, top) } })) },
      { ...base, itemStyle: { color: "#fff", borderColor: "#8996a5", borderType: "dashed" },
        data: cells.filter((cell) => !is(cell)).map((cell) => ({ ...cell, value: [...cell.at, 0] })) },
    ],
  };
}

function heatmap(data, text) {
  const cells = data.series.flatMap((series, row) => series.values.map((shown, column) =>
    ({ name: `${series.name} ${data.categories[column]}`, at: [column, row], shown, url: series.urls?.[column] })));
  const axis = { type: "category", axisTick: { show: false }, axisLine: line, axisLabel: { color: ink } };
  return {
    grid: { left: 8, right: 16, top: 8, bottom: 48, containLabel: true },
    tooltip: { renderMode: "richText", confine: true, formatter: ({ data: cell }) => `${cell.name} ${text(cell.shown)}` },
    xAxis: { ...axis, data: data.categories },
    yAxis: { ...axis, data: data.series.map((series) => series.name), inverse: true },
    ...shaded(cells, (cell) => (cell.shown === null ? text(null) : number(cell.shown))),
  };
}

// Regions as tiles: a map of borders would need an approved map number.
function tiles(data, text) {
  const series = data.series[0];
  const count = data.categories.length;
  const across = data.places ? 1 + Math.max(...data.places.map(([x]) => x)) : Math.ceil(Math.sqrt(count * 1.6));
  const cells = data.categories.map((name, index) => ({
    name, at: data.places?.[index] ?? [index % across, Math.floor(index / across)], shown: series.values[index], url: series.urls?.[index],
  }));
  const steps = (length) => Array.from({ length }, (_, index) => String(index));
  const hidden = { type: "category", show: false };
  return {
    grid: { left: 4, right: 4, top: 4, bottom: 48 },
    tooltip: { renderMode: "richText", confine: true, formatter: ({ data: cell }) => `${cell.name} ${text(cell.shown)}` },
    xAxis: { ...hidden, data: steps(across) },
    yAxis: { ...hidden, data: steps(1 + Math.max(0, ...cells.map((cell) => cell.at[1]))), inverse: true },
    ...shaded(cells, (cell) => `${cell.name}\n${cell.shown === null ? text(null) : number(cell.shown)}`),
  };
}

// Points joined by lines: a point's colour says whose it is, its shape what it is, a line's width how alike its ends are.
function graph(data, text, base, area) {
  const count = data.nodes.length;
  const size = count > 120 ? 8 : count > 40 ? 14 : 24;
  const values = data.series[0].values;
  const groups = data.groups.map((name, place) => ({ name, itemStyle: groupStyle(place, data.groups.length) }));
  const used = new Set(data.nodes.map((node) => node.group));
  const wide = { width: Math.max(160, Math.min(360, area.width - 60)), overflow: "breakAll" };
  const at = positions(count, data.links, area.width - 2 * margin, area.height - 3 * margin);
  return {
    legend: {
      type: "scroll", top: 0, data: groups.filter((_, place) => used.has(place)).map(({ name }) => ({ name, icon: "circle" })),
      textStyle: { color: ink, width: 150, overflow: "truncate" },
    },
    tooltip: { ...base.tooltip, textStyle: wide, formatter: ({ dataType, data: point }) =>
      dataType === "edge" ? `${point.ends} ${text(point.value)}` : [`${point.label.formatter} · ${point.number}`, ...point.lines].join("\n") },
    series: [{
      type: "graph",
      layout: "none",
      top: 2 * margin, bottom: margin, left: margin, right: margin,
      categories: groups,
      emphasis: { focus: "adjacency", scale: false },
      data: data.nodes.map((node, place) => ({
        ...at[place], id: String(place), name: String(place), number: node.name, lines: node.lines.filter(Boolean), url: node.url,
        category: node.group, symbol: node.symbol ?? "circle", symbolSize: size,
        label: { show: count <= 40, formatter: node.label, color: letterOn(node.group, data.groups.length), fontSize: 11 },
      })),
      links: data.links.map(({ source, target, lawful }, place) => ({
        source: String(source), target: String(target), value: values[place], ends: data.categories[place],
        url: data.series[0].urls?.[place],
        lineStyle: { width: lineWidth(values[place]), type: lawful ? "dashed" : "solid", color: "#8996a5", opacity: 0.75 },
      })),
    }],
  };
}

const margin = 24;
const lineWidth = (value) => 0.8 + Math.max(0, value - 0.4) * 8;

// The last group is what is hidden, the one before it what has no colour of its own.
function groupStyle(place, count) {
  if (place === count - 1) return { color: "#fff", borderColor: "#55616f", borderType: "dashed", borderWidth: 1.5 };
  if (place === count - 2) return { color: "#c5ced9", borderColor: "#8996a5", borderWidth: 1 };
  return { color: colours[place % colours.length], borderColor: "#fff", borderWidth: 1 };
}

const letterOn = (place, count) => (place >= count - 2 ? "#1c2733" : "#fff");
