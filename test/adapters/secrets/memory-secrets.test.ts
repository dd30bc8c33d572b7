import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemorySecrets } from '../../../main/adapters/secrets/memory-secrets.ts';

test('a secret is asked for once, also when several want it at the same time', async () => {
  const asked: string[] = [];
  const secrets = new MemorySecrets(async (name) => {
    asked.push(name);
    return `value of ${name}`;
  });
  const both = await Promise.all([secrets.get('login'), secrets.get('login')]);
  expect([both, await secrets.get('login'), asked]).toEqual([
    ['value of login', 'value of login'],
    'value of login',
    ['login'],
  ]);
});

test('with nobody to ask it says which secret is missing, and asks again later', async () => {
  const answers = [undefined, 'late'];
  const secrets = new MemorySecrets(async () => answers.shift());
  await expect(secrets.get('login')).rejects.toMatchObject({ code: 'SSH_E0010', parameters: { secret: 'login' } });
  expect(await secrets.get('login')).toBe('late');
});

test('every known secret is taken out of a text, in the forms it travels in', () => {
  const anySecrets = fc.uniqueArray(fc.string({ unit: 'grapheme-ascii', minLength: 4, maxLength: 20 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(anySecrets, (values) => {
      const secrets = new MemorySecrets(
        async () => undefined,
        Object.fromEntries(values.map((value) => [value, value])),
      );
      const forms = values.flatMap((value) => [
        value,
        Buffer.from(value).toString('base64'),
        encodeURIComponent(value),
        JSON.stringify(value).slice(1, -1),
      ]);
      return forms.every((form) => !values.some((value) => secrets.redact(`<<${form}>>`).includes(value)));
    }),
  );
});

test('a secret that begins another leaves nothing of the longer one', () => {
  const secrets = new MemorySecrets(async () => undefined, { short: 'geheim', long: 'geheim-2026' });
  expect(secrets.redact('geheim-2026 and geheim')).toBe('••• and •••');
});

test('what is too short to be told from ordinary words is left', () => {
  expect(new MemorySecrets(async () => undefined, { a: 'abc' }).redact('abc abcd')).toBe('abc abcd');
});
