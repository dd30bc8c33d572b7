import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Keeps V8 from taking memory because a machine has plenty. The nursery stays at the size it starts with: hundreds of links'
 * short-lived buffers would grow it to 64 MiB. The old generation may grow by a fifth before it is swept; how far it may grow
 * is counted from the first sweep on, which therefore is now. At 200 practice hosts: 316 MiB at the peak.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  collect();
}
