import type { EnvironmentPlan } from '../../model/plan/environment-plan.ts';
import { partyName } from '../../model/plan/party-names.ts';
import { shapeName } from '../../model/plan/planned-machine.ts';
import type { PortRow } from '../../model/plan/reach-plan.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { Block, Content, Shape, Tone } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { addressRuns } from './ranges.ts';
import { environmentKinds, protocolWords } from './words.ts';

interface Box {
  readonly key: string;
  readonly title: Content;
  readonly lines: readonly Content[];
  readonly tone: Tone;
}

interface Placed extends Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Flow {
  readonly outside: string;
  readonly inside: string;
  readonly ports: readonly string[];
}

const width = 1000;
const columns = { left: { x: 8, width: 226 }, middle: { x: 364, width: 250 }, right: { x: 766, width: 226 } };
/** Room inside the zone for the lines between its own machines. */
const lanes = 56;
const titleHeight = 34;
const lineHeight = 22;
const gap = 16;
const top = 76;

/** One environment: who comes in from which zone, the machines by role with their addresses, and whom they call outside. */
export function networkPicture(plan: SitePlan, environment: EnvironmentPlan): Block {
  const inside = insideBoxes(plan, environment);
  const { incoming, outgoing } = crossingFlows(plan, environment, inside);
  const middle = stack(inside, columns.middle, top + 36);
  const left = stack(outsideBoxes(incoming, plan, 'in', inside), columns.left, top);
  const right = stack(outsideBoxes(outgoing, plan, 'out', inside), columns.right, top);
  const bottom = Math.max(...[...left, ...middle, ...right].map(({ y, height }) => y + height), top) + 24;
  const kind = environmentKinds[environment.kind];
  return {
    type: 'picture',
    title: text(
      `${kind.zh}环境网络拓扑（${environment.name}）`,
      `Network of ${environment.name} (${kind.en.toLowerCase()})`,
    ),
    description: text(
      `${environment.summary.zh}。进入：${incoming.length} 组流量；外出：${outgoing.length} 组流量；逐条见端口开通清单。`,
      `${environment.summary.en}. Coming in: ${incoming.length} kinds of traffic; going out: ${outgoing.length}; the port-opening request has every row.`,
    ),
    width: right.length > 0 ? width : columns.right.x - 40,
    height: bottom,
    shapes: [
      ...frame(plan, environment, bottom),
      ...insideLinks(middle, environment),
      ...arrows(left, middle, incoming, 'in'),
      ...arrows(right, middle, outgoing, 'out'),
      ...[...left, ...middle, ...right].flatMap(drawBox),
      heading(columns.left.x, text('谁会来访', 'Who comes in')),
      ...(right.length > 0 ? [heading(columns.right.x, text('要访问谁', 'Whom it calls'))] : []),
    ],
  };
}

function frame({ addresses }: SitePlan, { network, name }: EnvironmentPlan, bottom: number): Shape[] {
  const first = addresses.find(({ environment, kind }) => environment === name && kind === 'machine');
  const zone = partyName(network.zone === '' ? 'platform' : network.zone);
  const vlan = first?.vlan == null ? '' : `  VLAN ${first.vlan}`;
  const { x, width: inner } = columns.middle;
  return [
    { type: 'box', x: x - 16, y: 8, width: inner + 32 + lanes, height: bottom - 16, tone: 'frame', isDashed: true },
    words(x - 4, 28, inner + lanes, text(`区域 ${zone.zh}${vlan}`, `Zone ${zone.en}${vlan}`), 13, true),
    words(
      x - 4,
      58,
      inner + 8,
      text(
        `容器 ${network.podCidr}　服务 ${network.serviceCidr}`,
        `Pods ${network.podCidr}  services ${network.serviceCidr}`,
      ),
      10.5,
      false,
      'soft',
    ),
  ];
}

function insideBoxes({ addresses }: SitePlan, { name, network, machines }: EnvironmentPlan): Box[] {
  const addressOf = new Map(
    addresses.filter(({ environment }) => environment === name).map((row) => [row.name, row.address]),
  );
  const entrances: Box[] = [
    ...(network.gatewayVip === ''
      ? []
      : [
          {
            key: 'gateway',
            title: text('业务大门（虚拟地址）', 'Gateway (virtual address)'),
            lines: [network.gatewayVip],
            tone: 'brand' as const,
          },
        ]),
    ...(network.apiVip === ''
      ? []
      : [
          {
            key: 'control-plane',
            title: text('集群入口', 'API address'),
            lines: [network.apiVip],
            tone: 'brand' as const,
          },
        ]),
  ];
  return [
    ...entrances,
    ...machines.map(
      (group): Box => ({
        key: group.role === 'control-plane' && network.apiVip === '' ? 'control-plane' : `machines:${group.role}`,
        title: group.title,
        lines: [
          `${group.count} × ${shapeName(group.shape)}`,
          ...few(addressRuns(group.names.map((own) => addressOf.get(own) ?? '')), 3),
        ],
        tone: group.isNode ? 'plain' : 'soft',
      }),
    ),
  ];
}

function crossingFlows(plan: SitePlan, { name, machines, network }: EnvironmentPlan, boxes: readonly Box[]) {
  const own = new Set(plan.addresses.filter(({ environment }) => environment === name).map(({ address }) => address));
  own.delete('');
  const isOwn = (all: readonly string[]) => all.some((address) => own.has(address));
  const keys = new Set(boxes.map(({ key }) => key));
  const boxOf = (party: string): string => {
    if (keys.has(party)) return party;
    const group = machines.find(({ role, components }) => role === party || components.includes(party));
    const nodes = machines.find(({ role }) => role === 'worker') ?? machines.find(({ isNode }) => isNode);
    return `machines:${(group ?? nodes)?.role ?? ''}`;
  };
  const rows = plan.ports.filter(({ crossesZones }) => crossesZones);
  const gather = (found: readonly PortRow[], outside: (row: PortRow) => string, inside: (row: PortRow) => string) => {
    const flows = new Map<string, Flow>();
    for (const row of found) {
      const [from, to] = [outside(row), boxOf(inside(row))];
      const key = `${from} ${to}`;
      const ports = [...(flows.get(key)?.ports ?? []), portOf(row)];
      flows.set(key, { outside: from, inside: to, ports: [...new Set(ports)] });
    }
    return [...flows.values()];
  };
  const toHere = rows.filter(
    (row) => isOwn(row.toAddresses) || (row.toZone === network.zone && row.toAddresses.length === 0),
  );
  return {
    incoming: gather(
      toHere.filter((row) => !isOwn(row.fromAddresses)),
      ({ from }) => from,
      ({ to }) => to,
    ),
    outgoing: gather(
      rows.filter((row) => isOwn(row.fromAddresses) && !isOwn(row.toAddresses)),
      ({ to }) => to,
      ({ from }) => from,
    ),
  };
}

function outsideBoxes(flows: readonly Flow[], { ports }: SitePlan, way: 'in' | 'out', inside: readonly Box[]): Box[] {
  const parties = [...new Set(flows.map(({ outside }) => outside))];
  return parties.map((party) => {
    const rows = ports.filter(({ from, to, crossesZones }) => crossesZones && (way === 'in' ? from : to) === party);
    const addresses = [...new Set(rows.flatMap((row) => (way === 'in' ? row.fromAddresses : row.toAddresses)))];
    return {
      key: party,
      title: partyName(party),
      tone: 'customer',
      lines: [
        ...few(addressRuns(addresses), 2),
        ...flows.filter(({ outside }) => outside === party).map((flow) => flowLine(flow, way, inside)),
      ],
    };
  });
}

function flowLine({ inside, ports }: Flow, way: 'in' | 'out', boxes: readonly Box[]): Content {
  const title = boxes.find(({ key }) => key === inside)?.title ?? '';
  const [zh, en] = typeof title === 'string' ? [title, title] : [title.zh, title.en];
  const list = few(ports, 4)
    .map((one) => (typeof one === 'string' ? one : one.en))
    .join(', ');
  return way === 'in'
    ? text(`→ ${short(zh)}：${list}`, `→ ${short(en)}: ${list}`)
    : text(`← ${short(zh)}：${list}`, `← ${short(en)}: ${list}`);
}

function stack(boxes: readonly Box[], { x, width: own }: { x: number; width: number }, from: number): Placed[] {
  let y = from;
  return boxes.map((box) => {
    const height = titleHeight + box.lines.length * lineHeight + 4;
    const placed = { ...box, x, y, width: own, height };
    y += height + gap;
    return placed;
  });
}

/** Behind which machines an entrance stands, and where all of them take their software from. */
function insideLinks(middle: readonly Placed[], { machines, network }: EnvironmentPlan): Shape[] {
  const box = (key: string) => middle.find((placed) => placed.key === key);
  const workers = machines.find(({ role }) => role === 'worker') ?? machines.find(({ isNode }) => isNode);
  const [balancer, control] = [box('machines:load-balancer'), box('machines:control-plane')];
  const store = machines.find(
    ({ role, isNode, components }) => !isNode && components.some((one) => one === 'harbor' || role === 'registry'),
  );
  const pairs: [Placed | undefined, Placed | undefined][] = [
    [box('gateway'), box(`machines:${workers?.role ?? ''}`)],
    [
      network.apiVip === '' ? undefined : box('control-plane'),
      network.loadBalancer === 'keepalived' ? (balancer ?? control) : control,
    ],
    ...(network.loadBalancer === 'keepalived' && balancer !== undefined
      ? [[balancer, control] as [Placed, Placed | undefined]]
      : []),
    [box(`machines:${workers?.role ?? ''}`), box(`machines:${store?.role ?? ''}`)],
  ];
  const drawn = pairs.flatMap(([from, to]) =>
    from === undefined || to === undefined || from === to ? [] : [{ from, to }],
  );
  return drawn.map(({ from, to }, index): Shape => {
    const edge = from.x + from.width;
    const x = edge + 12 + index * 10;
    const [start, end] = [from.y + 12 + index * 4, to.y + to.height - 10 - index * 4];
    return {
      type: 'line',
      points: [
        [edge, start],
        [x, start],
        [x, end],
        [edge, end],
      ],
      tone: 'soft',
      isDashed: true,
      hasArrow: true,
    };
  });
}

/** Every party has a lane of its own, so that no two lines run on top of each other. */
function arrows(
  parties: readonly Placed[],
  middle: readonly Placed[],
  flows: readonly Flow[],
  way: 'in' | 'out',
): Shape[] {
  const used = new Map<string, number>();
  return flows.flatMap((flow): Shape[] => {
    const lane = parties.findIndex(({ key }) => key === flow.outside);
    const party = parties[lane];
    const target = middle.find(({ key }) => key === flow.inside);
    if (party === undefined || target === undefined) return [];
    const slot = (placed: Placed, key: string) => {
      const count = used.get(key) ?? 0;
      used.set(key, count + 1);
      return placed.y + 14 + ((count * 11) % Math.max(11, placed.height - 22));
    };
    const share = (lane + 1) / (parties.length + 1);
    const [outer, inner] = [slot(party, `p${party.key}`), slot(target, `t${target.key}`)];
    if (way === 'in') {
      const [from, to] = [party.x + party.width, target.x];
      const x = Math.round(from + 12 + (to - 40 - from) * share);
      return [
        {
          type: 'line',
          points: [
            [from, outer],
            [x, outer],
            [x, inner],
            [to, inner],
          ],
          tone: 'plain',
          hasArrow: true,
        },
      ];
    }
    const [from, to] = [target.x + target.width, party.x];
    const x = Math.round(from + lanes + 24 + (to - 36 - lanes - from) * share);
    return [
      {
        type: 'line',
        points: [
          [from, inner],
          [x, inner],
          [x, outer],
          [to, outer],
        ],
        tone: 'plain',
        hasArrow: true,
      },
    ];
  });
}

function drawBox({ x, y, width: own, height, title, lines, tone }: Placed): Shape[] {
  return [
    { type: 'box', x, y, width: own, height, tone },
    words(x + 9, y + 17, own - 16, title, 12, true),
    ...lines.map((line, index) => words(x + 9, y + titleHeight + 11 + index * lineHeight, own - 16, line, 10.5)),
  ];
}

function heading(x: number, content: Text): Shape {
  return words(x + 2, 58, 220, content, 12, true, 'soft');
}

function words(
  x: number,
  y: number,
  own: number,
  content: Content,
  size: number,
  isStrong = false,
  tone: Tone = 'plain',
): Shape {
  return { type: 'words', x, y, width: own, text: content, size, isStrong, tone };
}

function portOf({ protocol, port }: PortRow): string {
  return protocol.startsWith('ip-') || protocol === 'icmp'
    ? protocolWords[protocol]
    : `${protocolWords[protocol]} ${port}`;
}

function few(all: readonly string[], most: number): Content[] {
  const rest = all.length - most;
  return rest > 0 ? [...all.slice(0, most), text(`另 ${rest} 项`, `${rest} more`)] : [...all];
}

/** What stands in brackets is said in the box itself. */
function short(title: string): string {
  return title.replace(/\s*[（(].*$/, '');
}
