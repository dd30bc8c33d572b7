import { chartRenderingLabel } from '../../model/bundle/chart-rendering.ts';
import type { BundleLock } from '../../model/bundle/lock.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { hashFile } from '../hash-file.ts';
import { specPath } from '../paths.ts';
import { isSystemError } from '../printable.ts';

/** Values decide which images a chart needs: CHART_E0008 where they are not those it was rendered with. */
export async function checkValues(specFile: string, { charts = [] }: BundleLock): Promise<void> {
  for (const each of charts) {
    for (const { path, digest } of each.values) {
      const found = await hashFile(specPath(specFile, path)).catch((error: unknown) => {
        if (isSystemError(error)) return undefined;
        throw error;
      });
      if (found?.digest === digest) continue;
      throw new FerrymanError('CHART_E0008', { path, chart: chartRenderingLabel(each) });
    }
  }
}
