import { type Argument, Command, type HelpContext, InvalidArgumentError, Option } from 'commander';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { type Text, text } from '../../model/text.ts';
import { similarTo } from './similar.ts';
import type { Speech } from './speech.ts';
import { SpokenHelp } from './spoken-help.ts';

/**
 * A command whose help and refusals are ours: both languages, a code, a remedy. The methods that refuse are the parser's own,
 * overridden by name, because its errors carry their facts in an English sentence only; the tests hold every one of them.
 */
export class SpokenCommand extends Command {
  readonly #speech: Speech;

  constructor(name: string, speech: Speech) {
    super(name);
    this.#speech = speech;
  }

  override createCommand(name = ''): SpokenCommand {
    return new SpokenCommand(name, this.#speech);
  }

  override createHelp(): SpokenHelp {
    return new SpokenHelp(this.#speech.language);
  }

  override help(context?: HelpContext | ((text: string) => string)): never {
    // a program that asked for JSON cannot read a help text; a person wants it when a command is missing
    const isMissing = typeof context === 'object' && context.error === true;
    if (isMissing && this.#speech.isJson) throw this.#lacks(text('要执行的命令', ' a command'));
    super.help(context as HelpContext);
  }

  unknownCommand(): never {
    const [command = ''] = this.args;
    const hint = didYouMean(similarTo(command, namesOf(this)));
    throw new FerrymanError('USAGE_E0001', { command: `${fullName(this)} ${command}`, hint, help: this.#help() });
  }

  unknownOption(given: string): never {
    // what follows = may be a secret
    const option = given.replace(/=.*/s, '');
    const hint = didYouMean(similarTo(option, flagsOf(this)));
    throw new FerrymanError('USAGE_E0002', { option, hint, help: this.#help() });
  }

  missingArgument(name: string): never {
    throw this.#lacks(text(` <${name}>`, ` <${name}>`));
  }

  optionMissingArgument({ flags }: Option): never {
    throw this.#lacks(text(`选项 ${flags} 的值`, ` the value of ${flags}`));
  }

  missingMandatoryOptionValue({ flags }: Option): never {
    throw this.#lacks(text(`选项 ${flags}`, ` the option ${flags}`));
  }

  _excessArguments(received: readonly string[]): never {
    const extra = received.slice(this.registeredArguments.length).join(' ');
    throw new FerrymanError('USAGE_E0005', { command: fullName(this), extra, help: this.#help() });
  }

  _callParseArg(target: Option | Argument, value: string, previous: unknown): unknown {
    try {
      return target.parseArg?.(value, previous as never);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      const place = target instanceof Option ? target.flags : `<${target.name()}>`;
      const allowed = target.argChoices?.join(', ') ?? error.message;
      throw new FerrymanError('USAGE_E0004', { place, value: JSON.stringify(value), allowed, help: this.#help() });
    }
  }

  #lacks(what: Text): FerrymanError {
    return new FerrymanError('USAGE_E0003', { what, help: this.#help() });
  }

  #help(): string {
    return `${fullName(this)} --help`;
  }
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

function namesOf(command: Command): string[] {
  return command.commands.map((each) => each.name());
}

function flagsOf(command: Command): string[] {
  const own = command.options.flatMap(({ long }) => long ?? []);
  return command.parent === null ? [...own, '--help'] : [...own, ...flagsOf(command.parent)];
}

function didYouMean(candidates: readonly string[]): Text {
  if (candidates.length === 0) return text('', '');
  return text(`是不是想输入 ${candidates.join(' 或 ')}？`, `Did you mean ${candidates.join(' or ')}? `);
}
