const secretField = /pass|pwd|secret|token|credential|密码|口令|密钥/i;
/** Fields about passwords that hold none. */
const harmless = ['passwordMaxDays'];
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/**
 * Path of the first field that holds a secret itself instead of a reference to one; the value is never repeated.
 * The text under a key named `secret` is a secret's name, not a secret. A private key is one wherever it stands.
 */
export function inlineSecretPath(value: unknown, path = '', isUnderSecretField = false): string | undefined {
  if (typeof value === 'string' && privateKey.test(value)) return path;
  if (typeof value !== 'object' || value === null) {
    return isUnderSecretField && value !== null && value !== undefined ? path : undefined;
  }
  for (const [key, item] of Object.entries(value)) {
    const here = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const isReference = key === 'secret' && typeof item === 'string';
    const isSecret = !isReference && (isUnderSecretField || (secretField.test(key) && !harmless.includes(key)));
    const found = inlineSecretPath(item, here, isSecret);
    if (found !== undefined) return found;
  }
  return undefined;
}
