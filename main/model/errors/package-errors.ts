import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

/** What can go wrong with OS packages between their repositories and a bundle. */
export const packageErrors = defineErrors({
  PACKAGE_E0001: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '软件仓库 {repository} 不可信，没有采用其中任何内容：{detail}',
      'The package repository {repository} is not to be trusted, and nothing of it is taken: {detail}',
    ),
    remedy: text(
      '核对地址、suite 与 keyring；仍不对就换一个镜像，并查明原因。',
      'Compare address, suite and keyring; if they are right, use another mirror and find out what happened.',
    ),
  },
  PACKAGE_E0002: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '{distribution}（{platform}）的软件包凑不齐：{detail}',
      'The packages for {distribution} ({platform}) cannot be put together: {detail}',
    ),
    remedy: text(
      '增加软件仓库，改用其他软件包，或从目标机重新取得软件包状态；Ferryman 不会删除目标机上的软件包。',
      "Add a repository, name other packages, or fetch the targets' package status anew; Ferryman removes no package from a target.",
    ),
  },
  PACKAGE_E0003: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '软件仓库 {repository} 的索引只有 {formats}，这里读不了',
      'The package repository {repository} has its index only as {formats}, which cannot be read here',
    ),
    remedy: text(
      '换一个带有 gzip、zstd、xz 或未压缩索引的镜像，或把软件包下载到文件夹并在规格文件中写 path。',
      'Use a mirror with an index packed by gzip, zstd or xz, or not packed, or download the packages into a folder and name it with path.',
    ),
  },
  PACKAGE_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '{path} 不能说明目标机装了什么：{detail}',
      '{path} does not tell what a target has installed: {detail}',
    ),
    remedy: text(
      'Debian：重新复制目标机的 /var/lib/dpkg/status；rpm：重新执行文档中的 rpm -qa 查询。',
      "Debian: copy the target's /var/lib/dpkg/status again; rpm: run the documented rpm -qa query again.",
    ),
  },
  PACKAGE_E0005: {
    source: 'operator',
    retry: 'after-fix',
    message: text('不能从 {path} 写出软件仓库：{detail}', 'No package repository can be made of {path}: {detail}'),
    remedy: text(
      '选择带有系统软件包的离线包，以及一个新的或空的输出文件夹（--out）。',
      'Choose a bundle that carries OS packages, and a new or empty output folder (--out).',
    ),
  },
  PACKAGE_E0006: {
    source: 'environment',
    retry: 'after-fix',
    message: text('软件仓库写不到 {path}：{detail}', 'The package repository cannot be written to {path}: {detail}'),
    remedy: text('检查空间与权限后重新执行。', 'Check space and permissions, then run it again.'),
  },
});
