import type { CellProblem } from '../../model/intake/answers.ts';
import { type Text, text } from '../../model/text.ts';

/** One wrong cell as a sentence: `Network!D7: 10.0.0.0/33 is not a network such as …`. */
export function wrongCell({ found, allowed }: CellProblem, place: string): Text {
  return found === ''
    ? text(`${place}：没有填写，${allowed.zh}`, `${place}: empty, ${allowed.en}`)
    : text(`${place}：${found} 不是${allowed.zh}`, `${place}: ${found} is not ${allowed.en}`);
}
