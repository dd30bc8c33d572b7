import { randomBytes } from 'node:crypto';
import { FerrymanError, isFerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { NodeScript, RunResult } from '../../ports/step-context.ts';
import type { HostLink } from './host-link.ts';
import { LogKeeper } from './log-keeper.ts';
import type { NodeScripts } from './node-scripts.ts';
import { runnerScript } from './own-scripts.ts';
import { cleanText, readChanges } from './remote-text.ts';
import { type RunRecord, RunStream } from './run-stream.ts';

export interface UnitRun {
  /** Letters, digits, dot, dash, underscore; the unit is called `ferryman-<key>`. */
  readonly key: string;
  readonly fence: number;
  readonly script: NodeScript;
  readonly args: readonly string[];
  /** File name → content. */
  readonly secretFiles: Readonly<Record<string, string>>;
}

export interface Watching {
  readonly signal: AbortSignal;
  readonly onLog: (text: string) => void;
}

/** Step scripts as transient systemd units on one machine: started once per key, watched across broken links. */
export class UnitRuns {
  readonly #link: HostLink;
  readonly #scripts: NodeScripts;
  readonly #secrets: Secrets;

  constructor(link: HostLink, scripts: NodeScripts, secrets: Secrets) {
    this.#link = link;
    this.#scripts = scripts;
    this.#secrets = secrets;
  }

  /** Rejects with HOST_E0004 when it was cut off, HOST_E0005 when another operator has taken over. */
  async run(unit: UnitRun, watching: Watching): Promise<RunResult> {
    const { key, fence, script } = unit;
    assertKey(key);
    await this.#scripts.bring([runnerScript, script]);
    const log = new LogKeeper(this.#secrets, watching.onLog);
    const mark = randomBytes(16).toString('hex');
    const stream = new RunStream(mark, (bytes) => log.push(bytes));
    const start = () => ({
      class: 'mutate' as const,
      args: ['start', key, String(fence), script.sha256, mark, String(stream.logBytes), ...unit.args],
      stdin: () => secretLines(unit.secretFiles),
    });
    const watch = () => ({ class: 'observe' as const, args: ['watch', key, mark, String(stream.logBytes)] });

    for (let call: typeof start | typeof watch = start; ; ) {
      const host = this.#link.host;
      try {
        stream.restart();
        const onStdout = (chunk: Uint8Array) => stream.push(chunk);
        const result = await this.#scripts.run(runnerScript, { ...call(), onStdout, signal: watching.signal });
        const record = stream.records()[0];
        if (record === undefined) throw this.#failed(result.exitCode, result.stderr);
        // The start was cut off before it reached the machine.
        if (record.status === 'absent') call = start;
        else return { ...this.#resultOf(record, fence), log: log.end() };
      } catch (error) {
        if (!isFerrymanError(error, 'SSH_E0005')) throw error;
        await this.#link.renew(host, watching.signal);
        call = watch;
      }
    }
  }

  /** Waits for everything begun under the key, parts included; undefined when nothing was. Cut off = exit code -1. */
  async settle(key: string, signal: AbortSignal): Promise<RunResult | undefined> {
    assertKey(key);
    for (;;) {
      const host = this.#link.host;
      const mark = randomBytes(16).toString('hex');
      const stream = new RunStream(mark, () => {});
      try {
        const onStdout = (chunk: Uint8Array) => stream.push(chunk);
        const call = { class: 'observe' as const, args: ['settle', key, mark], onStdout, signal };
        const result = await this.#scripts.run(runnerScript, call);
        if (result.exitCode !== 0) throw this.#failed(result.exitCode, result.stderr);
        return this.#together(stream.records());
      } catch (error) {
        if (!isFerrymanError(error, 'SSH_E0005')) throw error;
        await this.#link.renew(host, signal);
      }
    }
  }

  #together(records: readonly RunRecord[]): RunResult | undefined {
    if (records.length === 0) return undefined;
    const codes = records.map(({ status, value }) => (status === 'ended' ? value : -1));
    return {
      exitCode: codes.find((code) => code !== 0) ?? 0,
      log: records
        .map(({ log }) => cleanText(log, this.#secrets))
        .join('')
        .slice(-65_536),
      changes: records.flatMap(({ changes }) => readChanges(changes, this.#secrets)),
    };
  }

  #resultOf(record: RunRecord, fence: number): Omit<RunResult, 'log'> {
    const machine = this.#link.host.name;
    if (record.status === 'refused') {
      throw new FerrymanError('HOST_E0005', { machine, found: record.value, ours: fence }, { target: machine });
    }
    if (record.status !== 'ended') throw new FerrymanError('HOST_E0004', { machine }, { target: machine });
    return { exitCode: record.value, changes: readChanges(record.changes, this.#secrets) };
  }

  #failed(exitCode: number | null, stderr: string): FerrymanError {
    const machine = this.#link.host.name;
    const detail = cleanText(stderr, this.#secrets).trim().slice(-300) || 'no answer';
    const parameters = { machine, script: 'runner', exitCode: exitCode ?? -1, detail };
    return new FerrymanError('HOST_E0003', parameters, { target: machine });
  }
}

function assertKey(key: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(key)) {
    throw new FerrymanError('INTERNAL_E0001', { detail: `not a run key: ${key}` });
  }
}

function secretLines(files: Readonly<Record<string, string>>): string {
  return Object.entries(files)
    .map(([name, content]) => {
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name))
        throw new FerrymanError('INTERNAL_E0001', { detail: `not a file name: ${name}` });
      return `${name} ${Buffer.from(content).toString('base64')}\n`;
    })
    .join('');
}
