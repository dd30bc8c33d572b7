import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { NodeRunner } from '../../ports/step-context.ts';
import { ownScript } from '../runner/own-scripts.ts';
import source from './lease.sh?raw';

const leaseScript = ownScript('lease', source);
const heartbeatMs = 15_000;

/** The site's lease: one operator at a time, seen by everyone who reaches the first control-plane node. */
export class SiteLease {
  readonly #node: NodeRunner;
  readonly #holder: string;
  readonly #onLost: () => void;
  #timer: NodeJS.Timeout | undefined;
  #isReleased = false;

  private constructor(node: NodeRunner, holder: string, onLost: () => void) {
    this.#node = node;
    this.#holder = holder;
    this.#onLost = onLost;
  }

  /**
   * Takes the lease, or refuses with HOST_E0007 naming who holds it. Answers the highest fencing number the site has
   * seen: ours must be higher. `onLost` is called when somebody else took over.
   */
  static async acquire(
    node: NodeRunner,
    options: { readonly holder: string; readonly person: string; readonly onLost: () => void },
  ): Promise<{ lease: SiteLease; highestFence: number }> {
    const { exitCode, stdout, stderr } = await node.observe(leaseScript, ['acquire', options.holder, options.person]);
    const [first = '', second = ''] = stdout.trim().split('\n');
    if (exitCode === 20) throw new FerrymanError('HOST_E0007', { holder: first || 'somebody else', since: second });
    if (exitCode !== 0) {
      const detail = { machine: node.host.name, script: leaseScript.name, exitCode, detail: stderr.slice(-300) };
      throw new FerrymanError('HOST_E0003', detail, { target: node.host.name });
    }
    const lease = new SiteLease(node, options.holder, options.onLost);
    lease.#beat();
    return { lease, highestFence: Number(first) || 0 };
  }

  async release(): Promise<void> {
    this.#isReleased = true;
    clearTimeout(this.#timer);
    await this.#node.observe(leaseScript, ['release', this.#holder]).catch(() => undefined);
  }

  /** A heartbeat that cannot be sent is no loss of the lease: the link may be down. Only a "no" from the site is. */
  #beat(): void {
    if (this.#isReleased) return;
    this.#timer = setTimeout(() => {
      this.#node.observe(leaseScript, ['heartbeat', this.#holder]).then(
        ({ exitCode }) => (exitCode === 20 && !this.#isReleased ? this.#onLost() : this.#beat()),
        () => this.#beat(),
      );
    }, heartbeatMs);
    this.#timer.unref();
  }
}
