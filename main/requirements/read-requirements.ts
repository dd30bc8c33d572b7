import { isScalar, LineCounter, parseDocument } from 'yaml';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { Requirements } from '../model/site/requirements.ts';
import { crossFieldProblems } from './cross-field.ts';
import { inlineSecretPath } from './inline-secrets.ts';
import { describeProblem } from './problems.ts';

const maxBytes = 1024 * 1024;

/**
 * Reads the text of a requirements.yaml (or .json).
 * Throws REQ_E0001 (not YAML), REQ_E0003 (an inline password), REQ_E0002 (wrong fields: path, what was found, what is allowed),
 * REQ_E0004 (overlapping networks). Pure: writes nothing.
 */
export function readRequirements(source: string, file: string): Requirements {
  const raw = parseRequirements(source, file);
  const secretPath = inlineSecretPath(raw);
  if (secretPath !== undefined) throw new FerrymanError('REQ_E0003', { path: secretPath });
  const parsed = Requirements.safeParse(raw);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => describeProblem(issue, raw));
    throw new FerrymanError('REQ_E0002', { count: problems.length, problems: problems.join('; ') });
  }
  crossFieldProblems(parsed.data);
  return parsed.data;
}

/** What the text says, not yet checked. Throws REQ_E0001. */
export function parseRequirements(source: string, file: string): unknown {
  if (source.length > maxBytes) {
    throw new FerrymanError('REQ_E0001', { file, line: 1, column: 1, detail: 'larger than 1 MiB' });
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, prettyErrors: false });
  const error = document.errors[0];
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new FerrymanError('REQ_E0001', { file, line, column: col, detail: error.message });
  }
  // YAML reads an unquoted 1.30 as the number 1.3; a version is what was written
  const version = document.getIn(['kubernetes', 'version'], true);
  if (isScalar(version) && typeof version.value === 'number') version.value = version.source;
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    // an unquoted value that begins with * is read as an alias: the message would repeat it, and it may be a password
    const detail = String(cause).replace(/(alias[^:]*):.*/s, '$1; quote a value that begins with "*"');
    throw new FerrymanError('REQ_E0001', { file, line: 1, column: 1, detail });
  }
}
