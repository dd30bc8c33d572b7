import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

/** A command line that cannot be understood. `hint` is what may have been meant, or empty. */
export const usageErrors = defineErrors({
  USAGE_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text('没有 {command} 这个命令', 'There is no command {command}'),
    remedy: text('{hint}用 {help} 查看全部命令。', '{hint}See `{help}` for all commands.'),
  },
  USAGE_E0002: {
    source: 'operator',
    retry: 'after-fix',
    message: text('没有 {option} 这个选项', 'There is no option {option}'),
    remedy: text('{hint}用 {help} 查看全部选项。', '{hint}See `{help}` for all options.'),
  },
  USAGE_E0003: {
    source: 'operator',
    retry: 'after-fix',
    message: text('命令行缺少{what}', 'The command line lacks{what}'),
    remedy: text('补上后重试；用 {help} 查看用法。', 'Add it and try again; see `{help}`.'),
  },
  USAGE_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{place} 不能是 {value}，可以是：{allowed}', '{place} cannot be {value}; allowed is: {allowed}'),
    remedy: text('改正后重试；用 {help} 查看用法。', 'Correct it and try again; see `{help}`.'),
  },
  USAGE_E0005: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{command} 后面多了：{extra}', 'There is too much after {command}: {extra}'),
    remedy: text('去掉多余的部分；用 {help} 查看用法。', 'Leave that out; see `{help}`.'),
  },
});
