import { text } from '../../model/text.ts';
import { finding, type PlanRule } from './plan-rule.ts';

/** F17: a piece that would have to begin in the past is a red line with an owner. */
const late: PlanRule = {
  id: 'late',
  find: ({ schedule }) => {
    const owners = {
      vendor: text('我方', 'vendor'),
      customer: text('客户', 'customer'),
      both: text('双方', 'both sides'),
    };
    const worst = (schedule?.items ?? [])
      .filter(({ slackDays }) => slackDays < 0)
      .sort((a, b) => a.slackDays - b.slackDays)[0];
    if (worst === undefined || schedule === null) return [];
    const owner = owners[worst.owner];
    return [
      finding(
        'warning',
        `${worst.id} ${worst.title.en}`,
        text(
          `按 ${schedule.due} 交付已晚 ${-worst.slackDays} 个工作日，最先卡在“${worst.title.zh}”（${owner.zh}）`,
          `${-worst.slackDays} working days too late for ${schedule.due}; "${worst.title.en}" (${owner.en}) is the first to feel it`,
        ),
        text('提前开始、并行准备，或推迟交付日', 'Begin earlier, prepare side by side, or move the due date'),
      ),
    ];
  },
};
export default late;
