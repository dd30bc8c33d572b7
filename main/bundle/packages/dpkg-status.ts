import { readStanzas } from '../../model/packages/control-stanzas.ts';
import { DebianPackage, packageFields } from '../../model/packages/debian-package.ts';

const fields: ReadonlySet<string> = new Set([...packageFields, 'status']);
/** dpkg counts these as there: what waits for a trigger is unpacked and configured. */
const presentStates = new Set(['installed', 'triggers-pending', 'triggers-awaited']);

/** The installed packages of a copy of /var/lib/dpkg/status. Throws an Error that says why it tells nothing of such a target. */
export function parseDpkgStatus(text: string, architecture: string): DebianPackage[] {
  const found: DebianPackage[] = [];
  let hasForeign = false;
  for (const stanza of readStanzas(text, fields)) {
    const status = stanza.get('status');
    if (status === undefined) throw new Error('a paragraph has no Status: it is no copy of /var/lib/dpkg/status');
    const [selection, , state = ''] = status.split(/\s+/);
    if (!presentStates.has(state)) continue;
    const built = stanza.get('architecture');
    if (built === architecture || built === 'all')
      found.push(new DebianPackage(stanza, architecture, selection === 'hold'));
    else hasForeign = true;
  }
  if (found.some(({ name }) => name === 'dpkg')) return found;
  throw new Error(hasForeign ? `it is of another architecture than ${architecture}` : 'dpkg is not among its packages');
}
