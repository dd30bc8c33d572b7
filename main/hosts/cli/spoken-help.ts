import { type Argument, type Command, Help, type Option } from 'commander';
import type { Language } from '../../model/text.ts';
import { widthOf } from './output.ts';

/** The words the parser itself puts into a help text. */
const chinese: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Options:': '选项：',
  'Arguments:': '参数：',
  'Commands:': '命令：',
};

/** Help texts in one language; columns stay straight where a character is two wide. */
export class SpokenHelp extends Help {
  readonly #isChinese: boolean;

  constructor(language: Language) {
    super();
    this.#isChinese = language === 'zh';
  }

  override styleTitle(title: string): string {
    return this.#isChinese ? (chinese[title] ?? title) : title;
  }

  override commandUsage(command: Command): string {
    return this.#terms(super.commandUsage(command));
  }

  override subcommandTerm(command: Command): string {
    return this.#terms(super.subcommandTerm(command));
  }

  override optionDescription(option: Option): string {
    return this.#extras(super.optionDescription(option));
  }

  override argumentDescription(argument: Argument): string {
    return this.#extras(super.argumentDescription(argument));
  }

  override displayWidth(line: string): number {
    return widthOf(line);
  }

  #terms(line: string): string {
    return this.#isChinese ? line.replace('[options]', '[选项]').replace('[command]', '[命令]') : line;
  }

  #extras(description: string): string {
    if (!this.#isChinese) return description;
    return description.replace(/ \((choices|default): .*\)$/, (extra) =>
      extra.replace('choices: ', '可选 ').replace('default: ', '默认 ').replace(' (', '（').replace(/\)$/, '）'),
    );
  }
}
