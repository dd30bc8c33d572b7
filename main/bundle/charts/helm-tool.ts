import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { DeclaredTool } from '../../ports/chart-renderer.ts';
import { specPath } from '../paths.ts';
import type { BundleSpec } from '../spec.ts';

/** The helm a spec declares for this machine; CHART_E0001 where it declares none. */
export function helmFor(specFile: string, { tools }: BundleSpec, platform: string): DeclaredTool {
  const tool = tools.find((each) => each.id === 'helm' && each.platform === platform);
  if (tool === undefined) throw new FerrymanError('CHART_E0001', { path: specFile, platform });
  return { path: specPath(specFile, tool.path), sha256: tool.sha256 };
}
