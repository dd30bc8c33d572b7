import type { OpenQuestion } from '../model/plan/assumption.ts';
import type { Derived } from '../model/plan/derived.ts';
import type { Finding } from '../model/plan/finding.ts';
import type { Requirements } from '../model/site/requirements.ts';
import { Assumptions } from './assumptions.ts';

/** What the planner writes down while it plans: figures with their reasons, findings, and questions nobody answered. */
export class Ledger {
  readonly assumptions: Assumptions;
  readonly #figures = new Map<string, Derived>();
  readonly #findings: Finding[] = [];
  readonly #questions = new Map<string, OpenQuestion>();

  constructor(requirements: Requirements) {
    this.assumptions = new Assumptions(requirements.overrides);
  }

  /** A later figure of the same id takes the place of the earlier one: the planner goes round until nothing moves. */
  figure(id: string, figure: Derived): void {
    this.#figures.set(id, figure);
  }

  find(finding: Finding): void {
    const isKnown = this.#findings.some(({ rule, object }) => rule === finding.rule && object === finding.object);
    if (!isKnown) this.#findings.push(finding);
  }

  ask(question: OpenQuestion): void {
    this.#questions.set(question.path, question);
  }

  figures(): Record<string, Derived> {
    return Object.fromEntries([...this.#figures].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Blockers first, then warnings, then what is only worth knowing. */
  findings(): Finding[] {
    const rank = { blocker: 0, warning: 1, info: 2 };
    return [...this.#findings].sort((a, b) => rank[a.severity] - rank[b.severity]);
  }

  questions(): OpenQuestion[] {
    return [...this.#questions.values()];
  }
}
