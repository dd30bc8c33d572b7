/** Arguments of unshare: the caller becomes root of namespaces of its own, which end with their first process. */
export const namespaces: readonly string[] = [
  '--user',
  '--map-root-user',
  '--mount',
  '--uts',
  '--ipc',
  '--net',
  '--pid',
  '--fork',
  '--kill-child',
];
