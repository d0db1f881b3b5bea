// Makes an XState v5 machine of what `guichet export --format xstate` wrote.
//   import { machine } from './xstate.mjs';
//   const actor = createActor(machine(JSON.parse(text))).start();
//   actor.send({type: 'guichet.clock', today: '2026-03-02', passed: {}});
//   actor.send({type: 'deposer', carries: {'demande.plaque': 'AB-123-CD'}});
import { readFileSync } from 'node:fs';
import { assign, setup } from 'xstate';

const prelude = readFileSync(new URL('prelude.js', import.meta.url), 'utf8');
const compiled = new Map();

// Conditions and values are expressions over these names.
function evaluate(text, context, event) {
  if (!compiled.has(text)) {
    compiled.set(text, new Function('data', 'today', 'passed', 'children', 'tables', 'event', `${prelude}\nreturn (${text});`));
  }
  const { data, today, passed, children, tables } = context;
  return compiled.get(text)(data, today ?? undefined, passed, children, tables, event);
}

const base = (name) => name.split('/')[0];

export function machine(config) {
  return setup({
    guards: { when: ({ context, event }, { condition }) => evaluate(condition, context, event) },
    actions: {
      attributes: assign({ data: ({ context, event }) => ({ ...context.data, ...event.carries }) }),
      clock: assign({ today: ({ event }) => event.today, passed: ({ event }) => event.passed }),
      erase: assign({
        data: ({ context, event }) => Object.fromEntries(Object.entries(context.data).filter(([name]) => !event.names.includes(name))),
      }),
      keep: assign({
        data: ({ context, event }, { data }) =>
          ({ ...context.data, ...Object.fromEntries(Object.entries(event.carries ?? {}).filter(([name]) => data.includes(base(name)))) }),
      }),
      set: assign({
        data: ({ context, event }, { values }) =>
          ({ ...context.data, ...Object.fromEntries(Object.entries(values).map(([name, text]) => [name, evaluate(text, context, event)])) }),
      }),
      'no-children': assign({ children: {} }),
      child: assign({ children: ({ context }, { member, state }) => ({ ...context.children, [member]: state }) }),
      mark: () => {},
      tell: () => {},
    },
  }).createMachine(config);
}
