import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

/** The local terminal. */
export const terminalErrors = defineErrors({
  TERMINAL_E0001: {
    source: 'environment',
    retry: 'never',
    message: text(
      '这台电脑（{system}）上没有内置终端：安装时缺少它的组件 node-pty',
      'There is no built-in terminal on this computer ({system}): its part node-pty is missing from the installation',
    ),
    remedy: text('其余功能不受影响；请使用系统自带的终端。', 'Everything else works; use the terminal of your system.'),
  },
  TERMINAL_E0002: {
    source: 'operator',
    retry: 'after-fix',
    message: text('已经打开了 {most} 个终端，不能再多', 'There are {most} terminals open already, and no more can be'),
    remedy: text('先关闭其中一个。', 'Close one of them first.'),
  },
  TERMINAL_E0003: {
    source: 'operator',
    retry: 'after-fix',
    message: text('这个终端已经结束', 'This terminal has ended'),
    remedy: text('重新打开一个。', 'Open another one.'),
  },
});
