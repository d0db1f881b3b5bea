// The ten-state procedure of tests/conformance/toys/stationnement.yaml as people write it for XState: the same states,
// events and guards. Plays the cases it is given, checks each state it comes to, then measures the events alone, making
// and starting cases not counted: by `transition()`, which like our step only answers, and by an actor, its fastest way.
//
//   node steps.mjs FOLDER CASES    FOLDER holds node_modules; CASES: [{data, events: [[event, state after it]...]}...]
//                                  answers: version, nanoseconds an event by transition(), by an actor
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import {resolve} from 'node:path';

const [folder, file] = process.argv.slice(2);
const packages = createRequire(resolve(folder) + '/');
const {createActor, initialTransition, setup, transition} = await import(pathToFileURL(packages.resolve('xstate')).href);

const elsewhere = {'not-found': 'pieces', refused: 'pieces', failed: 'pieces'};
const machine = setup({
  guards: {
    complete: ({context}) => context.plaque !== undefined && context.duree > 0,
    ownerHere: ({context}) => (context.statut === 0 || context.statut === 1) && context.commune === 'Lyon',
    lowIncome: ({context}) => context.rfr < 20000,
    goodMark: ({context}) => context.note >= 10,
    paidInFull: ({context}) => context.verse === context.du,
    mayRenew: ({context}) => context.annee < 3,
  },
}).createMachine({
  initial: 'saisie',
  context: ({input}) => input,
  states: {
    saisie: {on: {deposer: {guard: 'complete', target: 'titulaire'}}},
    titulaire: {on: {answered: [{guard: 'ownerHere', target: 'domicile'}, {target: 'pieces'}], ...elsewhere}},
    domicile: {on: {answered: [{guard: 'lowIncome', target: 'paiement'}, {target: 'instruction'}], ...elsewhere}},
    pieces: {on: {completer: 'instruction'}},
    instruction: {on: {accepter: [{guard: 'goodMark', target: 'paiement'}, {target: 'refusee'}], refuser: 'refusee'}},
    paiement: {on: {payer: {guard: 'paidInFull', target: 'edition'}}},
    edition: {on: {editer: 'active'}},
    active: {on: {renouveler: [{guard: 'mayRenew', target: 'saisie'}, {target: 'archivee'}], archiver: 'archivee'}},
    refusee: {type: 'final'},
    archivee: {type: 'final'},
  },
});

const cases = JSON.parse(readFileSync(file, 'utf8'));
const start = ({data}) => createActor(machine, {input: data}).start();

for (const one of cases) {
  const actor = start(one);
  for (const [type, state] of one.events) {
    actor.send({type});
    if (actor.getSnapshot().value !== state) {
      console.error(`after ${type}: ${actor.getSnapshot().value}, expected ${state}`);
      process.exit(1);
    }
  }
}

const events = cases.map((one) => one.events.map(([type]) => ({type})));
const count = events.reduce((sum, list) => sum + list.length, 0);
const best = (round) => {
  let least = Infinity;
  for (let i = 0; i < 40; ++i) least = Math.min(least, Number(round()) / count);
  return least.toFixed(0);
};
const actors = best(() => {
  const all = cases.map(start);
  const begin = process.hrtime.bigint();
  for (let i = 0; i < all.length; ++i) for (const event of events[i]) all[i].send(event);
  return process.hrtime.bigint() - begin;
});
const pure = best(() => {
  const all = cases.map(({data}) => initialTransition(machine, data)[0]);
  const begin = process.hrtime.bigint();
  for (let i = 0; i < all.length; ++i) for (const event of events[i]) [all[i]] = transition(machine, all[i], event);
  return process.hrtime.bigint() - begin;
});
console.log(`${packages('xstate/package.json').version} ${pure} ${actors}`);
