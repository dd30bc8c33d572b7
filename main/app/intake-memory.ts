import { basename } from 'node:path';
import type { Json } from '../model/canonical-json.ts';
import { type Given, IntakeMemory, type Provenance } from '../model/intake/answers.ts';
import { type Answers, answersOf } from '../requirements/questionnaire/answers.ts';
import { fingerprint } from '../requirements/questionnaire/cells.ts';
import { nothingRemembered, provenanceOf } from '../requirements/questionnaire/completeness.ts';
import { emptySource } from '../requirements/questionnaire/edit-source.ts';
import { parseRequirements } from '../requirements/read-requirements.ts';
import { savedRequirements } from './requirements.ts';
import type { SiteSession } from './site-session.ts';

export interface KnownAnswers extends Answers {
  readonly source: string;
  readonly memory: IntakeMemory;
  readonly given: Readonly<Record<string, Given>>;
}

/** The requirements' text taken apart, with where each answer comes from. */
export function knownAnswers(session: SiteSession): KnownAnswers {
  const saved = session.store.latestDocument('requirements');
  const source = savedRequirements(session)?.source ?? emptySource(nameOf(session.store.path));
  const memory = rememberedIn(session);
  const { byQuestion, others } = answersOf(parseRequirements(source, 'requirements.yaml'));
  const written: Provenance = { by: '', at: saved?.createdAt ?? '', way: 'text', from: 'requirements.yaml' };
  const given = Object.fromEntries(
    Object.entries(byQuestion).map(([id, value]) => [id, { value, ...(provenanceOf(memory, id, value) ?? written) }]),
  );
  return { byQuestion, others, source, memory, given };
}

/** Until somebody gives it another: the site file's. */
function nameOf(path: string): string {
  return (
    basename(path)
      .replace(/\.ferry$/, '')
      .slice(0, 80) || 'site'
  );
}

function rememberedIn({ store }: SiteSession): IntakeMemory {
  const document = store.latestDocument('intake');
  return document === undefined ? nothingRemembered : IntakeMemory.parse(document.content);
}

/** Notes who gave these answers; what is answered is no longer unknown. */
export function rememberAnswers(
  memory: IntakeMemory,
  taken: readonly string[],
  byQuestion: Readonly<Record<string, Json>>,
  { by, at, way, from }: Provenance,
): IntakeMemory {
  const noted = taken.flatMap((id) => {
    const value = byQuestion[id];
    return value === undefined ? [] : [[id, { by, at, way, from, fingerprint: fingerprint(value) }] as const];
  });
  const unknown = Object.fromEntries(Object.entries(memory.unknown).filter(([id]) => !taken.includes(id)));
  return { ...memory, unknown, provenance: { ...memory.provenance, ...Object.fromEntries(noted) } };
}
