import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const macApps = ['Google Chrome', 'Microsoft Edge', 'Chromium'];
const windowsPrograms = [
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
];

/** A Chromium of any maker: the one named in FERRYMAN_BROWSER, or the first found where they are installed. */
export function findBrowser(platform: NodeJS.Platform, environment: Environment): string | undefined {
  const named = environment.FERRYMAN_BROWSER;
  if (named !== undefined && named !== '') return isProgram(named) ? named : undefined;
  return candidates(platform, environment).find(isProgram);
}

function candidates(platform: NodeJS.Platform, environment: Environment): string[] {
  if (platform === 'win32') {
    const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((name) => environment[name]);
    return roots.flatMap((root) => (root === undefined ? [] : windowsPrograms.map((program) => join(root, program))));
  }
  if (platform === 'darwin') {
    const homes = ['', environment.HOME ?? ''];
    return homes.flatMap((home) => macApps.map((app) => `${home}/Applications/${app}.app/Contents/MacOS/${app}`));
  }
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
