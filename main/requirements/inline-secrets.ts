const secretField = /pass(word|phrase)?|secret|token|credential/i;

/**
 * Path of the first field that holds a secret itself instead of a reference to one; the value is never repeated.
 * The text under a key named `secret` is a secret's name, not a secret.
 */
export function inlineSecretPath(value: unknown, path = ''): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof item === 'string' && secretField.test(key) && key !== 'secret') return here;
    const nested = inlineSecretPath(item, here);
    if (nested !== undefined) return nested;
  }
  return undefined;
}
