import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { readCatalog } from '../main/catalog/read-catalog.ts';
import { FactsImport, ImportResult } from '../main/contract/intake.contract.ts';
import { PlanView, TakenWay, WhatIfAnswer } from '../main/contract/plan.contract.ts';
import { Explanation } from '../main/model/plan/explanation.ts';
import { Negotiation } from '../main/model/plan/negotiation.ts';
import { PlanChange } from '../main/model/plan/plan-change.ts';
import { SitePlan } from '../main/model/plan/site-plan.ts';
import { Requirements } from '../main/model/site/requirements.ts';
import { catalogHandbook } from './gen/catalog-handbook.ts';
import { errorHandbook } from './gen/error-handbook.ts';
import { jsonSchema } from './gen/json-schema.ts';

const root = resolve(import.meta.dirname, '..');

function readAll(folder: string): Record<string, string> {
  const files = readdirSync(resolve(root, folder)).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(files.map((name) => [name, readFileSync(resolve(root, folder, name), 'utf8')]));
}

const { components } = readCatalog({ components: readAll('bundles/catalog'), products: readAll('bundles/products') });

/** `--check` fails when what is committed is not what would be written. */
const isCheck = process.argv.includes('--check');
function write(file: string, content: string): void {
  const path = resolve(root, file);
  if (!isCheck) writeFileSync(path, content);
  else if (readFileSync(path, 'utf8') !== content) {
    console.error(`${path} is stale: run npm run gen`);
    process.exitCode = 1;
  }
}

for (const language of ['zh', 'en'] as const) {
  write(`main/docs/handbook/errors.${language}.md`, errorHandbook(language));
  write(`main/docs/handbook/catalog.${language}.md`, catalogHandbook(components.values(), language));
}
write('main/docs/schema/requirements.schema.json', jsonSchema(Requirements, 'input'));
const outputs = {
  'site-plan': SitePlan,
  // what the commands print with --json
  plan: PlanView,
  'plan-diff': z.array(PlanChange),
  'plan-what-if': WhatIfAnswer,
  negotiate: Negotiation,
  'negotiate-take': TakenWay,
  explain: Explanation,
  'answers-import': ImportResult,
  'facts-import': FactsImport,
} as const;
for (const [name, schema] of Object.entries(outputs)) {
  write(`main/docs/schema/${name}.schema.json`, jsonSchema(schema, 'output'));
}
