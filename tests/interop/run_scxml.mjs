// run_scxml.mjs MACHINE.scxml TRACES.json: the same states on the same events as the reference, by SCION.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/`);
const scion = require('@scion-scxml/scxml');
const [file, tracesFile, machineFile] = process.argv.slice(2);
const traces = JSON.parse(readFileSync(tracesFile, 'utf8'));
const described = JSON.parse(readFileSync(machineFile, 'utf8'));    // names of states: {xml id: [name, member]}
let events = 0;
const say = console.log;
console.log = () => {};    // what <log> says

function stands(configuration) {
  const children = {};
  let state;
  for (const id of configuration) {
    const [name, member] = described[id] ?? [];
    if (name === undefined) continue;
    if (member === undefined) state = name;
    else children[member] = name;
  }
  return { state, children };
}

// A model keeps its data between machines: each case has one of its own.
function walk(model, trace, index) {
  return new Promise((resolve, reject) => model.prepare((failure, prepared) => {
    if (failure) return reject(failure);
    const machine = new scion.core.Statechart(prepared);
    machine.on('onError', (error) => reject(new Error(JSON.stringify(error))));
    machine.start();
    machine.gen({ name: 'guichet.attributes', data: { carries: trace.attributes } });
    trace.steps.forEach((step, number) => {
      if (step.today) return machine.gen({ name: 'guichet.clock', data: step });
      if (step.erased) return machine.gen({ name: 'guichet.erased', data: { names: step.erased } });
      machine.gen({ name: step.event, data: { member: step.member, carries: step.carries } });
      ++events;
      if (step.state === undefined) return;
      const seen = stands(machine.getFullConfiguration());
      const same = seen.state === step.state && Object.keys(seen.children).length === Object.keys(step.children).length &&
          Object.entries(step.children).every(([member, at]) => seen.children[member] === at);
      if (!same) {
        reject(new Error(JSON.stringify({ trace: index, step: number, event: step, seen, configuration: machine.getFullConfiguration() }, null, 1)));
      }
    });
    resolve();
  }));
}

scion.documentStringToModel('', readFileSync(file, 'utf8'), async (error, model) => {
  if (error) throw error;
  for (const [index, trace] of traces.entries()) await walk(model, trace, index);
  say(`${events} events`);
});
