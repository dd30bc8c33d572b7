import type { Negotiation, WayBack } from '../../model/plan/negotiation.ts';
import { shapeName } from '../../model/plan/planned-machine.ts';
import { costWords, promiseWords } from '../../model/plan/way-words.ts';
import type { Block, Document } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { plainNumber } from '../format.ts';
import { cell, code, paragraph, strong } from '../section.ts';
import { type PlanningInput, planningDocument } from './planning-input.ts';
import { environmentKinds } from './words.ts';

/** Of each kind: those that keep every promise, and those that give one up. */
const mostWays = 3;

/** 机器不足告知函: one page; what there is, what cannot be promised with it, and the customer's choices, cheapest first. */
export function shortageLetter(input: PlanningInput, negotiation: Negotiation): Document {
  const broken = negotiation.promises.filter(({ holds }) => !holds);
  return planningDocument(input, text('机器不足告知函', 'Letter on the machines offered'), [
    ...opening(input, negotiation),
    comparison(negotiation),
    ...(broken.length === 0
      ? [
          paragraph(
            '按所提供的机器，方案中的承诺都能保住，无须另作选择。',
            'With these machines every promise of the plan is kept; nothing has to be chosen.',
          ),
        ]
      : [
          heading('fallen', text('这样的机器保不住的承诺', 'Promises these machines cannot keep')),
          fallen(broken),
          heading('ways', text('请选择（按代价由小到大）', 'Please choose, the least costly first')),
          ways(negotiation.ways),
          ...signature(input),
        ]),
  ]);
}

function opening({ plan, revision, hash }: PlanningInput, { offer }: Negotiation): Block[] {
  const { customer, project, name } = plan.site;
  const title = project === '' ? name : project;
  const kind = plan.environments.find((one) => one.name === offer.environment)?.kind ?? 'production';
  const where = environmentKinds[kind];
  return [
    ...(customer === '' ? [] : [paragraph(`致：${customer}`, `To: ${customer}`)]),
    paragraph(
      `${title}：${where.zh}环境能提供的机器与方案第 ${revision} 版（${hash.slice(0, 12)}）所列不同。我们按实际机器重新推演，结果如下。`,
      `${title}: the machines there will be for ${where.en.toLowerCase()} differ from revision ${revision} of the plan (${hash.slice(0, 12)}). We laid everything out on them anew; this is what we found.`,
    ),
  ];
}

function comparison({ asked, offer }: Negotiation): Block {
  return {
    type: 'table',
    columns: [
      { title: text('机器', 'Machines'), characters: 26 },
      { title: text('方案需要', 'Planned'), characters: 24 },
      { title: text('能提供', 'Offered'), characters: 30 },
    ],
    rows: asked.map(({ role, title, count, shape, diskGb }) => {
      const lots = offer.roles.find((one) => one.role === role)?.machines ?? [];
      const there = lots
        .filter((lot) => lot.count > 0)
        .map(
          (lot) => `${lot.count} × ${shapeName(lot.shape)}${lot.diskGb > 0 ? ` + ${plainNumber(lot.diskGb)} GB` : ''}`,
        );
      return [
        strong(title),
        cell(`${count} × ${shapeName(shape)} + ${plainNumber(diskGb)} GB`),
        there.length === 0 ? cell(text('没有', 'none')) : cell(there.join(', ')),
      ];
    }),
    whenEmpty: text('没有不同。', 'No difference.'),
  };
}

function fallen(broken: Negotiation['promises']): Block {
  return {
    type: 'table',
    columns: [
      { title: text('承诺', 'Promise'), characters: 26 },
      { title: text('方案', 'Planned'), characters: 26 },
      { title: text('按这些机器', 'On these machines'), characters: 48 },
    ],
    rows: broken.map(({ title, wanted, found }) => [
      { content: title, look: 'strong' as const, status: 'fail' as const },
      cell(wanted),
      cell(found),
    ]),
    whenEmpty: text('没有。', 'None.'),
  };
}

function ways(all: readonly WayBack[]): Block {
  return {
    type: 'table',
    columns: [
      { title: text('选', 'No.'), characters: 6 },
      { title: text('做法', 'What is done'), characters: 44 },
      { title: text('还要准备', 'Still to provide'), characters: 26 },
      { title: text('放弃什么', 'What is given up'), characters: 24 },
    ],
    // numbered as everywhere, so that what the customer ticks is what is taken
    rows: shownWays(all).map((way) => [
      code(`□ ${all.indexOf(way) + 1}`),
      cell(way.title),
      cell(costWords(way.cost)),
      way.given.length === 0
        ? { content: text('什么都不放弃', 'Nothing'), status: 'pass' as const }
        : { content: givenWords(way), status: 'warn' as const },
    ]),
    whenEmpty: text(
      '在这些机器上没有可行的做法：请按方案准备机器。',
      'No way was found on these machines: please provide those of the plan.',
    ),
  };
}

function shownWays(all: readonly WayBack[]): WayBack[] {
  const keeps = all.filter(({ given }) => given.length === 0);
  const gives = all.filter(({ given }) => given.length > 0);
  return [...keeps.slice(0, mostWays), ...gives.slice(0, mostWays)];
}

function givenWords({ given }: WayBack): Text {
  const all = [...new Set(given.map(({ promise }) => promise))].map((promise) => promiseWords[promise]);
  return text(all.map(({ zh }) => zh).join('、'), all.map(({ en }) => en).join(', '));
}

function heading(id: string, words: Text): Block {
  return { type: 'heading', level: 3, id, text: words };
}

function signature({ plan }: PlanningInput): Block[] {
  const late = plan.schedule === null ? '' : plan.schedule.start;
  return [
    paragraph(
      `请在所选的做法上打勾签字并回传${late === '' ? '' : `（计划 ${late} 开工）`}。选定后我们重新规划，列出前后差异，请您再次批准；此前不会动工。`,
      `Please tick one, sign and send it back${late === '' ? '' : ` (work is to start on ${late})`}. We then plan anew, show what differs and ask for a new approval; nothing starts before.`,
    ),
    {
      type: 'sign-off',
      roles: [
        {
          role: text('客户（盖章）', 'Customer (with seal)'),
          statement: text('我方选择第 ____ 项。', 'We choose number ____.'),
        },
      ],
    },
  ];
}
