import { readFileSync } from 'node:fs';
import { demandOfJson, demandOfPlan } from '../../../app/bundle-demand.ts';
import { registries } from '../../../app/registries.ts';
import { draftPlan, needPlan, savedPlan } from '../../../app/site-plan.ts';
import type { ClosureDemand } from '../../../bundle/closure.ts';
import { systemReason } from '../../../bundle/printable.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { readRequirements } from '../../../requirements/read-requirements.ts';
import type { CommandContext } from '../command.ts';

/** What `--for` names: a site file, requirements.yaml, or the JSON of a site plan or operation plan. */
export async function demandFor({ withSite }: Pick<CommandContext, 'withSite'>, path: string): Promise<ClosureDemand> {
  if (path.endsWith('.ferry')) {
    let demand: ClosureDemand | undefined;
    await withSite(
      async (session) => {
        demand = demandOfPlan(session.registries, needPlan(session).plan);
        return 0;
      },
      { readOnly: true, file: path },
    );
    if (demand !== undefined) return demand;
  }
  const source = read(path);
  if (/\.ya?ml$/i.test(path)) {
    const known = registries();
    return demandOfPlan(known, draftPlan(known, readRequirements(source, path)));
  }
  return demandOfJson(registries(), parse(source, path), path);
}

/** The plan of the site that is open here; undefined without a site or a plan. */
export async function demandHere({
  hasSite,
  withSite,
}: Pick<CommandContext, 'hasSite' | 'withSite'>): Promise<ClosureDemand | undefined> {
  if (!hasSite) return undefined;
  let demand: ClosureDemand | undefined;
  await withSite(
    async (session) => {
      const saved = savedPlan(session);
      demand = saved === null ? undefined : demandOfPlan(session.registries, saved.plan);
      return 0;
    },
    { readOnly: true },
  );
  return demand;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new FerrymanError('INPUT_E0001', { detail: `--for ${path}: ${systemReason(error)}` });
  }
}

function parse(source: string, path: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new FerrymanError('INPUT_E0001', { detail: `--for ${path}: a .ferry, .yaml or .json file is wanted` });
  }
}
