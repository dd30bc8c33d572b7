import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

/** What can go wrong with Helm charts between their makers and a bundle. */
export const chartErrors = defineErrors({
  CHART_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '规格文件 {path} 含有 Helm 图表，但没有声明本机平台 {platform} 的 helm',
      'The bundle spec {path} names Helm charts, and no helm for this machine ({platform})',
    ),
    remedy: text(
      '从 Helm 官方发布下载该平台的 helm，在 tools 下写明 id、platform、path 和 sha256。',
      "Fetch helm for this platform from Helm's own releases and name it under `tools` with id, platform, path and sha256.",
    ),
  },
  CHART_E0002: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '工具 {path} 不是规格文件声明的那一个，没有运行：{detail}',
      'The tool {path} is not the one the spec declares and is not started: {detail}',
    ),
    remedy: text(
      '查明文件为何不同；确认来源可信后更正 tools 中的 sha256 或 path。',
      'Find out why it differs; once you trust where it came from, correct sha256 or path under `tools`.',
    ),
  },
  CHART_E0003: {
    source: 'operator',
    retry: 'after-fix',
    message: text('图表 {chart} 渲染失败：{detail}', 'The chart {chart} cannot be rendered: {detail}'),
    remedy: text(
      '按提示修改 values、kubernetesVersion 或图表本身。',
      'Correct the values, kubernetesVersion or the chart itself as the message says.',
    ),
  },
  CHART_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text('图表 {chart} 的渲染已被中止：{detail}', 'Rendering the chart {chart} was ended: {detail}'),
    remedy: text(
      '正常的图表只需几秒；检查图表来源，或减少一次渲染的内容。',
      'A sound chart takes seconds; look at where it comes from, or have it render less at once.',
    ),
  },
  CHART_E0005: {
    source: 'environment',
    retry: 'after-fix',
    message: text('图表 {chart} 不能使用：{detail}', 'The chart {chart} cannot be used: {detail}'),
    remedy: text('换用上游正式发布的图表包（.tgz）。', "Use the chart archive (.tgz) of upstream's release."),
  },
  CHART_E0006: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '图表 {chart} 依赖 {dependency}（来自 {repository}），但包内 charts/ 里没有它',
      'The chart {chart} depends on {dependency} (from {repository}), which its charts/ folder does not hold',
    ),
    remedy: text(
      '使用上游发布的图表包，或在图表目录中执行 helm dependency update 后重试。',
      "Use upstream's released archive, or run `helm dependency update` in the chart's folder and try again.",
    ),
  },
  CHART_E0007: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '图表仓库 {url} 不能证明 {chart}：{detail}',
      'The chart repository {url} does not vouch for {chart}: {detail}',
    ),
    remedy: text(
      '核对名称、版本与 sha256；仍不对就查明仓库为何改变。',
      'Compare name, version and sha256; if they are right, find out why the repository changed.',
    ),
  },
  CHART_E0008: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '图表 {chart} 的 values 文件 {path} 在锁定文件生成之后被改过或不见了',
      'The values {path} of chart {chart} were changed since the lock was made, or are gone',
    ),
    remedy: text(
      '恢复该文件，或重新执行 ferryman bundle resolve：values 决定需要哪些镜像。',
      'Bring the file back, or run `ferryman bundle resolve` again: values decide which images are needed.',
    ),
  },
  CHART_E0009: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '图表 {chart} 需要的镜像 {image}（见 {where}）取不到：{detail}',
      'The image {image}, which chart {chart} needs in {where}, cannot be had: {detail}',
    ),
    remedy: text(
      '在 images 中写上该镜像及其 sources；确实用不到时，在图表的 ignore 下写明理由。',
      "Name the image under `images` with its sources; where it is not needed at all, say why under the chart's `ignore`.",
    ),
  },
});
