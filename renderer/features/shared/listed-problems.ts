import type { ErrorRecord } from '../../../main/model/errors/ferryman-error.ts';

/** Errors that name several places, parted by semicolons after their first sentence. */
const lists = ['REQ_E0002', 'REQ_E0006'];

/** What an error says in one language: its sentence, and each place it names. */
export function listedProblems({ code }: ErrorRecord, message: string): { lead: string; problems: string[] } {
  const start = message.search(/[:：]/);
  if (!lists.includes(code) || start < 0) return { lead: message, problems: [] };
  const problems = message.slice(start + 1).split('; ');
  return { lead: message.slice(0, start), problems: problems.map((problem) => problem.trim()) };
}
