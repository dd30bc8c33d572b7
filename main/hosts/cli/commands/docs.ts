import { join, resolve } from 'node:path';
import { writeFileAtomically } from '../../../adapters/files/write-file-atomically.ts';
import { type DocumentRequest, listPlanningDocuments, writePlanningDocument } from '../../../app/planning-documents.ts';
import { needPlan } from '../../../app/site-plan.ts';
import type { SiteSession } from '../../../app/site-session.ts';
import { DocumentFormat, DocumentLanguage } from '../../../contract/plan.contract.ts';
import { FerrymanError } from '../../../model/errors/ferryman-error.ts';
import { text } from '../../../model/text.ts';
import type { CommandModule } from '../command.ts';
import { table } from '../output.ts';

interface Options {
  readonly out: string;
  readonly only?: string;
  readonly format?: string;
  readonly language: string;
}

export const register: CommandModule['register'] = (program, run) => {
  program
    .command('docs')
    .option('--out <dir>', 'folder to write to', 'documents')
    .option('--only <ids>', 'documents by id, with commas; left out: all')
    .option('--format <formats>', 'xlsx, docx, html, pdf, with commas; left out: all that can be written here')
    .option('--language <language>', 'zh, en or both', 'both')
    .description('write the planning documents of the newest plan')
    .action((options: Options) =>
      run(({ output, withSite }) =>
        withSite(async (session) => {
          const view = needPlan(session);
          const { hash, revision } = view;
          const folder = resolve(options.out);
          const { requests, skipsPdf } = wanted(session, options);
          const files = await eachOf(requests, async (request) => {
            const { fileName, content } = await writePlanningDocument(session, request, view);
            const path = join(folder, fileName);
            await writeFileAtomically(path, content);
            return { id: request.id, format: request.format, path, bytes: content.length };
          });
          if (skipsPdf)
            output.note(
              text(
                '没有找到浏览器，未写 PDF（见 --format pdf）',
                'No browser was found, so no PDF was written (see --format pdf)',
              ),
            );
          output.result({ revision, planHash: hash, folder, files }, [
            ...table(files.map(({ id, path, bytes }) => [id, `${Math.ceil(bytes / 1024)} KiB`, path])),
            output.say(
              text(
                `共 ${files.length} 个文件，计划 r${revision} ${hash.slice(0, 12)}`,
                `${files.length} files of plan r${revision} ${hash.slice(0, 12)}`,
              ),
            ),
          ]);
          return 0;
        }),
      )(),
    );
};

/** Formats asked for must be possible; formats nobody asked for are left out where they are not. */
function wanted(session: SiteSession, options: Options): { requests: DocumentRequest[]; skipsPdf: boolean } {
  const language = parsed(DocumentLanguage, options.language, '--language');
  const formats = options.format?.split(',').map((format) => parsed(DocumentFormat, format.trim(), '--format'));
  const { documents, canPrint } = listPlanningDocuments(session);
  const ids = options.only?.split(',').map((id) => id.trim());
  const unknown = ids?.find((id) => documents.every((document) => document.id !== id));
  if (unknown !== undefined)
    throw new FerrymanError('DOC_E0004', { document: unknown, documents: documents.map(({ id }) => id).join(', ') });
  for (const { id, formats: known } of ids === undefined
    ? []
    : documents.filter((document) => ids.includes(document.id)))
    if (formats !== undefined && !formats.some((format) => known.includes(format)))
      throw new FerrymanError('DOC_E0003', { document: id, format: formats.join(', '), formats: known.join(', ') });
  const skipsPdf = formats === undefined && !canPrint;
  const requests = documents
    .filter(({ id }) => ids === undefined || ids.includes(id))
    .flatMap(({ id, formats: known }) =>
      known
        .filter((format) => (formats === undefined ? format !== 'pdf' || canPrint : formats.includes(format)))
        .map((format): DocumentRequest => ({ id, format, language })),
    );
  return { requests, skipsPdf };
}

function parsed<Value>(
  schema: { safeParse(value: unknown): { data?: Value | undefined } },
  value: string,
  option: string,
): Value {
  const { data } = schema.safeParse(value);
  if (data === undefined) throw new FerrymanError('INPUT_E0001', { detail: `${option}: ${value}` });
  return data;
}

/** Results in the order of the list. What is printed goes first and all together: the browser works beside us, and is started once. */
async function eachOf<Result>(
  requests: readonly DocumentRequest[],
  work: (request: DocumentRequest) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<DocumentRequest, Result>();
  const one = async (request: DocumentRequest) => results.set(request, await work(request));
  const printed = Promise.all(requests.filter(({ format }) => format === 'pdf').map(one));
  const others = async () => {
    for (const request of requests.filter(({ format }) => format !== 'pdf')) await one(request);
  };
  await Promise.all([printed, others()]);
  return requests.flatMap((request) => results.get(request) ?? []);
}
