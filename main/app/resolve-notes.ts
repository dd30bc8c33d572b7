import type { ResolvedBundle } from '../bundle/resolve.ts';
import { type Text, text } from '../model/text.ts';

type Note = ResolvedBundle['notes'][number];

/** What a person reads of a note. */
export function noteText(note: Note): Text {
  switch (note.type) {
    case 'disagrees':
      return text(
        `${note.reference} 的内容不同（${note.digest.slice(0, 19)}），不会使用`,
        `${note.reference} has something else (${note.digest.slice(0, 19)}), which is not used`,
      );
    case 'silent':
      return text(`来源没有回答：${note.reason.message}`, `A source did not answer: ${note.reason.message}`);
    case 'no-platform':
      return text(
        `${note.reference} 没有 ${note.platform} 的镜像`,
        `${note.reference} has no image for ${note.platform}`,
      );
    case 'remote-schema':
      return text(
        `图表 ${note.chart} 的 values.schema.json 引用外部地址（${note.references.join('、')}），没有用它检查；在站点安装时也要加 --skip-schema-validation`,
        `The values.schema.json of chart ${note.chart} points outside itself (${note.references.join(', ')}) and was not used; installing at the site needs --skip-schema-validation too`,
      );
    case 'unknown-chart':
      return text(
        `目录里没有图表 ${note.chart}：运行时才拉取的镜像没有计入，请在 images 中自行列出`,
        `The catalog does not know the chart ${note.chart}: what it pulls at run time is not counted, list it under images`,
      );
    case 'other-version':
      return text(
        `目录只知道图表 ${note.chart} 的 ${note.known} 版：运行时才拉取的镜像没有计入，请在 images 中自行列出`,
        `The catalog knows ${note.known} of the chart ${note.chart}: what this version pulls at run time is not counted, list it under images`,
      );
    case 'unreadable-image':
      return text(
        `图表 ${note.chart} 的 ${note.in} 中 image 为 ${note.value}，不是镜像名称，没有计入`,
        `In chart ${note.chart}, ${note.in} has the image ${note.value}, which is no image's name and is not counted`,
      );
    case 'tests':
      return text(
        `图表 ${note.chart} 的 helm test 对象没有计入：${note.objects.join('、')}`,
        `What chart ${note.chart} starts for helm test is not counted: ${note.objects.join(', ')}`,
      );
    case 'ignored':
      return text(
        `图表 ${note.chart} 的镜像 ${note.image} 不携带：${note.reason}`,
        `The image ${note.image} of chart ${note.chart} is not carried: ${note.reason}`,
      );
    case 'ignored-in-vain':
      return text(
        `图表 ${note.chart} 的 ignore 写了 ${note.image}，但渲染结果并不需要它`,
        `The ignore of chart ${note.chart} names ${note.image}, which nothing in it asks for`,
      );
  }
}
