// The quality of a drawing from what its SVG shows, whoever made it: boxes of nodes, points of links, boxes of words, bands
// of lanes, in px. The metrics are those of src/layout/drawing.h, for lines that need not be straight.

const kLying = [1047, 718], kUpright = [718, 1047];  // A4 less margins of 10 mm, at 96 dpi

const segments = (points) => points.slice(1).map((point, k) => [points[k], point]);
const grown = ([x, y, w, h], by) => [x - by, y - by, w + 2 * by, h + 2 * by];
const holds = ([x, y, w, h], [px, py]) => px >= x && px <= x + w && py >= y && py <= y + h;
const overlap = (a, b, least) => Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]) > least &&
    Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]) > least;

// Whether words stand on the shape itself, not only on the corners of its box: a diamond and an ellipse are reached where
// the point of the words nearest to their middle is inside.
function stands_on(words, { box, shape }, least) {
  if (!overlap(words, box, least)) return false;
  const [w, h] = [box[2] / 2, box[3] / 2], [x, y] = [box[0] + w, box[1] + h];
  const away = (middle, low, length) => Math.abs(Math.min(Math.max(middle, low), low + length) - middle);
  const dx = away(x, words[0], words[2]) / w, dy = away(y, words[1], words[3]) / h;
  return shape === 'diamond' ? dx + dy < 1 : shape === 'ellipse' ? dx * dx + dy * dy < 1 : true;
}

// Douglas and Peucker: fewer points, none farther than `off` from the line.
function simplified(points, off) {
  if (points.length < 3) return points;
  const [a, b] = [points[0], points.at(-1)];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  let far = 0, at = 0;
  points.slice(1, -1).forEach((p, k) => {
    const away = length > 1e-9 ? Math.abs((b[0] - a[0]) * (a[1] - p[1]) - (a[0] - p[0]) * (b[1] - a[1])) / length
                               : Math.hypot(p[0] - a[0], p[1] - a[1]);
    if (away > far) [far, at] = [away, k + 1];
  });
  return far <= off ? [a, b] : [...simplified(points.slice(0, at + 1), off).slice(0, -1), ...simplified(points.slice(at), off)];
}

function crossing([a, b], [c, d]) {
  const side = (p, q, r) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  const [o1, o2, o3, o4] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (!(o1 * o2 < 0 && o3 * o4 < 0)) return undefined;
  const t = o3 / (o3 - o4);
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}

// How much of a segment is inside a rectangle (Liang and Barsky).
function inside([a, b], [x, y, w, h]) {
  if (w <= 0 || h <= 0) return 0;
  let from = 0, to = 1;
  const dx = b[0] - a[0], dy = b[1] - a[1];
  for (const [p, q] of [[-dx, a[0] - x], [dx, x + w - a[0]], [-dy, a[1] - y], [dy, y + h - a[1]]]) {
    if (Math.abs(p) < 1e-9) {
      if (q < 0) return 0;
    } else if (p < 0) {
      from = Math.max(from, q / p);
    } else {
      to = Math.min(to, q / p);
    }
  }
  return Math.max(0, to - from) * Math.hypot(dx, dy);
}
const length_in = (points, box) => segments(points).reduce((sum, one) => sum + inside(one, box), 0);

// nodes [{id, box, shape?: box, diamond, ellipse}], links [{points, from?, to?}], labels [{box, link?, backed?}], lanes [{box}]
export function measure({ nodes, links, labels, lanes, size }) {
  const m = { nodes: nodes.length, links: links.length, crossings: 0, overlaps: 0, bends: 0, through: 0, labels: 0, struck: 0 };
  const lines = links.map((link) => {
    const points = simplified(link.points, 0.7);
    const ends = nodes.filter(({ box }) => [points[0], points.at(-1)].some((p) => holds(grown(box, 6), p))).map(({ id }) => id);
    return { points, near: new Set([...ends, link.from, link.to]) };
  });
  for (let i = 0; i < lines.length; ++i) {
    for (let j = i + 1; j < lines.length; ++j) {
      const shared = nodes.filter(({ id }) => lines[i].near.has(id) && lines[j].near.has(id));
      let together = 0;
      for (const u of segments(lines[i].points)) {
        for (const v of segments(lines[j].points)) {
          const at = crossing(u, v);
          if (at && !shared.some(({ box }) => holds(grown(box, 3), at))) ++m.crossings;
          for (const axis of [0, 1]) {
            const straight = [u, v].every(([p, q]) => Math.abs(p[axis] - q[axis]) < 0.6) && Math.abs(u[0][axis] - v[0][axis]) < 2;
            if (!straight) continue;
            const [p, q, r, s] = [u[0], u[1], v[0], v[1]].map((point) => point[1 - axis]);
            const run = Math.min(Math.max(p, q), Math.max(r, s)) - Math.max(Math.min(p, q), Math.min(r, s));
            if (run > 4) together += run;
          }
        }
      }
      if (together > 4) ++m.overlaps;
    }
  }
  for (const { points, near } of lines) {
    const turns = simplified(points, 1.5);
    for (let k = 2; k < turns.length; ++k) {
      const [a, b, c] = turns.slice(k - 2, k + 1);
      const turn = Math.abs(Math.atan2(c[1] - b[1], c[0] - b[0]) - Math.atan2(b[1] - a[1], b[0] - a[0]));
      m.bends += Math.min(turn, 2 * Math.PI - turn) / (Math.PI / 2);
    }
    m.through += nodes.filter(({ id, box }) => !near.has(id) && length_in(points, grown(box, -2)) > 2).length;
  }
  const words = labels.map((label) => ({ ...label, core: [label.box[0] + 1, label.box[1] + 2, label.box[2] - 2, label.box[3] - 4] }));
  words.forEach((label, i) => {
    m.labels += words.slice(i + 1).filter((other) => overlap(label.core, other.core, 0.5)).length;
    m.labels += nodes.filter((node) => stands_on(label.core, node, 1.5)).length;
    const hit = lines.filter(({ points }) => length_in(points, label.core) > 3);
    const nearest = () => {
      const c = [label.core[0] + label.core[2] / 2, label.core[1] + label.core[3] / 2];
      const away = ({ points }) => Math.min(...segments(points).flatMap(([a, b]) => [...Array(21).keys()].map((k) =>
          Math.hypot(a[0] + (b[0] - a[0]) * k / 20 - c[0], a[1] + (b[1] - a[1]) * k / 20 - c[1]))));
      return lines.reduce((best, one) => (away(one) < away(best) ? one : best));
    };
    if (hit.length === 0) return;
    const own = label.link === undefined ? nearest() : lines[label.link];
    m.labels += hit.filter((one) => one !== own).length;
    if (!label.backed && hit.includes(own)) ++m.struck;
  });
  const [width, height] = size;
  const fit = ([w, h]) => Math.min(1, w / width, h / height);
  m.size = [Math.round(width), Math.round(height)];
  m.pt = 9 * Math.max(fit(kLying), fit(kUpright));
  if (lanes.length > 0) {
    const span = (axis) => Math.max(...lanes.map(({ box }) => box[axis] + box[axis + 2])) - Math.min(...lanes.map(({ box }) => box[axis]));
    m.cover = Math.max(...[0, 1].map((axis) => lanes.reduce((sum, { box }) => sum + box[axis + 2], 0) / lanes.length / span(axis)));
  }
  return m;
}
