import { ErrorRecord } from '../../main/model/errors/ferryman-error.ts';
import { text } from '../../main/model/text.ts';

/** What a failed call says: the record the inside sent, or in its place that nobody answered. */
export function recordOf(error: unknown): ErrorRecord {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined;
  const record = ErrorRecord.safeParse(data);
  if (record.success) return record.data;
  return {
    code: '',
    source: 'environment',
    retry: 'safe',
    message: text('Ferryman 没有应答', 'Ferryman does not answer'),
    remedy: text(
      '已开始的工作不受影响。请确认启动 Ferryman 的窗口还开着，然后刷新页面。',
      'Work that has begun goes on. See that the window Ferryman was started in is still open, then reload this page.',
    ),
    evidence: error instanceof Error ? error.message : String(error),
  };
}
