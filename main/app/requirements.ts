import { z } from 'zod';
import type { RequirementsView } from '../contract/site.contract.ts';
import { hashOf } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { Requirements } from '../model/site/requirements.ts';
import { readRequirements } from '../requirements/read-requirements.ts';
import type { SiteSession } from './site-session.ts';

const Saved = z.object({ source: z.string(), requirements: Requirements });
type View = z.infer<typeof RequirementsView>;

/** Keeps the text as the customer wrote it, beside what it means. Nothing is kept when a field is wrong. */
export function saveRequirements({ store }: SiteSession, source: string, file: string): View {
  const requirements = readRequirements(source, file);
  const { revision } = store.saveDocument('requirements', { source, requirements });
  return { source, requirements, hash: hashOf(requirements), revision };
}

export function savedRequirements({ store }: SiteSession): View | null {
  const document = store.latestDocument('requirements');
  if (document === undefined) return null;
  const { source, requirements } = Saved.parse(document.content);
  return { source, requirements, hash: hashOf(requirements), revision: document.revision };
}

/** The requirements, or SITE_E0007. */
export function needRequirements(session: SiteSession): Requirements {
  return needSavedRequirements(session).requirements;
}

/** The requirements with their text, or SITE_E0007. */
export function needSavedRequirements(session: SiteSession): View {
  const saved = savedRequirements(session);
  if (saved === null)
    throw new FerrymanError('SITE_E0007', { what: 'requirements', next: 'ferryman plan requirements.yaml' });
  return saved;
}
