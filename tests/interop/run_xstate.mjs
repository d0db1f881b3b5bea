// run_xstate.mjs RUNTIME MACHINE.json TRACES.json: the same states on the same events as the reference, by XState.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createActor } from 'xstate';

const [runtime, file, traces] = process.argv.slice(2);
const { machine } = await import(pathToFileURL(runtime));
const logic = machine(JSON.parse(readFileSync(file, 'utf8')));
let events = 0;

function stands(snapshot) {
  if (typeof snapshot.value === 'string') return { state: snapshot.value, children: {} };
  const [state] = Object.keys(snapshot.value);
  const children = Object.entries(snapshot.value[state]).filter(([, at]) => at !== 'guichet-not-chosen');
  return { state, children: Object.fromEntries(children) };
}

JSON.parse(readFileSync(traces, 'utf8')).forEach((trace, index) => {
  const actor = createActor(logic).start();
  actor.send({ type: 'guichet.attributes', carries: trace.attributes });
  trace.steps.forEach((step, number) => {
    if (step.today) return actor.send({ type: 'guichet.clock', ...step });
    if (step.erased) return actor.send({ type: 'guichet.erased', names: step.erased });
    actor.send({ type: step.event, member: step.member, carries: step.carries });
    ++events;
    if (step.state === undefined) return;
    const seen = stands(actor.getSnapshot());
    const wanted = { state: step.state, children: step.children };
    const same = seen.state === wanted.state && Object.keys(seen.children).length === Object.keys(wanted.children).length &&
        Object.entries(wanted.children).every(([member, at]) => seen.children[member] === at);
    if (!same) {
      console.error(JSON.stringify({ trace: index, step: number, event: step, wanted, seen, data: actor.getSnapshot().context }, null, 1));
      process.exit(1);
    }
  });
  actor.stop();
});
console.log(`${events} events`);
