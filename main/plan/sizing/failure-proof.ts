import { type Text, text } from '../../model/text.ts';
import { bestBin, biggestFirst, type FilledBin, type Placeable, put, takeOut } from './layout.ts';

export interface FailureProof {
  readonly failures: number;
  readonly holds: boolean;
  readonly tried: number;
  readonly worst: { readonly stopped: string[]; readonly homeless: string[] };
  readonly statement: Text;
}

/** All pairs of more nodes than this are too many to try; then every node alone, and all pairs of the fullest this many. */
const mostForAllPairs = 24;

/**
 * Stops every node (or pair) in turn and puts its pods on the others. A pod without a new place is excused only when the
 * copies still running are enough: one for an ordinary service, a majority for one that must agree. Platform software no
 * business needs may wait for its machine.
 */
export function proveFailures(
  services: readonly Placeable[],
  bins: readonly FilledBin[],
  failures: number,
): FailureProof {
  const byName = new Map(services.map((service) => [service.name, service]));
  const cases = failureCases(bins, failures);
  let worst: { stopped: string[]; homeless: string[] } = { stopped: [], homeless: [] };
  const seen = new Map<string, string[]>();
  for (const stopped of cases) {
    // nodes that carry the same pods fail in the same way
    const key = failures === 1 ? JSON.stringify([...(stopped[0]?.pods ?? [])]) : '';
    const homeless = (key === '' ? undefined : seen.get(key)) ?? homelessAfter(stopped, byName, bins);
    if (key !== '') seen.set(key, homeless);
    if (homeless.length > worst.homeless.length) worst = { stopped: stopped.map(({ node }) => node), homeless };
  }
  const holds = worst.homeless.length === 0;
  return {
    failures,
    holds,
    tried: cases.length,
    worst,
    statement: statement(failures, cases.length, bins.length, worst),
  };
}

function failureCases(bins: readonly FilledBin[], failures: number): FilledBin[][] {
  if (failures === 0) return [];
  const alone = bins.map((bin) => [bin]);
  if (failures === 1) return alone;
  const fullest =
    bins.length <= mostForAllPairs
      ? bins
      : [...bins]
          .sort((a, b) => b.cpuMillicores + b.memoryMib - a.cpuMillicores - a.memoryMib)
          .slice(0, mostForAllPairs);
  const pairs = fullest.flatMap((first, index) => fullest.slice(index + 1).map((second) => [first, second]));
  return bins.length <= mostForAllPairs ? pairs : [...alone, ...pairs];
}

function homelessAfter(
  stopped: readonly FilledBin[],
  byName: ReadonlyMap<string, Placeable>,
  bins: readonly FilledBin[],
): string[] {
  const skip = new Set(stopped);
  const moved: { service: Placeable; bin: FilledBin }[] = [];
  const homeless: string[] = [];
  const lost = new Map<string, number>();
  for (const service of biggestFirst(servicesOn(stopped, byName))) {
    const copies = stopped.reduce((sum, bin) => sum + (bin.pods.get(service.name) ?? 0), 0);
    for (let copy = 0; copy < copies; copy += 1) {
      const bin = service.isMovable ? bestBin(service, bins, skip) : undefined;
      if (bin === undefined) lost.set(service.name, (lost.get(service.name) ?? 0) + 1);
      else {
        put(service, bin);
        moved.push({ service, bin });
      }
    }
    const gone = lost.get(service.name) ?? 0;
    const enough = service.isQuorum ? Math.floor(service.replicas / 2) + 1 : 1;
    // a dashboard bound to its machine comes back with it; what the business needs must not wait
    const mayWait = !service.servesBusiness && !service.isMovable;
    const isExcused =
      mayWait || ((service.spread === 'hard' || !service.isMovable) && service.replicas - gone >= enough);
    if (gone > 0 && !isExcused) homeless.push(...Array.from({ length: gone }, () => service.name));
  }
  for (const { service, bin } of moved) takeOut(service, bin);
  return homeless;
}

function servicesOn(bins: readonly FilledBin[], byName: ReadonlyMap<string, Placeable>): Placeable[] {
  const names = new Set(bins.flatMap(({ pods }) => [...pods.keys()]));
  return [...names].flatMap((name) => byName.get(name) ?? []);
}

function statement(failures: number, tried: number, nodes: number, { stopped, homeless }: FailureProof['worst']): Text {
  if (failures === 0) {
    return text(
      '未要求容错：任何一台停机都可能影响业务',
      'No failure tolerance was asked for: any machine that stops may be felt',
    );
  }
  const what =
    failures === 1 ? text('任何一台停机', 'any one machine stops') : text('任何两台停机', 'any two machines stop');
  if (homeless.length === 0) {
    return text(
      `逐一推演 ${nodes} 台机器共 ${tried} 种情况：${what.zh}时，其上的服务都能在其余机器上继续运行`,
      `Tried ${tried} cases over ${nodes} machines: when ${what.en}, its services find room on the others`,
    );
  }
  const names = [...new Set(homeless)];
  return text(
    `${stopped.join('、')} 停机时，${names.join('、')} 没有地方运行`,
    `When ${stopped.join(' and ')} stop, there is no room for ${names.join(', ')}`,
  );
}
