// rivals.mjs GRAPHS OURS: the graphs of the quality gate drawn by other tools, measured as ours are. GRAPHS is a folder of
// graphs as JSON, OURS one of our drawings of them as geometry. Graphviz and PlantUML are run, Mermaid is opened in a
// headless browser, which also says where each SVG puts what. Prints a table in Markdown; works in the current folder.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { measure } from './measure.mjs';

const [graphs_folder, ours_folder] = process.argv.slice(2);
const graphs = readdirSync(graphs_folder).filter((name) => name.endsWith('.json')).sort()
    .map((name) => ({ name: basename(name, '.json'), ...JSON.parse(readFileSync(join(graphs_folder, name), 'utf8')) }));

const quoted = (text) => `"${(text || ' ').replaceAll('"', "'")}"`;
const words_on = (link) => [link.answer, link.message].filter(Boolean).join(', ');
// A clock on the border of a task is for other tools a node of its own, tied to the task.
const borders = (graph) => graph.nodes.filter((node) => node.attached_to);
const in_lane = (graph, lane) => graph.nodes.filter((node) => node.lane === lane.id);
const is_round = ({ shape }) => shape === 'start' || shape === 'end' || shape === 'timer';
const is_choice = ({ shape }) => shape === 'gateway' || shape === 'parallel';

function wrapped(text, width, end) {
  const lines = [''];
  for (const word of (text || ' ').split(' ')) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= width) lines.push('');
    lines[lines.length - 1] += (lines.at(-1) ? ' ' : '') + word;
  }
  return lines.join(end);
}

function dot_of(graph, ortho) {
  const shape = (node) => (is_round(node) ? 'circle, width=.42, fixedsize=true, label="", xlabel=' : is_choice(node) ? 'diamond, width=.55, height=.55, fixedsize=true, label="", xlabel='
                                                                                                   : 'box, style=rounded, label=') +
      quoted(wrapped(node.text, 18, '\\n'));
  let text = 'digraph {\nrankdir=LR; newrank=true; nodesep=.25; ranksep=.35; fontname="Liberation Sans"; fontsize=12;\n' +
      'node [fontname="Liberation Sans", fontsize=12, margin="0.08,0.05"]; edge [fontname="Liberation Sans", fontsize=11, arrowsize=.7];\n' +
      (ortho ? 'splines=ortho; forcelabels=true;\n' : '');
  for (const lane of graph.lanes) {
    text += `subgraph cluster_${lane.id} { label=${quoted(lane.title)};\n`;
    for (const node of in_lane(graph, lane)) text += `${node.id} [shape=${shape(node)}];\n`;
    text += '}\n';
  }
  for (const node of borders(graph)) text += `${node.attached_to} -> ${node.id} [style=dotted, arrowhead=none];\n`;
  for (const link of graph.links) {
    const words = words_on(link);
    text += `${link.from} -> ${link.to}${words ? ` [${ortho ? 'xlabel' : 'label'}=${quoted(wrapped(words, 16, '\\n'))}]` : ''};\n`;
  }
  return text + '}\n';
}

function plantuml_of(graph) {
  let text = '@startuml\nleft to right direction\nskinparam defaultFontName Liberation Sans\nskinparam defaultFontSize 12\nskinparam wrapWidth 110\n';
  for (const lane of graph.lanes) {
    text += `rectangle ${quoted(lane.title)} as lane_${lane.id} {\n`;
    for (const node of in_lane(graph, lane))
      text += `${is_round(node) ? 'circle' : is_choice(node) ? 'usecase' : 'rectangle'} ${quoted(node.text)} as ${node.id}\n`;
    text += '}\n';
  }
  for (const node of borders(graph)) text += `${node.attached_to} .. ${node.id}\n`;
  for (const link of graph.links) text += `${link.from} --> ${link.to}${words_on(link) ? ` : ${words_on(link)}` : ''}\n`;
  return `${text}@enduml\n`;
}

function mermaid_of(graph, head) {
  const box = (node) => (is_round(node) ? ['((', '))'] : is_choice(node) ? ['{', '}'] : ['(', ')']).join(quoted(node.text));
  let text = `${head}\n`;
  for (const lane of graph.lanes)
    text += `subgraph lane_${lane.id} [${quoted(lane.title)}]\n${in_lane(graph, lane).map((node) => `${node.id}${box(node)}\n`).join('')}end\n`;
  for (const node of borders(graph)) text += `${node.attached_to} -.- ${node.id}\n`;
  for (const link of graph.links) text += `${link.from} -->${words_on(link) ? `|${quoted(words_on(link))}|` : ''} ${link.to}\n`;
  return text;
}

// Runs in the browser. Where each tool's SVG puts what, in px of the page.
const readers = String.raw`
const box_of = (e) => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; };
// A polygon of four corners that are not those of its box is a diamond.
const outline_of = (e) => {
  if (e.tagName === 'circle' || e.tagName === 'ellipse') return 'ellipse';
  if (e.tagName !== 'polygon') return 'box';
  const b = e.getBBox(), corners = [...e.points];
  const in_corner = (p) => [b.x, b.x + b.width].some((x) => Math.abs(p.x - x) < b.width / 10) && [b.y, b.y + b.height].some((y) => Math.abs(p.y - y) < b.height / 10);
  return corners.length >= 4 && corners.length <= 5 && !corners.some(in_corner) ? 'diamond' : 'box';
};
const points_of = (path) => {
  const length = path.getTotalLength(), m = path.getScreenCTM(), count = Math.max(2, Math.ceil(length / 2));
  return [...Array(count + 1).keys()].map((k) => { const p = path.getPointAtLength(length * k / count).matrixTransform(m); return [p.x, p.y]; });
};
const read = {
  dot(svg) {
    const found = { nodes: [], links: [], labels: [], lanes: [] };
    for (const g of svg.querySelectorAll('g.node')) {
      const id = g.querySelector('title').textContent, shape = g.querySelector('polygon,ellipse,path');
      found.nodes.push({ id, box: box_of(shape), shape: outline_of(shape) });
      const inside = box_of(shape);
      for (const t of g.querySelectorAll('text')) {
        const b = box_of(t);
        if (b[0] < inside[0] - 1 || b[0] + b[2] > inside[0] + inside[2] + 1 || b[1] < inside[1] - 1 || b[1] + b[3] > inside[1] + inside[3] + 1) found.labels.push({ box: b, node: id });
      }
    }
    for (const g of svg.querySelectorAll('g.edge')) {
      const path = g.querySelector('path');
      if (!path) continue;
      const [from, to] = g.querySelector('title').textContent.split('->');
      found.links.push({ points: points_of(path), from, to });
      for (const t of g.querySelectorAll('text')) found.labels.push({ box: box_of(t), link: found.links.length - 1 });
    }
    for (const g of svg.querySelectorAll('g.cluster')) {
      found.lanes.push({ box: box_of(g.querySelector('polygon,path')) });
      for (const t of g.querySelectorAll('text')) found.labels.push({ box: box_of(t), node: 'lane' });
    }
    return found;
  },
  plantuml(svg) {
    const found = { nodes: [], links: [], labels: [], lanes: [] };
    const shapes = [...svg.querySelectorAll('rect,ellipse')].filter((e) => box_of(e)[2] > 10);
    const texts = [...svg.querySelectorAll('text')];
    const holds = (a, b) => a[0] - 1 <= b[0] && a[1] - 1 <= b[1] && a[0] + a[2] + 1 >= b[0] + b[2] && a[1] + a[3] + 1 >= b[1] + b[3];
    for (const e of shapes) {
      const b = box_of(e);
      if (shapes.some((other) => other !== e && holds(b, box_of(other)))) found.lanes.push({ box: b });
      else found.nodes.push({ id: 'n' + found.nodes.length, box: b, shape: outline_of(e) });
    }
    for (const path of svg.querySelectorAll('path'))
      if (/(-(to-)?|&gt;|>)/.test(path.id)) found.links.push({ points: points_of(path) });
    for (const t of texts)
      if (!found.nodes.some(({ box }) => holds(box, box_of(t)))) found.labels.push({ box: box_of(t) });
    return found;
  },
  mermaid(svg) {
    const found = { nodes: [], links: [], labels: [], lanes: [] };
    for (const g of svg.querySelectorAll('g.node')) {
      const id = /flowchart-(\w+)-\d+$/.exec(g.id)?.[1];
      const shape = g.querySelector('rect,polygon,circle,path');
      if (id && shape) found.nodes.push({ id, box: box_of(shape), shape: outline_of(shape) });
    }
    for (const path of svg.querySelectorAll('path.flowchart-link')) {
      const ends = /L_(\w+?)_(\w+?)_\d+$/.exec(path.id || '');
      found.links.push({ points: points_of(path), from: ends?.[1], to: ends?.[2] });
    }
    for (const g of svg.querySelectorAll('g.edgeLabel'))
      if (g.textContent.trim()) found.labels.push({ box: box_of(g.querySelector('text') || g), backed: true });
    for (const g of svg.querySelectorAll('g.cluster')) found.lanes.push({ box: box_of(g.querySelector('rect,path')) });
    return found;
  },
};
const sized = (svg) => {
  const [, , w, h] = (svg.getAttribute('viewBox') || '0 0 0 0').split(/[ ,]+/).map(Number);
  if (w) svg.setAttribute('style', 'width:' + w + 'px;height:' + h + 'px;max-width:none');
  return svg;
};
const seen = (kind, svg) => {
  const found = read[kind](sized(svg));
  const b = box_of(svg);
  return { ...found, size: [b[2], b[3]] };
};
const say = (said) => { document.getElementById('said').textContent = btoa(unescape(encodeURIComponent(JSON.stringify(said)))); };
`;

function in_browser(body) {
  writeFileSync('rivals.html', `<!doctype html><meta charset="utf-8"><style>*{margin:0}</style><div id="place"></div><pre id="said"></pre>\n${body}`);
  const dom = execFileSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--allow-file-access-from-files', '--window-size=4000,4000',
    '--virtual-time-budget=120000', '--dump-dom', `file://${process.cwd()}/rivals.html`], { maxBuffer: 1 << 29, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const text = dom.match(/<pre id="said">([^<]+)<\/pre>/)?.[1];
  if (!text) throw new Error(`the browser said nothing: ${dom.slice(0, 300)}`);
  const said = JSON.parse(Buffer.from(text, 'base64').toString());
  if (said.error) throw new Error(said.error);
  return said;
}

// SVG files of one tool, opened one after the other.
function from_files(kind, files) {
  const svgs = files.map((file) => readFileSync(file, 'utf8')).map((text) => text.slice(text.indexOf('<svg')));
  return in_browser(`<script>${readers}
const svgs = ${JSON.stringify(svgs).replaceAll('</', '<\\/')};
say(svgs.map((text) => { const place = document.getElementById('place'); place.innerHTML = text; return seen('${kind}', place.querySelector('svg')); }));
</script>`);
}

function by_mermaid(head) {
  const texts = graphs.map((graph) => mermaid_of(graph, head));
  return in_browser(`<script src="node_modules/mermaid/dist/mermaid.min.js"></script><script>${readers}
const texts = ${JSON.stringify(texts).replaceAll('</', '<\\/')};
(async () => {
  try {
    mermaid.initialize({ startOnLoad: false, maxEdges: 2000, fontFamily: 'Liberation Sans', fontSize: 12, themeVariables: { fontSize: '12px' }, flowchart: { htmlLabels: false, useMaxWidth: false } });
    const all = [];
    for (const [k, text] of texts.entries()) {
      const { svg } = await mermaid.render('m' + k, text);
      const place = document.getElementById('place');
      place.innerHTML = svg;
      all.push(seen('mermaid', place.querySelector('svg')));
    }
    say(all);
  } catch (error) { say({ error: String(error) }); }
})();
</script>`);
}

// What a tool gives up is left out of its sums: null in its place.
function by_dot(ortho) {
  const files = graphs.map((graph) => {
    const file = `${graph.name}${ortho ? '.ortho' : ''}`;
    writeFileSync(`${file}.dot`, dot_of(graph, ortho));
    try {
      execFileSync('dot', ['-Tsvg', '-o', `${file}.svg`, `${file}.dot`], { stdio: ['ignore', 'ignore', 'ignore'] });
      return `${file}.svg`;
    } catch (gave_up) {
      return null;
    }
  });
  const drawn = from_files('dot', files.filter(Boolean));
  return files.map((file) => (file ? drawn.shift() : null));
}

function by_plantuml() {
  for (const graph of graphs) writeFileSync(`${graph.name}.puml`, plantuml_of(graph));
  execFileSync('plantuml', ['-tsvg', '-o', `${process.cwd()}/plantuml`, ...graphs.map(({ name }) => `${name}.puml`)], { stdio: ['ignore', 'ignore', 'ignore'] });
  return from_files('plantuml', graphs.map(({ name }) => `plantuml/${name}.svg`));
}

const version = (command, words) => /\d+(\.\d+)+/.exec(execFileSync(command, words, { stdio: ['ignore', 'pipe', 'pipe'] }).toString())?.[0];
const dot_version = /\d+(\.\d+)+/.exec(execFileSync('sh', ['-c', 'dot -V 2>&1']).toString())[0];
const plantuml_version = version('plantuml', ['-version']);
const mermaid_version = JSON.parse(readFileSync('node_modules/mermaid/package.json', 'utf8')).version;

const tools = [
  ['**Guichet**', () => graphs.map(({ name }) => JSON.parse(readFileSync(join(ours_folder, `${name}.json`), 'utf8')))],
  [`Graphviz ${dot_version}, clusters, splines`, () => by_dot(false)],
  [`Graphviz ${dot_version}, clusters, right angles`, () => by_dot(true)],
  [`PlantUML ${plantuml_version}, rectangles`, by_plantuml],
  [`Mermaid ${mermaid_version}, flowchart`, () => by_mermaid('flowchart LR')],
  [`Mermaid ${mermaid_version}, swimlane`, () => by_mermaid('swimlane-beta LR')],
];

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log('| Tool | links through nodes | words hidden | words struck | links overlapping | crossings | bends a link | lane cover | median size, px | read at, pt | at 9 pt | not drawn |');
console.log('|---|---|---|---|---|---|---|---|---|---|---|---|');
const all = {};
for (const [tool, draw] of tools) {
  const tried = draw().map((one) => one && measure(one));
  all[tool] = Object.fromEntries(tried.map((one, k) => [graphs[k].name, one]));
  for (const [k, one] of tried.entries()) {
    if (one && (one.links < graphs[k].links.length || one.nodes < graphs[k].nodes.length))
      throw new Error(`${tool}, ${graphs[k].name}: ${one.nodes} nodes and ${one.links} links were found`);
  }
  const measured = tried.filter(Boolean);
  const sum = (what) => measured.reduce((total, one) => total + one[what], 0);
  const cover = measured.reduce((total, one) => total + (one.cover ?? 0), 0) / measured.length;
  console.log(`| ${tool} | ${sum('through')} | ${sum('labels')} | ${sum('struck')} | ${sum('overlaps')} | ${sum('crossings')} | ` +
      `${(sum('bends') / sum('links')).toFixed(2)} | ${cover.toFixed(2)} | ${median(measured.map((one) => one.size[0]))} × ${median(measured.map((one) => one.size[1]))} | ` +
      `${median(measured.map((one) => one.pt)).toFixed(1)} | ${measured.filter((one) => one.pt >= 8.95).length} of ${measured.length} | ${tried.length - measured.length || ''} |`);
}
writeFileSync('rivals.json', JSON.stringify(all, null, 1));
