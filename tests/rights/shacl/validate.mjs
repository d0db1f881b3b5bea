// validate.mjs SHAPES FORM...: each JSON-LD form against the shapes, by an engine of others; exit 1 when one does not conform.
import { readFileSync } from 'node:fs';
import jsonld from 'jsonld';
import { Parser, Store } from 'n3';
import Validator from 'rdf-validate-shacl';

const [shapes, ...forms] = process.argv.slice(2);
const store = (text, options) => new Store(new Parser(options).parse(text));
const validator = new Validator(store(readFileSync(shapes, 'utf8')));
const offline = (url) => { throw new Error(`${url} is not fetched`); };
for (const form of forms) {
  const quads = await jsonld.toRDF(JSON.parse(readFileSync(form, 'utf8')), { format: 'application/n-quads', documentLoader: offline });
  const report = await validator.validate(store(quads, { format: 'N-Quads' }));
  console.log(`${form}: ${report.conforms ? 'conforms' : 'does not conform'}`);
  for (const one of report.results)
    console.log(`  ${one.focusNode?.value} ${one.path?.value ?? ''} ${one.sourceConstraintComponent?.value ?? ''}`);
  if (!report.conforms) process.exitCode = 1;
}
