// check_bpmn.mjs FILE.bpmn...: read by bpmn-moddle without a warning, clean under bpmnlint's recommended rules, opened by the
// bpmn-js Modeler in a browser without a warning and drawn where the file says, its shortest way to an end followed by
// bpmn-engine. Prints one line per file.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { EventEmitter } from 'node:events';

const require = createRequire(`${process.cwd()}/`);
const { BpmnModdle } = await import('bpmn-moddle');
const { Linter } = require('bpmnlint');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');
const { Engine } = require('bpmn-engine');

function fail(file, what, detail) {
  console.error(`${file}: ${what}\n${JSON.stringify(detail, null, 1)}`);
  process.exit(1);
}

const isEnd = (node) => node.$type === 'bpmn:EndEvent';

// The shortest way from the start to a wanted end, as ids of nodes and flows.
function shortest(process) {
  const nodes = process.flowElements.filter((one) => one.$type !== 'bpmn:SequenceFlow');
  const start = nodes.find((one) => one.$type === 'bpmn:StartEvent' && !one.eventDefinitions?.length);
  const granted = (node) => /^(granted|done)$/.test(node.$attrs['guichet:outcome'] ?? '');
  for (const wanted of [granted, isEnd]) {
    const queue = [[start, [], [start.id]]];
    const seen = new Set([start.id]);
    while (queue.length > 0) {
      const [node, flows, path] = queue.shift();
      if (isEnd(node) && wanted(node)) return { flows, path };
      for (const flow of node.outgoing ?? []) {
        if (seen.has(flow.targetRef.id)) continue;
        seen.add(flow.targetRef.id);
        queue.push([flow.targetRef, [...flows, flow.id], [...path, flow.targetRef.id]]);
      }
    }
  }
  return undefined;
}

// bpmn-engine asks each gateway: conditions that follow the way are written in a copy; delays never end.
async function follow(file, xml, process) {
  const way = shortest(process);
  if (!way) fail(file, 'no way from the start to an end', process.id);
  const flows = new Set(way.flows);
  let source = xml.replace(/isExecutable="false"/, 'isExecutable="true"');
  source = source.replace(/<process id="process\.[\s\S]*?<\/process>/g, (other) =>
      `${other.slice(0, other.indexOf('>') + 1)}<startEvent id="${other.match(/id="([^"]*)"/)[1]}.s"/></process>`);
  source = source.replace(/<sequenceFlow id="([^"]*)"([^>]*?)(\/>|>([\s\S]*?)<\/sequenceFlow>)/g, (whole, id, rest) => {
    const gateway = process.flowElements.find((one) => one.id === id)?.sourceRef.$type === 'bpmn:ExclusiveGateway';
    if (!gateway) return `<sequenceFlow id="${id}"${rest}/>`;
    return `<sequenceFlow id="${id}"${rest}><conditionExpression xsi:type="tFormalExpression" language="javascript">next(null, ${flows.has(id)});` +
        '</conditionExpression></sequenceFlow>';
  });
  source = source.replace(/<callActivity ([^>]*?)calledElement="[^"]*"([^>]*)>/g, '<task $1$2>').replaceAll('</callActivity>', '</task>')
      .replace(/<multiInstanceLoopCharacteristics[^>]*\/>/g, '');
  const engine = Engine({ name: file, source });
  const listener = new EventEmitter();
  const entered = [];
  listener.on('activity.end', (api) => entered.push(api.id));
  listener.on('activity.wait', (api) => { if (way.path.includes(api.id)) api.signal(); });
  await Promise.race([
    engine.execute({ listener }),
    new Promise((resolve) => setTimeout(resolve, 20000).unref()),
  ]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const seen = entered.filter((id) => way.path.includes(id));
  if (way.path.some((id) => !seen.includes(id))) fail(file, 'bpmn-engine did not follow the way', { wanted: way.path, entered });
  await engine.stop?.();
  return way.path.length;
}

function opened(file, xml) {
  const page = 'modeler.html';
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><div id="canvas" style="width:2000px;height:1500px"></div><pre id="said"></pre>
<script src="node_modules/bpmn-js/dist/bpmn-modeler.production.min.js"></script>
<script>
const xml = ${JSON.stringify(xml).replaceAll('</', '<\\/')};
(async () => {
  const modeler = new BpmnJS({ container: '#canvas' });
  let said;
  try {
    const { warnings } = await modeler.importXML(xml);
    const boxes = {};
    modeler.get('elementRegistry').forEach((e) => { if (e.width && e.type !== 'label') boxes[e.id] = [e.x, e.y, e.width, e.height]; });
    const { svg } = await modeler.saveSVG();
    said = { warnings: warnings.map((one) => one.message), boxes, svg };
  } catch (error) { said = { error: String(error) }; }
  document.getElementById('said').textContent = btoa(unescape(encodeURIComponent(JSON.stringify(said))));
})();
</script>`);
  const dom = execFileSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--allow-file-access-from-files', '--virtual-time-budget=20000',
    '--dump-dom', `file://${process.cwd()}/${page}`], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const text = dom.match(/<pre id="said">([^<]*)<\/pre>/)?.[1];
  if (!text) fail(file, 'the Modeler said nothing', dom.slice(0, 500));
  const said = JSON.parse(Buffer.from(text, 'base64').toString());
  if (said.error || said.warnings.length > 0) fail(file, 'the Modeler complains', said.error ?? said.warnings);
  writeFileSync(`${file}.svg`, said.svg);
  return said.boxes;
}

for (const file of process.argv.slice(2)) {
  const xml = readFileSync(file, 'utf8');
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  if (warnings.length > 0) fail(file, 'bpmn-moddle warns', warnings.map((one) => one.message));
  const linter = new Linter({ config: { extends: 'bpmnlint:recommended' }, resolver: new NodeResolver() });
  const reports = Object.entries(await linter.lint(rootElement)).flatMap(([rule, found]) => found.map((one) => ({ rule, ...one })));
  const errors = reports.filter((one) => one.category === 'error');
  if (errors.length > 0) fail(file, 'bpmnlint finds errors', errors);
  const boxes = opened(file, xml);
  const shapes = rootElement.diagrams[0].plane.planeElement.filter((one) => one.bounds);
  const moved = shapes.filter(({ bpmnElement, bounds }) => String(boxes[bpmnElement.id]) !== String([bounds.x, bounds.y, bounds.width, bounds.height]));
  if (moved.length > 0) fail(file, 'the Modeler draws elsewhere', moved.map((one) => [one.bpmnElement.id, boxes[one.bpmnElement.id], one.bounds]));
  const main = rootElement.rootElements.find((one) => one.$type === 'bpmn:Process' && one.$attrs['guichet:procedure']);
  const steps = await follow(file, xml, main);
  console.log(`${file}: ${shapes.length} shapes, ${reports.length - errors.length} warnings of bpmnlint, ${steps} nodes followed`);
}
process.exit(0);
