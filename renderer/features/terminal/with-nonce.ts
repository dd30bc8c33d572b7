import { pageNonce } from '../../app/page-nonce.ts';

/**
 * Styles that the terminal makes while `work` runs carry the page's nonce, or the policy refuses them. Its own setting for
 * another document does not reach every place where it makes one.
 */
export function withNonce(work: () => void): void {
  const nonce = pageNonce();
  const create = document.createElement.bind(document);
  const createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(name, options);
    if (nonce !== undefined && element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
  Object.assign(document, { createElement });
  try {
    work();
  } finally {
    // the one of all documents shows again
    Reflect.deleteProperty(document, 'createElement');
  }
}
