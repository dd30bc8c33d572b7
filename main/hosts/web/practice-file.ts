import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { siteFiles } from '../open-session.ts';

/** This person's practice site, made when it is not there yet: FERRYMAN_HOME, or the system's usual place for data. */
export function practiceFile(): string {
  const directory = dataDirectory();
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'practice.ferry');
  if (!existsSync(path)) siteFiles.create(path, { isPractice: true }).close();
  return path;
}

function dataDirectory(): string {
  if (process.env.FERRYMAN_HOME) return process.env.FERRYMAN_HOME;
  const data = process.platform === 'win32' ? process.env.LOCALAPPDATA : process.env.XDG_DATA_HOME;
  return join(data || join(homedir(), '.local', 'share'), 'ferryman');
}
