// A waterfall: bars lie from a total by its parts to another total. A rise and a fall differ by colour and by sign.
const ink = "#3d4956";
const signed = (value) => (value > 0 ? "+" : "") + value.toLocaleString("en-US", { maximumFractionDigits: 4 });
const plain = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 4 });

export function waterfall(data, text, base) {
  const { values, urls } = data.series[0];
  let level = 0;
  const bars = values.map((value, place) => {
    if (data.totals.includes(place)) {
      level = value ?? 0;
      return { low: 0, size: level, shown: plain(level), colour: "#0b4ea2" };
    }
    const low = Math.min(level, level + value);
    level += value;
    return { low, size: Math.abs(value), shown: signed(value), colour: value < 0 ? "#c77700" : "#1c7a4d" };
  });
  const parts = bars.filter((_, place) => !data.totals.includes(place));
  const bottom = Math.min(...bars.map((bar) => bar.low || bar.size));
  const reach = Math.max(...bars.map((bar) => bar.low + bar.size)) - bottom;
  const min = parts.length && bottom > 2 * reach ? Math.floor((bottom - reach) * 100) / 100 : 0; // small parts stay to be seen
  return {
    grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
    tooltip: { ...base.tooltip, trigger: "item", formatter: ({ name, dataIndex }) => `${name} ${bars[dataIndex].shown}${data.unit ?? ""}` },
    xAxis: { type: "value", min, splitLine: { lineStyle: { color: "#d5dce5" } }, axisLabel: { color: ink, formatter: plain, hideOverlap: true } },
    yAxis: { type: "category", inverse: true, data: data.categories, axisTick: { show: false }, axisLabel: { color: ink, width: 120, overflow: "break" } },
    series: [
      { type: "bar", stack: "all", silent: true, itemStyle: { color: "transparent" }, data: bars.map((bar) => bar.low) },
      { type: "bar", stack: "all", barMaxWidth: 28, data: bars.map((bar, place) => ({
        value: bar.size, url: urls?.[place], itemStyle: { color: bar.colour },
        label: { show: true, position: "right", color: ink, formatter: () => bar.shown },
      })) },
    ],
  };
}
