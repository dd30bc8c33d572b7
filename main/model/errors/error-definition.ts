import type { Text } from '../text.ts';

/** Who has to act: the person at the keyboard, the site's machines and networks, or Ferryman itself (a bug). */
export type ErrorSource = 'operator' | 'environment' | 'product';

/** Whether doing the same again can help: at once, after the remedy was carried out, or never. */
export type RetryAdvice = 'safe' | 'after-fix' | 'never';

export interface ErrorDefinition {
  readonly source: ErrorSource;
  readonly retry: RetryAdvice;
  /** One sentence: what is wrong and where; `{name}` marks a parameter. */
  readonly message: Text;
  /** One sentence: what to do next. */
  readonly remedy: Text;
}

export function defineErrors<Code extends string>(
  definitions: Record<Code, ErrorDefinition>,
): Readonly<Record<Code, ErrorDefinition>> {
  return definitions;
}
