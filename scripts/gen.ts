import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readCatalog } from '../main/catalog/read-catalog.ts';
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
write('main/docs/schema/site-plan.schema.json', jsonSchema(SitePlan, 'output'));
