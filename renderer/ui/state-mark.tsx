import {
  CheckCircleFilled,
  ClockCircleOutlined,
  CloseCircleFilled,
  ExclamationCircleFilled,
  LockOutlined,
  MinusCircleOutlined,
  PauseCircleOutlined,
  QuestionCircleFilled,
  RightCircleOutlined,
  SyncOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';

type Icon = ComponentType<{ 'aria-hidden'?: boolean }>;

const kinds = {
  done: [CheckCircleFilled, 'good'],
  completed: [CheckCircleFilled, 'good'],
  satisfied: [CheckCircleFilled, 'good'],
  succeeded: [CheckCircleFilled, 'good'],
  pass: [CheckCircleFilled, 'good'],
  ready: [RightCircleOutlined, 'accent'],
  running: [SyncOutlined, 'accent'],
  stopping: [SyncOutlined, 'accent'],
  stopped: [PauseCircleOutlined, 'warn'],
  unknown: [QuestionCircleFilled, 'warn'],
  attention: [ExclamationCircleFilled, 'warn'],
  warn: [ExclamationCircleFilled, 'warn'],
  fail: [CloseCircleFilled, 'bad'],
  failed: [CloseCircleFilled, 'bad'],
  blocked: [CloseCircleFilled, 'bad'],
  held: [PauseCircleOutlined, 'quiet'],
  locked: [LockOutlined, 'quiet'],
  waiting: [ClockCircleOutlined, 'quiet'],
  created: [ClockCircleOutlined, 'quiet'],
  'not-applicable': [MinusCircleOutlined, 'quiet'],
} as const satisfies Record<string, readonly [Icon, string]>;
export type MarkKind = keyof typeof kinds;

/** A state as icon and word; colour only repeats what they say. */
export function StateMark({ kind, word }: { readonly kind: MarkKind; readonly word: string }) {
  const [Icon, tone] = kinds[kind];
  return (
    <span className={`mark is-${tone} ${kind === 'running' ? 'is-moving' : ''}`}>
      <Icon aria-hidden /> <span>{word}</span>
    </span>
  );
}
