// A line of days: one lane for each side of a patent's life, a point for a day, a bar for what lasted.

const ink = "#3d4956";
const colours = ["#0b4ea2", "#1c7a4d", "#8a4baf", "#c77700", "#b3261e", "#1a8fa3", "#6b7785"];

export function life(data, text, base) {
  const colour = (lane) => colours[data.lanes.indexOf(lane) % colours.length];
  const days = (point) => (point.until ? `${point.day} — ${point.until}` : point.day);
  const name = (point) => `${days(point)}\n${point.lane} ${point.text}`;
  const rows = { type: "category", data: data.lanes, inverse: true, axisTick: { show: false },
    axisLine: { lineStyle: { color: "#d5dce5" } }, axisLabel: { color: ink }, splitLine: { show: true, lineStyle: { color: "#edf0f4" } } };
  const lasting = data.points.filter((point) => point.until);
  return {
    grid: { left: 8, right: 24, top: 12, bottom: 8, containLabel: true },
    tooltip: { ...base.tooltip, trigger: "item", formatter: ({ data: point }) => point.said },
    xAxis: { type: "time", minInterval: 28 * 86400000, boundaryGap: ["3%", "5%"], axisLabel: { color: ink, hideOverlap: true }, splitLine: { show: false },
      axisLine: { lineStyle: { color: "#d5dce5" } } },
    yAxis: rows,
    series: [
      ...lasting.map((point) => ({
        type: "line", symbol: "none", silent: true, lineStyle: { width: 8, color: colour(point.lane), opacity: 0.35, cap: "round" },
        data: [[point.day, point.lane], [point.until, point.lane]],
      })),
      {
        type: "line",
        lineStyle: { width: 0 },
        symbolSize: 11,
        showAllSymbol: true,
        data: data.points.map((point) => ({
          value: [point.day, point.lane], url: point.url, said: name(point), itemStyle: { color: colour(point.lane) },
          symbol: point.url ? "circle" : "diamond",
        })),
        label: { show: data.points.length <= 8, position: "top", color: ink, fontSize: 11, formatter: ({ data: point }) => point.said.split("\n")[1].split(" ").slice(1).join(" ") },
        labelLayout: { hideOverlap: true },
      },
    ],
  };
}
