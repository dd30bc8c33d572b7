import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readCatalog } from '../main/catalog/read-catalog.ts';
import { catalogHandbook } from './gen/catalog-handbook.ts';
import { errorHandbook } from './gen/error-handbook.ts';

const root = resolve(import.meta.dirname, '..');

function readAll(folder: string): Record<string, string> {
  const files = readdirSync(resolve(root, folder)).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(files.map((name) => [name, readFileSync(resolve(root, folder, name), 'utf8')]));
}

const { components } = readCatalog({ components: readAll('bundles/catalog'), products: readAll('bundles/products') });

/** `--check` fails when what is committed is not what would be written. */
const isCheck = process.argv.includes('--check');
for (const language of ['zh', 'en'] as const) {
  const handbooks = { errors: errorHandbook(language), catalog: catalogHandbook(components.values(), language) };
  for (const [name, content] of Object.entries(handbooks)) {
    const path = resolve(root, `main/docs/handbook/${name}.${language}.md`);
    if (!isCheck) writeFileSync(path, content);
    else if (readFileSync(path, 'utf8') !== content) {
      console.error(`${path} is stale: run npm run gen`);
      process.exitCode = 1;
    }
  }
}
