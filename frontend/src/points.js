// Where the points of a graph stand: joined ones near each other, the others apart (after Fruchterman and Reingold, 1991).
// The same graph always gives the same picture: the points begin on a circle, and nothing is left to chance.
const rounds = 300;

// Positions in a field of this width and height, which they fill.
export function positions(count, links, width, height) {
  const step = Math.sqrt((width * height) / Math.max(1, count));
  const points = Array.from({ length: count }, (_, at) => ({
    x: width / 2 + (width / 3) * Math.cos((2 * Math.PI * at) / count),
    y: height / 2 + (height / 3) * Math.sin((2 * Math.PI * at) / count),
  }));
  for (let round = 0; round < rounds; round += 1) {
    const moves = points.map(() => ({ x: 0, y: 0 }));
    for (let a = 0; a < count; a += 1) for (let b = a + 1; b < count; b += 1) push(points, moves, a, b, (gap) => (step * step) / gap);
    for (const { source, target } of links) push(points, moves, source, target, (gap) => -(gap * gap) / step);
    const most = (width / 8) * (1 - round / rounds);
    points.forEach((point, at) => {
      const { x, y } = moves[at];
      const length = Math.hypot(x, y) || 1;
      point.x += (x / length) * Math.min(length, most);
      point.y += (y / length) * Math.min(length, most);
    });
  }
  return filled(points, width, height);
}

function push(points, moves, a, b, force) {
  const x = points[a].x - points[b].x;
  const y = points[a].y - points[b].y;
  const gap = Math.max(1, Math.hypot(x, y));
  const by = force(gap) / gap;
  moves[a].x += x * by;
  moves[a].y += y * by;
  moves[b].x -= x * by;
  moves[b].y -= y * by;
}

function filled(points, width, height) {
  const along = (name, length) => {
    const values = points.map((point) => point[name]);
    const least = Math.min(...values);
    const span = Math.max(...values) - least;
    // Points all in one line would be stretched without bounds: they take turns beside it.
    return (value, at) => (span > 1 ? ((value - least) / span) * length : length * (at % 2));
  };
  const [across, down] = [along("x", width), along("y", height)];
  return points.map(({ x, y }, at) => ({ x: across(x, at), y: down(y, at) }));
}
