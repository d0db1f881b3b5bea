// Records what two independent implementations of CEL make of a few thousand expressions of the subset Guichet
// takes. An expression is kept when both agree; the tests only read the recorded file. To record again:
//
//   npm install --prefix build/peers @bufbuild/cel@0.6.1 @marcbachmann/cel-js@8.0.0
//   node tests/golden/cel/record.mjs build/peers > tests/golden/cel/expressions.jsonl
//
// What CEL and Guichet deliberately do differently (docs/expressions.md) is not generated.
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import {resolve} from 'node:path';

const peers = createRequire(resolve(process.argv[2] ?? '.') + '/');
const load = (name) => import(pathToFileURL(peers.resolve(name)).href);
const {run} = await load('@bufbuild/cel');
const {evaluate} = await load('@marcbachmann/cel-js');

const WANTED = 4000;
const WORDS = ['alpha', 'beta', 'gamma'];

// mulberry32: small, seeded, the same everywhere.
let state = 20260302;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const draw = (n) => Math.floor(random() * n);
const pick = (all) => all[draw(all.length)];

const INTEGERS = ['0', '1', '2', '-1', '-7', '42', '9223372036854775807', '-9223372036854775808'];
const TEXTS = [`''`, `'a'`, `"b"`, `'alpha'`, `'é'`, `'l\\'été'`, `"\\u00e9"`, `'\\x41\\102'`, `'\\n\\t\\\\'`, `"it's"`, `'日本'`];
const SPACES = ['', ' ', ' ', ' ', '  '];
const space = () => pick(SPACES);
const infix = (a, op, b) => a + space() + op + space() + b;

function number(depth) {
  if (depth <= 0) return pick([pick(INTEGERS), 'd.n', 'd.m', 'd.n', 'd.m']);
  switch (draw(6)) {
    case 0: return `-(${number(depth - 1)})`;
    case 1: return `(${number(depth - 1)})`;
    case 2: return `size(${pick(['d.t', 'd.u', 'd.l', 'd.k', pick(TEXTS)])})`;
    default: return infix(number(depth - 1), pick(['+', '-']), `${pick([number(0), `(${number(depth - 1)})`])}`);
  }
}

const text = () => pick([pick(TEXTS), 'd.t', 'd.u']);

function joined(depth) {
  return depth <= 0 ? text() : infix(joined(depth - 1), '+', pick([text(), `(${joined(depth - 1)})`]));
}

// What binds tighter than a relation, or a single relation: safe as an operand of && and ||.
function relation(depth) {
  const same = pick(['==', '!=']);
  const order = pick(['==', '!=', '<', '<=', '>', '>=']);
  switch (draw(11)) {
    case 0:
    case 1: return infix(number(depth - 1), order, number(depth - 1));
    case 2: return infix(text(), order, text());
    case 3: return infix('d.e', same, `'${pick(WORDS)}'`);
    case 4: return `d.e in [${WORDS.filter(() => draw(2)).map((w) => `'${w}'`).join(', ')}]`;
    case 5: return `'${pick(WORDS)}' in ${pick(['d.l', 'd.k'])}`;
    case 6: return `d.e in ${pick(['d.l', 'd.k'])}`;
    case 7: return `${number(depth - 1)} in [${[0, 1, 2].map(() => pick(INTEGERS)).join(', ')}]`;
    case 8: return `${text()} in [${[0, 1].map(() => pick(TEXTS)).join(', ')}]`;
    case 9: return infix(infix(unary(depth - 1), same, unary(depth - 1)), pick(['==', '!=']), unary(depth - 1));
    default: return infix('d.l', same, 'd.k');
  }
}

function unary(depth) {
  switch (draw(depth <= 0 ? 3 : 6)) {
    case 0: return pick(['true', 'false']);
    case 1: return pick(['d.b', 'd.c']);
    case 2: return `has(d.${pick(['n', 'm', 't', 'u', 'b', 'c', 'e', 'l', 'k'])})`;
    case 3: return pick(['!', '!!']) + unary(depth - 1);
    default: return `(${condition(depth - 1)})`;
  }
}

function condition(depth) {
  let out = pick([relation, unary])(depth);
  for (let more = draw(4); more > 0; --more) out = infix(out, pick(['&&', '||', '&&', '||', '||']), pick([relation, relation, unary])(depth));
  return out;
}

function variables() {
  const all = {
    n: BigInt(pick(INTEGERS)), m: BigInt(pick(INTEGERS)),
    t: pick(['', 'a', 'b', 'alpha', 'é']), u: pick(['a', 'A', '日本', "l'été"]),
    b: draw(2) === 1, c: draw(2) === 1,
    e: pick(WORDS),
    l: WORDS.filter(() => draw(2)), k: WORDS.filter(() => draw(2)),
  };
  return Object.fromEntries(Object.entries(all).filter(() => draw(4) > 0));
}

const json = (value) =>
  typeof value === 'bigint' ? String(value)
  : Array.isArray(value) ? `[${value.map(json).join(',')}]`
  : value !== null && typeof value === 'object' ? `{${Object.entries(value).map(([k, v]) => `${json(k)}:${json(v)}`).join(',')}}`
  : JSON.stringify(value);

function ask(implementation) {
  try {
    const result = implementation();
    return result instanceof Error ? {error: true} : {result};
  } catch {
    return {error: true};
  }
}

let kept = 0;
let apart = 0;
while (kept < WANTED) {
  const kind = pick(['boolean', 'boolean', 'boolean', 'boolean', 'number', 'text']);
  const expr = kind === 'boolean' ? condition(1 + draw(3)) : kind === 'number' ? number(1 + draw(3)) : joined(1 + draw(2));
  if (expr.length > 240) continue;
  // Both drop a pair of minus signs; Guichet negates twice, and the least integer has no opposite.
  if (/-\s*\(+-/.test(expr)) continue;
  const d = variables();
  const first = json(ask(() => run(expr, {d})));
  const second = json(ask(() => evaluate(expr, {d})));
  if (first !== second) {
    ++apart;
    if (process.env.SHOW_APART) console.error(expr, json(d), first, second);
    continue;
  }
  console.log(`{"expr":${json(expr)},"type":"${kind}","vars":${json(d)},${first.slice(1)}`);
  ++kept;
}
console.error(`${kept} expressions recorded, ${apart} left out because the two implementations differ`);
