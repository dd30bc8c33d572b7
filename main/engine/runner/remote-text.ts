import { stripRemoteText } from '../../model/strip-remote-text.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { NodeChange } from '../../ports/step-context.ts';

/** Text from a machine as it may be kept. */
export function cleanText(text: string, secrets: Secrets): string {
  return secrets.redact(stripRemoteText(text));
}

/** The changes a script recorded, one JSON object a line; a line cut off by a crash is left out. */
export function readChanges(lines: string, secrets: Secrets): NodeChange[] {
  return lines.split('\n').flatMap((line) => {
    const change = parse(line);
    if (change === undefined) return [];
    const [target, before, after] = [change.target, change.before, change.after].map((part) =>
      cleanText(String(part ?? ''), secrets),
    );
    return [{ target: target ?? '', before: before ?? '', after: after ?? '' }];
  });
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
