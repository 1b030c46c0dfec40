// From the plain description of a chart (see partials/chart.html) to the chart library's options.
// Tooltips are drawn as SVG text: the pages allow no inline style.

const font = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const colours = ["#0b4ea2", "#c77700", "#1c7a4d", "#8a4baf", "#b3261e", "#1a8fa3", "#6b7785", "#7a5c00"];
const shades = ["#e8f0fa", "#a9c7ea", "#5b93d3", "#0b4ea2"];
const line = { lineStyle: { color: "#d5dce5" } };
const ink = "#3d4956";

export function number(value) {
  return value.toLocaleString("en-US", { maximumFractionDigits: 4 });
}

export function options(data, unknown) {
  const text = (value) => (value === null || value === undefined ? unknown : `${number(value)}${data.unit ?? ""}`);
  const base = {
    animation: false,
    color: colours,
    textStyle: { fontFamily: font, color: ink },
    tooltip: { renderMode: "richText", confine: true, valueFormatter: text },
  };
  const kinds = { pie, heatmap, tiles };
  return { ...base, ...(kinds[data.kind] ?? cartesian)(data, text, base) };
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
    legend: many ? { top: 0, textStyle: { color: ink } } : undefined,
    tooltip: { ...base.tooltip, trigger: "axis", axisPointer: { type: data.kind === "line" ? "line" : "shadow" } },
    xAxis: data.horizontal ? value : category,
    yAxis: data.horizontal ? { ...category, inverse: true } : value,
    series: data.series.map((series, place) => ({
      name: series.name,
      type: data.kind,
      data: points(series),
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
