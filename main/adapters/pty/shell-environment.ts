/** What a person's shell needs of this process's environment. A list, so that what is not on it can never be in a shell. */
const passed: readonly string[] = [
  ...[
    'PATH',
    'HOME',
    'USER',
    'LOGNAME',
    'SHELL',
    'TZ',
    'TMPDIR',
    'LANG',
    'LANGUAGE',
    'XDG_RUNTIME_DIR',
    'SSH_AUTH_SOCK',
  ],
  ...[
    'SystemRoot',
    'SystemDrive',
    'windir',
    'ComSpec',
    'PATHEXT',
    'TEMP',
    'TMP',
    'USERNAME',
    'USERPROFILE',
    'HOMEDRIVE',
  ],
  ...['HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'ProgramData', 'ProgramFiles', 'ProgramFiles(x86)', 'PSModulePath'],
];

export function shellEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(own).flatMap(([name, value]) =>
    value !== undefined && (passed.includes(name) || name.startsWith('LC_')) ? [[name, value] as const] : [],
  );
  return { ...Object.fromEntries(entries), TERM: 'xterm-256color', COLORTERM: 'truecolor' };
}
