import { text } from '../../../model/text.ts';
import { field, questionsOf } from '../ask.ts';

export const section = {
  id: 'schedule',
  title: text('进度', 'Schedule'),
  about: text('哪天开始、哪天要用、哪些天不能动。', 'When it starts, when it is due, when nothing may be changed.'),
  who: text('双方项目经理', 'Both project managers'),
  ask: text('请问甲方项目经理', 'Ask the customer’s project manager'),
} as const;
const { one, table } = questionsOf(section);
const days = (example: readonly [string, string]) => [
  field('from', 'date', ['从', 'From'], { needed: true, example: '2027-02-05' }),
  field('to', 'date', ['到', 'To'], { needed: true, example: '2027-02-12' }),
  field('name', 'text', ['名称', 'Name'], { needed: true, example }),
];

export const questions = [
  one('schedule.start', 'date', ['哪天可以开始？', 'When can the work start?'], {
    need: 'should',
    why: ['从这天开始排进度。', 'The schedule begins there.'],
    example: '2026-12-01',
  }),
  one('schedule.due', 'date', ['哪天必须交付？', 'When is it due?'], {
    need: 'should',
    why: ['来不及要现在就说。', 'If that is too soon, it has to be said now.'],
    example: '2027-01-29',
  }),
  table('schedule.holidays', ['放假的日子', 'Days nobody works'], {
    key: ['from', 'to', 'name'],
    why: ['这些天不排工作。', 'Nothing is planned on them.'],
    columns: days(['元旦', 'New Year']),
  }),
  table('schedule.freezes', ['不许变更的日子', 'Days nothing may be changed'], {
    need: 'should',
    key: ['from', 'to', 'name'],
    why: ['春节、护网等封网期不能安装。', 'No installation while changes are forbidden.'],
    columns: days(['春节封网', 'Spring Festival freeze']),
  }),
  one('schedule.extraWorkdays', 'list', ['调休上班的周末', 'Weekend days that are worked'], {
    of: 'date',
    why: ['这些天可以排工作。', 'Work can be planned on them.'],
    example: '2027-02-14; 2027-02-20',
  }),
  one('schedule.serversExist', 'yes-no', ['服务器已经到位了吗？', 'Are the servers there already?'], {
    need: 'should',
    why: ['没有到位，要先排采购和上架的时间。', 'If not, buying and mounting come first.'],
  }),
  one('schedule.trialDays', 'number', ['试运行多少天？', 'How long is the trial run?'], {
    unit: ['天', 'days'],
    why: ['试运行结束才验收。', 'Acceptance follows it.'],
    example: '30',
    otherwise: ['30 天', '30 days'],
  }),
];
