import type { Derived } from '../../model/plan/derived.ts';
import type { ScheduleItem } from '../../model/plan/schedule-plan.ts';
import { type Text, text } from '../../model/text.ts';
import type { AssumptionId, Assumptions } from '../assumptions.ts';

/** One piece of work before it has dates. */
export interface Piece
  extends Pick<ScheduleItem, 'id' | 'title' | 'stage' | 'owner' | 'days' | 'after' | 'isCalendarDays' | 'why'> {
  /** Touches the customer's machines or network, so that a freeze stops it. */
  readonly changesSite: boolean;
}

export interface ScheduleFacts {
  readonly machines: number;
  readonly modules: number;
  readonly serversExist: boolean;
  readonly mlps: 'none' | '2' | '3';
  readonly trialDays: number;
  readonly assumptions: Pick<Assumptions, 'get'>;
}

/** F17: the pieces of a delivery with their days; what they rest on are planner defaults. */
export function pieces({ machines, modules, serversExist, mlps, trialDays, assumptions }: ScheduleFacts): Piece[] {
  const assumed = (id: AssumptionId) => assumptions.get(id);
  const piece = (
    id: string,
    zh: string,
    en: string,
    stage: Piece['stage'],
    owner: Piece['owner'],
    days: number,
    after: string[],
    changesSite: boolean,
    why: Text,
  ): Piece => ({ id, title: text(zh, en), stage, owner, days, after, changesSite, isCalendarDays: false, why });
  const perDay = assumed('machines-per-day');
  const install = Math.min(assumed('days-install-most'), Math.max(1, Math.ceil(machines / perDay)));
  const modulesPerDay = assumed('modules-per-day');
  const moduleDays = assumed('days-modules-least') + Math.ceil(modules / modulesPerDay);
  const testDays = assumed('days-security-test');
  const protectionDays = mlps === '3' ? assumed('days-protection-3') : 0;
  const usual = text('通常天数', 'The usual time');
  return [
    piece(
      'T1',
      '需求确认与规划文档',
      'Requirements confirmed, planning documents',
      'prepare',
      'vendor',
      assumed('days-planning'),
      [],
      false,
      usual,
    ),
    piece(
      'T2',
      '客户评审并签字',
      'Customer reviews and signs',
      'prepare',
      'customer',
      assumed('days-review'),
      ['T1'],
      false,
      usual,
    ),
    piece(
      'T3',
      '服务器、操作系统、存储就绪',
      'Servers, operating system, storage ready',
      'prepare',
      'customer',
      assumed(serversExist ? 'days-servers-existing' : 'days-servers-new'),
      ['T2'],
      false,
      serversExist
        ? text('服务器已有，只需整理', 'The servers exist and only need preparing')
        : text('申请审核 2 天，发放 3 天，安装 3 天', '2 days to check the request, 3 to provide, 3 to set up'),
    ),
    piece(
      'T4',
      '防火墙、域名、证书',
      'Firewall, names, certificates',
      'prepare',
      'customer',
      assumed('days-network'),
      ['T2'],
      true,
      usual,
    ),
    piece(
      'T5',
      '离线包、病毒扫描、介质传递',
      'Offline bundle, virus scan, media',
      'prepare',
      'vendor',
      assumed('days-media'),
      ['T2'],
      false,
      usual,
    ),
    piece(
      'T6',
      '环境检查',
      'Environment check',
      'deploy',
      'both',
      assumed('days-check'),
      ['T3', 'T4', 'T5'],
      true,
      usual,
    ),
    piece(
      'T7',
      '平台安装',
      'Platform installed',
      'deploy',
      'vendor',
      install,
      ['T6'],
      true,
      text(`每 ${perDay} 台一天：${machines} 台`, `A day for every ${perDay} machines: ${machines}`),
    ),
    piece('T8', '中间件', 'Middleware', 'deploy', 'vendor', assumed('days-middleware'), ['T7'], true, usual),
    piece(
      'T9',
      '业务模块与数据初始化',
      'Business modules and first data',
      'deploy',
      'vendor',
      moduleDays,
      ['T8'],
      true,
      text(
        `${assumed('days-modules-least')} 天 + 每 ${modulesPerDay} 个模块一天：${modules} 个`,
        `${assumed('days-modules-least')} day + 1 for every ${modulesPerDay} modules: ${modules}`,
      ),
    ),
    piece(
      'T10',
      '联调与功能测试',
      'Joint and functional test',
      'test',
      'both',
      assumed('days-joint-test'),
      ['T9'],
      true,
      usual,
    ),
    piece(
      'T11',
      '压力与安全测试、整改',
      'Load and security test, fixes',
      'test',
      'both',
      testDays + protectionDays,
      ['T10'],
      true,
      mlps === '3'
        ? text(`等保三级测评另加 ${protectionDays} 天`, `Protection level 3 adds ${protectionDays} days`)
        : usual,
    ),
    piece(
      'T12',
      '培训、文档、验收',
      'Training, documents, acceptance',
      'deliver',
      'both',
      assumed('days-acceptance'),
      ['T11'],
      false,
      usual,
    ),
    {
      ...piece(
        'T13',
        '试运行',
        'Trial run',
        'deliver',
        'customer',
        trialDays,
        ['T12'],
        false,
        text('自然日，由客户制度决定', "Calendar days; the customer's rules decide"),
      ),
      isCalendarDays: true,
    },
  ].filter(({ days }) => days > 0);
}

/** How the days of a piece came about. */
export function daysFigure(
  { id, title, why, days }: Pick<Piece, 'id' | 'title' | 'why' | 'days'>,
  facts: ScheduleFacts,
): Derived {
  const from = (names: Readonly<Record<string, AssumptionId>>) => ({
    inputs: Object.fromEntries(Object.entries(names).map(([name, id]) => [name, facts.assumptions.get(id)])),
    from: Object.fromEntries(Object.entries(names).map(([name, id]) => [name, `assumption:${id}`])),
  });
  const usual = (assumption: AssumptionId) => ({ formula: 'the usual time', ...from({ usual: assumption }) });
  const install = from({ perDay: 'machines-per-day', most: 'days-install-most' });
  const modules = from({ base: 'days-modules-least', perDay: 'modules-per-day' });
  const test = from(
    facts.mlps === '3' ? { usual: 'days-security-test', more: 'days-protection-3' } : { usual: 'days-security-test' },
  );
  const known: Readonly<Record<string, Pick<Derived, 'formula' | 'inputs' | 'from'>>> = {
    T1: usual('days-planning'),
    T2: usual('days-review'),
    T3: {
      ...usual(facts.serversExist ? 'days-servers-existing' : 'days-servers-new'),
      formula: facts.serversExist ? 'servers that exist are prepared' : 'new servers are requested and set up',
    },
    T4: usual('days-network'),
    T5: usual('days-media'),
    T6: usual('days-check'),
    T7: {
      formula: '⌈machines ÷ perDay⌉, at most most',
      inputs: { machines: facts.machines, ...install.inputs },
      from: install.from,
    },
    T8: usual('days-middleware'),
    T9: {
      formula: 'base + ⌈modules ÷ perDay⌉',
      inputs: { modules: facts.modules, ...modules.inputs },
      from: modules.from,
    },
    T10: usual('days-joint-test'),
    T11: {
      formula: facts.mlps === '3' ? 'usual + more for protection level 3' : 'the usual time',
      inputs: { mlps: facts.mlps, ...test.inputs },
      from: { mlps: 'answer:security.mlps', ...test.from },
    },
    T12: usual('days-acceptance'),
    T13: {
      formula: "days the customer's rules ask for",
      inputs: { trialDays: facts.trialDays },
      from: { trialDays: 'answer:schedule.trialDays' },
    },
  };
  return {
    value: days,
    unit: 'days',
    ...(known[id] ?? { formula: 'the usual time', inputs: {} }),
    source: { kind: 'planner-default', reference: `F17 ${id}` },
    meaning: text(`${title.zh}：${why.zh}`, `${title.en}: ${why.en}`),
  };
}
