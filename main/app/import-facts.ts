import type { FactsImport, FactsTaken, MadeFile } from '../contract/intake.contract.ts';
import type { Json } from '../model/canonical-json.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import { Requirements } from '../model/site/requirements.ts';
import { type Collected, readResult } from '../requirements/collector/read-result.ts';
import { usualTargets, writeCollector } from '../requirements/collector/write-collector.ts';
import { type Block, isBlock } from '../requirements/questionnaire/answers.ts';
import { type KnownFacts, knownFacts } from './collect-facts.ts';
import type { AnswerFile } from './import-answers.ts';
import { madeFile } from './intake.ts';
import { knownAnswers } from './intake-memory.ts';
import { keepAnswers } from './keep-answers.ts';
import { planAnew } from './plan-anew.ts';
import { savedRequirements } from './requirements.ts';
import type { SiteSession } from './site-session.ts';

/** The script a customer runs alone on a server; it tries the customer's systems, and what is named besides. */
export function exportCollector(session: SiteSession, reach: readonly string[]): MadeFile {
  const requirements = savedRequirements(session)?.requirements;
  const usual = requirements === undefined ? [] : usualTargets(requirements);
  const script = writeCollector([...usual, ...reach]);
  return madeFile('ferryman-collect.sh', 'text/x-shellscript', new TextEncoder().encode(script));
}

/**
 * Results of the collector: facts of the machines they came from, and hardware in the requirements; a machine nobody named
 * yet is added. All of them or none; then the plan is made anew.
 */
export function importFacts(session: SiteSession, files: readonly AnswerFile[]): FactsImport {
  const before = knownFacts(session);
  const known = knownAnswers(session);
  const facts: KnownFacts['facts'] = { ...before.facts };
  const rows = structuredClone((known.byQuestion.machines ?? []) as Block[]);
  const results = files
    .map((file) => ({ file: file.name, ...readResult(file.content, file.name) }))
    .sort((a, b) => a.facts.epochMs - b.facts.epochMs);
  const taken = results.map((result): FactsTaken => {
    const { row, isNew } = rowFor(rows, result);
    const machine = String(row.name);
    const there = facts[machine]?.facts;
    if (there !== undefined && isAnother(there, result.facts))
      throw new FerrymanError('FACT_E0002', { file: result.file, machine });
    const isOlderThanKnown = there !== undefined && there.epochMs > result.facts.epochMs;
    const corrected = isOlderThanKnown ? [] : correct(row, result.hardware);
    if (!isOlderThanKnown) facts[machine] = { facts: result.facts, clock: null };
    return {
      machine,
      file: result.file,
      collectedAt: new Date(result.facts.epochMs).toISOString(),
      isOlderThanKnown,
      isNew,
      corrected: isNew ? [] : corrected,
      unclearDisks: [...result.unclearDisks],
      unreachable: result.reach.flatMap(({ target, state }) => (state === 'open' ? [] : [`${target} (${state})`])),
    };
  });
  const given = {
    by: session.operator,
    at: session.clock.now(),
    way: 'facts' as const,
    from: taken
      .map(({ file }) => file)
      .join(', ')
      .slice(0, 200),
  };
  keepAnswers(session, known, { ...known.given, machines: { value: rows as Json, ...given } }, ['machines'], { given });
  session.store.saveDocument('facts', { ...before, facts, collectedAt: given.at });
  return { taken, plan: planAnew(session) };
}

function isAnother(known: Collected['facts'], found: Collected['facts']): boolean {
  return known.machineId !== '' && found.machineId !== '' && known.machineId !== found.machineId;
}

/** The machine the requirements know by that name, else by that address, else a new one. */
function rowFor(rows: Block[], { file, facts, address }: Collected & { file: string }): { row: Block; isNew: boolean } {
  const name =
    facts.hostname
      .toLowerCase()
      .split('.')[0]
      ?.replaceAll(/[^a-z0-9-]/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 63) ?? '';
  const own = facts.addresses.map((line) => line.split(' ')[1]?.split('/')[0]);
  const byName = rows.find((row) => row.name === name);
  if (byName !== undefined && own.length > 0 && !own.includes(String(byName.address)))
    throw new FerrymanError('FACT_E0002', { file, machine: name });
  const row = byName ?? rows.find((candidate) => own.includes(String(candidate.address)));
  if (row !== undefined) return { row, isNew: false };
  if (name === '' || address === undefined)
    throw new FerrymanError('FACT_E0001', {
      file,
      detail: 'it names neither a known machine nor an address of its own',
    });
  const added: Block = { name, address };
  rows.push(added);
  return { row: added, isNew: true };
}

/** Writes what the machine says over what somebody answered; answers what was different. */
function correct(row: Block, hardware: Collected['hardware']): string[] {
  const before: Block = isBlock(row.hardware) ? row.hardware : {};
  const kept = Requirements.shape.machines.unwrap().element.shape.hardware.safeParse(before);
  row.hardware = { ...before, ...(hardware as Block) };
  return Object.entries(hardware).flatMap(([key, value]) => {
    const was = kept.success ? kept.data[key as keyof typeof kept.data] : undefined;
    const isSaid = was !== undefined && was !== '' && was !== 'unknown' && !Array.isArray(was);
    return isSaid && was !== value ? [`hardware.${key}: ${String(was)} → ${String(value)}`] : [];
  });
}
