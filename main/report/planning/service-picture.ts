import type { EnvironmentPlan } from '../../model/plan/environment-plan.ts';
import type { PlannedService } from '../../model/plan/planned-service.ts';
import type { SitePlan } from '../../model/plan/site-plan.ts';
import type { Block, Content, Shape, Tone } from '../../model/report/document.ts';
import { text } from '../../model/text.ts';
import { environmentKinds, exposureWords } from './words.ts';

const width = 1000;
const boxHeight = 56;
/** From so many boxes below each other on, each is as low as its title. */
const manyRows = 12;
const top = 46;
/** Boxes of platform software in a row below. */
const perRow = 4;

interface Item {
  readonly key: string;
  readonly column: number;
  readonly title: Content;
  readonly detail: Content;
  readonly tone: Tone;
  readonly calls: readonly string[];
}

/** One environment: entrances, business modules in the order they call each other, and the platform software below. */
export function servicePicture(plan: SitePlan, environment: EnvironmentPlan): Block {
  const modules = environment.services.filter(({ kind }) => kind === 'module');
  const depths = depthsOf(modules);
  const items: Item[] = [...entrances(plan, environment), ...modules.map((module) => moduleItem(module, depths))];
  const columnCount = Math.max(1, ...items.map(({ column }) => column + 1));
  const rows = Array.from({ length: columnCount }, (_, column) => items.filter((item) => item.column === column));
  const tallest = Math.max(0, ...rows.map(({ length }) => length));
  const isLow = tallest > manyRows;
  const itemHeight = isLow ? 32 : boxHeight;
  const rowHeight = itemHeight + (isLow ? 8 : 14);
  const columnWidth = Math.min(300, (width - 8) / columnCount);
  const boxWidth = columnWidth - 56;
  const place = new Map(
    rows.flatMap((column, at) =>
      column.map((item, index) => {
        const offset = ((tallest - column.length) * rowHeight) / 2;
        return [item.key, { x: 4 + at * columnWidth, y: top + offset + index * rowHeight }] as const;
      }),
    ),
  );
  const platformTop = top + tallest * rowHeight + 26;
  const platform = environment.components;
  const height = platformTop + 32 + Math.ceil(platform.length / perRow) * (boxHeight + 10) + 8;
  const kind = environmentKinds[environment.kind];
  return {
    type: 'picture',
    title: text(
      `${kind.zh}环境服务关系（${environment.name}）`,
      `Services of ${environment.name} (${kind.en.toLowerCase()})`,
    ),
    description: text(
      `${modules.length} 个业务模块的调用关系，箭头指向被调用的一方；下方为 ${platform.length} 项平台软件。`,
      `How ${modules.length} business modules call each other, arrows to the one called; below, ${platform.length} pieces of platform software.`,
    ),
    width,
    height,
    shapes: [
      {
        type: 'words',
        x: 6,
        y: 16,
        width: 500,
        text: text('入口与业务模块（箭头指向被调用方）', 'Entrances and business modules (arrows to the one called)'),
        size: 12,
        tone: 'soft',
        isStrong: true,
      },
      ...items.flatMap((item) => calls(item, place, boxWidth, itemHeight)),
      ...items.flatMap((item) => draw(item, place.get(item.key), boxWidth, itemHeight)),
      {
        type: 'box',
        x: 4,
        y: platformTop,
        width: width - 8,
        height: height - platformTop - 4,
        tone: 'frame',
        isDashed: true,
      },
      {
        type: 'words',
        x: 14,
        y: platformTop + 18,
        width: 500,
        text: text('平台软件', 'Platform software'),
        size: 12,
        tone: 'soft',
        isStrong: true,
      },
      ...platform.flatMap(({ title, version, plain }, index): Shape[] => {
        const own = (width - 28) / perRow;
        const [x, y] = [14 + (index % perRow) * own, platformTop + 32 + Math.floor(index / perRow) * (boxHeight + 10)];
        const named = version === '' ? title : text(`${title.zh} ${version}`, `${title.en} ${version}`);
        return box(x, y, own - 10, named, plain, 'soft');
      }),
    ],
  };
}

/** The ways in, one box an audience. */
function entrances({ routes }: SitePlan, { name }: EnvironmentPlan): Item[] {
  const own = routes.filter(({ environment }) => environment === name);
  return (['internet', 'partner', 'intranet'] as const).flatMap((exposure) => {
    const found = own.filter((route) => route.exposure === exposure);
    if (found.length === 0) return [];
    const hosts = [...new Set(found.map(({ host }) => host))];
    const [host = ''] = hosts;
    const detail =
      hosts.length > 1 ? text(`${host} 等 ${hosts.length} 个域名`, `${host} and ${hosts.length - 1} more`) : host;
    return [
      {
        key: `entrance ${exposure}`,
        column: 0,
        title: exposureWords[exposure],
        detail,
        tone: 'customer' as const,
        calls: [...new Set(found.map(({ module }) => module))],
      },
    ];
  });
}

function moduleItem(module: PlannedService, depths: ReadonlyMap<string, number>): Item {
  const { name, title, replicas, namespace, dependsOn } = module;
  return {
    key: name,
    column: (depths.get(name) ?? 0) + 1,
    title,
    detail: text(`${replicas} 个副本　${namespace}`, `${replicas} copies  ${namespace}`),
    tone: 'brand',
    calls: dependsOn,
  };
}

/** Behind everything that calls it; a circle ends where it closes. */
function depthsOf(modules: readonly PlannedService[]): Map<string, number> {
  const depths = new Map(modules.map(({ name }) => [name, 0]));
  for (let round = 0; round < modules.length; round += 1) {
    for (const { name, dependsOn } of modules) {
      for (const called of dependsOn) {
        const wanted = Math.min((depths.get(name) ?? 0) + 1, 4);
        if (depths.has(called) && called !== name) depths.set(called, Math.max(depths.get(called) ?? 0, wanted));
      }
    }
  }
  return depths;
}

function calls(
  item: Item,
  place: ReadonlyMap<string, { x: number; y: number }>,
  boxWidth: number,
  height: number,
): Shape[] {
  const from = place.get(item.key);
  if (from === undefined) return [];
  return item.calls.flatMap((called, index): Shape[] => {
    const to = place.get(called);
    if (to === undefined) return [];
    const [start, end] = [from.y + 11 + ((index * 9) % Math.max(9, height - 22)), to.y + height / 2];
    const [left, right] = [from.x + boxWidth, to.x];
    if (right <= left)
      return [
        {
          type: 'line',
          points: [
            [left, start],
            [left + 12, start],
            [left + 12, end],
            [to.x + boxWidth, end],
          ],
          hasArrow: true,
        },
      ];
    return [
      {
        type: 'line',
        points: [
          [left, start],
          [left + 14, start],
          [right - 14, end],
          [right, end],
        ],
        hasArrow: true,
      },
    ];
  });
}

function draw(item: Item, at: { x: number; y: number } | undefined, boxWidth: number, height: number): Shape[] {
  return at === undefined ? [] : box(at.x, at.y, boxWidth, item.title, item.detail, item.tone, height);
}

function box(
  x: number,
  y: number,
  own: number,
  title: Content,
  detail: Content,
  tone: Tone,
  height = boxHeight,
): Shape[] {
  return [
    { type: 'box', x, y, width: own, height, tone },
    { type: 'words', x: x + 9, y: y + 17, width: own - 16, text: title, size: 12, isStrong: true },
    ...(height < boxHeight
      ? []
      : [{ type: 'words', x: x + 9, y: y + 40, width: own - 16, text: detail, size: 10.5, tone: 'soft' } as const]),
  ];
}
