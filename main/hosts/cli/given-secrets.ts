import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';

/** Reads `{"name": "value"}` from a file descriptor, so that a secret is never in argv or the environment. */
export function givenSecrets(descriptor: string | undefined): Record<string, string> {
  if (descriptor === undefined) return {};
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(Number(descriptor), 'utf8')));
  } catch {
    throw new FerrymanError('INPUT_E0001', {
      detail: `--secrets-fd ${descriptor}: a JSON object of names and texts is wanted there`,
    });
  }
}
