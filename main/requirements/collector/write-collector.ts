import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { Requirements } from '../../model/site/requirements.ts';
import script from './collector.sh?raw';

/** Nothing a shell could take for anything else may stand there. */
const target = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?:[1-9]\d{0,4}$/;

/** The script for the customer, with the targets it tries. FACT_E0003 for what is no HOST:PORT. */
export function writeCollector(targets: readonly string[]): string {
  const wrong = targets.find((given) => !target.test(given) || Number(given.split(':')[1]) > 65_535);
  if (wrong !== undefined) throw new FerrymanError('FACT_E0003', { target: wrong });
  return script.replace('@REACH@', () => [...new Set(targets)].join(' '));
}

/** What every server should reach: the customer's systems with a port, and name servers. */
export function usualTargets({
  customerSystems,
  network,
}: Pick<Requirements, 'customerSystems' | 'network'>): string[] {
  const systems = Object.values(customerSystems).flatMap((system) =>
    system?.port === undefined ? [] : [`${system.host}:${system.port}`],
  );
  const servers = network.dns === 'none' ? [] : network.dns.map((address) => `${address}:53`);
  return [...systems, ...servers].filter((given) => target.test(given));
}
