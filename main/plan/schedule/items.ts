import type { Derived } from '../../model/plan/derived.ts';
import type { ScheduleItem } from '../../model/plan/schedule-plan.ts';
import { type Text, text } from '../../model/text.ts';

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
}

const mostInstallDays = 5;

/** F17: the pieces of a delivery with their days; all of them planner defaults. */
export function pieces({ machines, modules, serversExist, mlps, trialDays }: ScheduleFacts): Piece[] {
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
  const install = Math.min(mostInstallDays, Math.max(1, Math.ceil(machines / 10)));
  const usual = text('通常天数', 'The usual time');
  return [
    piece(
      'T1',
      '需求确认与规划文档',
      'Requirements confirmed, planning documents',
      'prepare',
      'vendor',
      3,
      [],
      false,
      usual,
    ),
    piece('T2', '客户评审并签字', 'Customer reviews and signs', 'prepare', 'customer', 2, ['T1'], false, usual),
    piece(
      'T3',
      '服务器、操作系统、存储就绪',
      'Servers, operating system, storage ready',
      'prepare',
      'customer',
      serversExist ? 3 : 8,
      ['T2'],
      false,
      serversExist
        ? text('服务器已有，只需整理', 'The servers exist and only need preparing')
        : text('申请审核 2 天，发放 3 天，安装 3 天', '2 days to check the request, 3 to provide, 3 to set up'),
    ),
    piece('T4', '防火墙、域名、证书', 'Firewall, names, certificates', 'prepare', 'customer', 5, ['T2'], true, usual),
    piece(
      'T5',
      '离线包、病毒扫描、介质传递',
      'Offline bundle, virus scan, media',
      'prepare',
      'vendor',
      4,
      ['T2'],
      false,
      usual,
    ),
    piece('T6', '环境检查', 'Environment check', 'deploy', 'both', 1, ['T3', 'T4', 'T5'], true, usual),
    piece(
      'T7',
      '平台安装',
      'Platform installed',
      'deploy',
      'vendor',
      install,
      ['T6'],
      true,
      text(`每 10 台一天：${machines} 台`, `A day for every 10 machines: ${machines}`),
    ),
    piece('T8', '中间件', 'Middleware', 'deploy', 'vendor', 2, ['T7'], true, usual),
    piece(
      'T9',
      '业务模块与数据初始化',
      'Business modules and first data',
      'deploy',
      'vendor',
      1 + Math.ceil(modules / 10),
      ['T8'],
      true,
      text(`1 天 + 每 10 个模块一天：${modules} 个`, `1 day + 1 for every 10 modules: ${modules}`),
    ),
    piece('T10', '联调与功能测试', 'Joint and functional test', 'test', 'both', 5, ['T9'], true, usual),
    piece(
      'T11',
      '压力与安全测试、整改',
      'Load and security test, fixes',
      'test',
      'both',
      mlps === '3' ? 8 : 3,
      ['T10'],
      true,
      mlps === '3' ? text('等保三级测评另加 5 天', 'Protection level 3 adds 5 days') : usual,
    ),
    piece('T12', '培训、文档、验收', 'Training, documents, acceptance', 'deliver', 'both', 2, ['T11'], false, usual),
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
  const known: Readonly<Record<string, Pick<Derived, 'formula' | 'inputs' | 'from'>>> = {
    T3: {
      formula: '3 where the servers exist, else 8',
      inputs: { serversExist: String(facts.serversExist) },
      from: { serversExist: 'answer:schedule.serversExist' },
    },
    T7: { formula: 'one for every 10 machines begun, at most 5', inputs: { machines: facts.machines } },
    T9: { formula: '1 + ⌈modules ÷ 10⌉', inputs: { modules: facts.modules } },
    T11: {
      formula: '3, and 5 more for protection level 3',
      inputs: { mlps: facts.mlps },
      from: { mlps: 'answer:security.mlps' },
    },
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
