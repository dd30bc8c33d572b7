import { sha256Hex } from '../model/canonical-json.ts';
import type { NodeScript } from '../ports/step-context.ts';
import prelude from './prelude.sh?raw';

/** A step's script as it goes to the machine: the prelude, then the step's own text. */
export function nodeScript(name: string, source: string): NodeScript {
  const whole = `#!/bin/bash\n# Ferryman: ${name}\n${prelude}${source}`;
  return { name, source: whole, sha256: sha256Hex(whole) };
}
