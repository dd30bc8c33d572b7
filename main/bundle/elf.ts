const machines: Readonly<Record<number, string>> = {
  3: '386',
  21: 'ppc64le',
  22: 's390x',
  40: 'arm',
  62: 'amd64',
  183: 'arm64',
  243: 'riscv64',
  258: 'loong64',
};

/** What the first bytes of an executable say: the Go name of its architecture, a script, or neither. */
export function executableKind(head: Uint8Array): string | 'script' | undefined {
  if (head[0] === 0x23 && head[1] === 0x21) return 'script';
  if (head.length < 20 || head[0] !== 0x7f || head[1] !== 0x45 || head[2] !== 0x4c || head[3] !== 0x46)
    return undefined;
  const isLittleEndian = head[5] === 1;
  const [first = 0, second = 0] = [head[18], head[19]];
  const machine = isLittleEndian ? first | (second << 8) : (first << 8) | second;
  return machines[machine] ?? `ELF machine ${machine}`;
}
