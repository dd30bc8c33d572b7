import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  woff: 'font/woff',
};

/** The built renderer as a list: what is not on it does not exist, so no path can leave the folder. */
export class PageFiles {
  readonly #files: ReadonlyMap<string, string>;

  constructor(directory: string) {
    const names = existsSync(directory) ? readdirSync(directory, { recursive: true, withFileTypes: true }) : [];
    this.#files = new Map(
      names
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map(
          (path) =>
            [
              `/${path
                .slice(directory.length + 1)
                .split(sep)
                .join('/')}`,
              path,
            ] as const,
        )
        .filter(([name]) => contentTypeOf(name) !== undefined),
    );
  }

  get isEmpty(): boolean {
    return this.#files.size === 0;
  }

  /** `urlPath` as the browser asks for it, undecoded: names on the list need no decoding. */
  read(urlPath: string): { readonly body: Buffer; readonly contentType: string } | undefined {
    const path = this.#files.get(urlPath);
    const contentType = contentTypeOf(urlPath);
    if (path === undefined || contentType === undefined) return undefined;
    return { body: readFileSync(path), contentType };
  }
}

/** Where `npm run build` puts the renderer, found from wherever this code runs: source, bundle or archive. */
export function rendererDirectory(from: string = import.meta.dirname): string {
  let folder = from;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'dist', 'renderer');
}

function contentTypeOf(name: string): string | undefined {
  return contentTypes[name.slice(name.lastIndexOf('.') + 1)];
}
