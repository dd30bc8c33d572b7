import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import { parseDocument } from 'yaml';

/** The catalog travels as JSON: read ten times as fast as YAML, by the same reader. Who uses it has the YAML proven elsewhere. */
export function catalogAsJson(): Plugin {
  const isCatalog = /\/bundles\/(catalog|products)\/[^/]+\.yaml\?raw$/;
  return {
    name: 'catalog-as-json',
    enforce: 'pre',
    async load(id) {
      if (!isCatalog.test(id)) return undefined;
      const document = parseDocument(await readFile(id.replace(/\?raw$/, ''), 'utf8'));
      return `export default ${JSON.stringify(JSON.stringify(document.toJS() ?? {}))}`;
    },
  };
}
