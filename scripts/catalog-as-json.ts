import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import { parseDocument } from 'yaml';

/** The catalog travels as JSON: read ten times as fast as YAML, by the same reader. Who uses it has the YAML proven elsewhere. */
export function catalogAsJson(): Plugin {
  return {
    name: 'catalog-as-json',
    enforce: 'pre',
    load: {
      filter: { id: /\/bundles\/(catalog|products)\/[^/]+\.yaml\?raw$/ },
      async handler(id) {
        const document = parseDocument(await readFile(id.replace(/\?raw$/, ''), 'utf8'));
        return `export default ${JSON.stringify(JSON.stringify(document.toJS() ?? {}))}`;
      },
    },
  };
}
