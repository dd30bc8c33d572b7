import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this person's signing keys lie, beside no site: FERRYMAN_HOME, or the system's usual place for settings. */
export function keyDirectory(): string {
  const home = process.env.FERRYMAN_HOME;
  if (home) return join(home, 'keys');
  const settings = process.platform === 'win32' ? process.env.APPDATA : process.env.XDG_CONFIG_HOME;
  return join(settings || join(homedir(), '.config'), 'ferryman', 'keys');
}
