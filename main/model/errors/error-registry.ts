import { bundleErrors } from './bundle-errors.ts';
import { chartErrors } from './chart-errors.ts';
import { documentErrors } from './document-errors.ts';
import type { ErrorDefinition } from './error-definition.ts';
import { hostErrors } from './host-errors.ts';
import { operationErrors } from './operation-errors.ts';
import { packageErrors } from './package-errors.ts';
import { pushErrors } from './push-errors.ts';
import { requirementsErrors } from './requirements-errors.ts';
import { siteErrors } from './site-errors.ts';
import { sourceErrors } from './source-errors.ts';
import { terminalErrors } from './terminal-errors.ts';
import { usageErrors } from './usage-errors.ts';
import { volumeErrors } from './volume-errors.ts';

/** Every error code of the product: stable, searchable, never reused. */
export const errorRegistry = {
  ...siteErrors,
  ...requirementsErrors,
  ...hostErrors,
  ...bundleErrors,
  ...sourceErrors,
  ...operationErrors,
  ...usageErrors,
  ...terminalErrors,
  ...documentErrors,
  ...volumeErrors,
  ...pushErrors,
  ...packageErrors,
  ...chartErrors,
};

export type ErrorCode = keyof typeof errorRegistry;

export function definitionOf(code: ErrorCode): ErrorDefinition {
  return errorRegistry[code];
}
