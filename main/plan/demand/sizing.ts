import type { Expressions } from '../../catalog/expression.ts';
import type { SizingContext } from '../../model/catalog/sizing-context.ts';
import type { Rule, Workload } from '../../model/catalog/workload.ts';
import type { Derived } from '../../model/plan/derived.ts';
import { type Text, text } from '../../model/text.ts';
import type { Ledger } from '../ledger.ts';
import type { Choice } from './choose-components.ts';

type InputValues = Readonly<Record<string, number | boolean | string>>;

/** One component's rules, computed on its answers and the site, each figure written down with its reasons. */
export class ComponentSizing {
  readonly inputs: InputValues;
  readonly #choice: Choice;
  readonly #site: SizingContext;
  readonly #expressions: Expressions;
  readonly #prefix: string;
  readonly #ledger: Ledger;

  constructor(choice: Choice, site: SizingContext, expressions: Expressions, environment: string, ledger: Ledger) {
    this.#choice = choice;
    this.#site = site;
    this.#expressions = expressions;
    this.#ledger = ledger;
    this.#prefix = `${environment}.components.${choice.name}`;
    this.inputs = this.#answers();
  }

  isWanted(when: string | undefined): boolean {
    return when === undefined || this.#expressions.of(when)({ inputs: this.inputs, site: this.#site }) === true;
  }

  count(workload: Workload): number {
    if (workload.count === undefined) return 0;
    return Math.ceil(
      this.figure(`${workload.name}.count`, workload.count, 'count', text('份数', 'How many of it run')),
    );
  }

  /** A rule's value, written to the ledger as `<environment>.components.<name>.<what>`. */
  figure(what: string, rule: Rule, unit: string, meaning: Text): number {
    const value = Number(this.#expressions.of(rule.value)({ inputs: this.inputs, site: this.#site }));
    const { title } = this.#choice.component;
    this.#ledger.figure(`${this.#prefix}.${what}`, {
      value: Math.round(value * 1e6) / 1e6,
      unit,
      formula: rule.value,
      ...this.#inputsOf(rule.value),
      source:
        rule.source === 'planner-default'
          ? { kind: 'planner-default', reference: `catalog:${this.#choice.component.id}` }
          : { kind: 'rule', reference: rule.source },
      meaning: text(`${title.zh}：${meaning.zh}`, `${title.en}: ${meaning.en}`),
    });
    return value;
  }

  #inputsOf(expression: string): Pick<Derived, 'inputs' | 'from'> {
    const inputs: Record<string, number | string> = {};
    const from: Record<string, string> = {};
    for (const [, scope, name] of expression.matchAll(/\b(inputs|site)\.([a-zA-Z0-9]+)/g)) {
      if (scope === undefined || name === undefined) continue;
      const value = scope === 'inputs' ? this.inputs[name] : this.#site[name as keyof SizingContext];
      inputs[name] = typeof value === 'boolean' ? String(value) : (value ?? '');
      from[name] = scope === 'inputs' ? this.#originOf(name) : `site:${name}`;
    }
    return { inputs, from };
  }

  #originOf(name: string): string {
    const { answers, component } = this.#choice;
    if (answers.inputs[name] !== undefined) return `answer:platform.${this.#choice.name}.inputs.${name}`;
    const input = component.inputs.find((candidate) => candidate.name === name);
    if (input?.from !== undefined) return input.from.replace(/^site\./, 'site:');
    return `catalog:${component.id}.${name}`;
  }

  #answers(): InputValues {
    const { component, answers, name } = this.#choice;
    const known = new Set(component.inputs.map((input) => input.name));
    for (const given of Object.keys(answers.inputs)) {
      if (!known.has(given)) {
        this.#ledger.find({
          rule: 'input-unknown',
          severity: 'blocker',
          object: `platform.${name}.inputs.${given}`,
          reason: text(`${component.title.zh} 没有这个参数`, `${component.title.en} has no such input`),
          remedy: text(
            `可用参数：${[...known].join('、') || '无'}`,
            `Its inputs are: ${[...known].join(', ') || 'none'}`,
          ),
        });
      }
    }
    return Object.fromEntries(
      component.inputs.map((input) => {
        const given = answers.inputs[input.name];
        const fallback =
          input.from === undefined ? input.default : this.#expressions.of(input.from)({ site: this.#site });
        const value = given ?? fallback;
        if (given !== undefined) this.#checkInput(input, given);
        return [input.name, typeof value === typeof input.default ? value : input.default];
      }),
    );
  }

  #checkInput(
    { name, min, max, choices, default: fallback, unit }: Choice['component']['inputs'][number],
    given: number | boolean | string,
  ): void {
    const wrong =
      typeof given !== typeof fallback
        ? `a ${typeof fallback}`
        : choices !== undefined && !choices.includes(String(given))
          ? choices.join(', ')
          : typeof given === 'number' && ((min !== undefined && given < min) || (max !== undefined && given > max))
            ? `${min ?? '…'} to ${max ?? '…'} ${unit}`
            : undefined;
    if (wrong === undefined) return;
    this.#ledger.find({
      rule: 'input-wrong',
      severity: 'blocker',
      object: `platform.${this.#choice.name}.inputs.${name}`,
      reason: text(`填的是 ${given}，允许的是 ${wrong}`, `Found ${given}, allowed is ${wrong}`),
      remedy: text('改为允许的值', 'Give an allowed value'),
    });
  }
}
