import { z } from 'zod';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { WorkbookReader } from '../../ports/workbook-reader.ts';
import { type RunLimits, runInProcess, runInThread } from './isolated-run.ts';

const Answer = z.union([
  z.object({ refusal: z.string() }),
  z.object({
    sheets: z.array(z.object({ name: z.string(), cells: z.array(z.tuple([z.number(), z.number(), z.string()])) })),
  }),
]);

interface Limits extends RunLimits {
  readonly fileBytes: number;
}
const usual: Limits = { timeoutMs: 30_000, memoryMiB: 512, fileBytes: 20 * 2 ** 20, answerBytes: 64 * 2 ** 20 };

/** Reads with `program`, apart from this process and inside limits. */
export function workbookReader(
  program: string,
  limits: Partial<Limits> = {},
  run = process.versions.electron === undefined ? runInProcess : runInThread,
): WorkbookReader {
  const { fileBytes, ...rest } = { ...usual, ...limits };
  return async (content, file) => {
    if (content.length > fileBytes)
      throw new FerrymanError('REQ_E0007', { file, detail: `it is larger than ${fileBytes / 2 ** 20} MiB` });
    const result = await run(program, content, rest);
    if ('reason' in result) throw new FerrymanError('REQ_E0008', { file, reason: result.reason });
    const answer = Answer.parse(JSON.parse(result.text));
    if ('refusal' in answer) throw new FerrymanError('REQ_E0007', { file, detail: answer.refusal });
    return answer.sheets;
  };
}
