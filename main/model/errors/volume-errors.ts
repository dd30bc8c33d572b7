import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

export const volumeErrors = defineErrors({
  VOLUME_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text('看不懂分卷大小：{size}', 'The size of a volume is not understood: {size}'),
    remedy: text('写成 64M、4G，或介质名：{media}', 'Write 64M, 4G, or the name of a medium: {media}'),
  },
  VOLUME_E0002: {
    source: 'operator',
    retry: 'after-fix',
    message: text('分卷太小：{size} 字节装不下内容', 'Volumes of {size} bytes have no room for content'),
    remedy: text('至少 {least} 字节。', 'Make them {least} bytes at least.'),
  },
  VOLUME_E0003: {
    source: 'environment',
    retry: 'after-fix',
    message: text('分卷 {file} 已损坏：{detail}', 'The volume {file} is damaged: {detail}'),
    remedy: text('只需重新拷贝这一卷，其余不动。', 'Copy this one again; the others stay as they are.'),
  },
  VOLUME_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{file} 不是 Ferryman 分卷：{detail}', '{file} is no volume of a Ferryman bundle: {detail}'),
    remedy: text('把无关文件移走，或重新拷贝这一卷。', 'Move other files away, or copy this volume again.'),
  },
  VOLUME_E0005: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 里混有两个离线包的分卷：{bundles}', 'Volumes of two bundles are mixed in {path}: {bundles}'),
    remedy: text('每个离线包的分卷放一个文件夹。', 'Keep the volumes of each bundle in a folder of their own.'),
  },
  VOLUME_E0006: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 里已有别的文件：{file}', 'There is something else in {path} already: {file}'),
    remedy: text('选一个空文件夹。', 'Choose an empty folder.'),
  },
  VOLUME_E0007: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 里缺少第 {missing} 卷', 'Volumes are missing in {path}: number {missing}'),
    remedy: text('把全部分卷放到一起再试。', 'Bring all volumes together and try again.'),
  },
  INTAKE_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 里没有离线包，也没有分卷', 'There is neither a bundle nor a volume of one in {path}'),
    remedy: text(
      '指向含 manifest.json 的文件夹，或放着 .fyb 分卷的文件夹。',
      'Point to the folder with manifest.json, or to one with .fyb volumes.',
    ),
  },
  INTAKE_E0002: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '{path} 空间不足：需要 {needed} 字节，只有 {free} 字节',
      '{path} has too little room: {needed} bytes are needed, {free} are free',
    ),
    remedy: text('清理磁盘后重试，已接收的内容不会丢。', 'Make room and try again; what was taken in is kept.'),
  },
  INTAKE_E0003: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '{name} {version} 比站点已有的 {current} 旧',
      '{name} {version} is older than {current}, which the site has',
    ),
    remedy: text(
      '确要用旧版时，加 --allow-older "{name} {version}"。',
      'If the older one is meant, add --allow-older "{name} {version}".',
    ),
  },
  INTAKE_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '这是增量包，站点缺少它所依据的 {count} 个内容：{missing}',
      'This bundle carries only what is new, and the site lacks {count} contents it rests on: {missing}',
    ),
    remedy: text(
      '先接收它所依据的离线包，或按本站点的存量清单重新构建。',
      'Take in the bundle it rests on first, or have it built anew from this site’s inventory.',
    ),
  },
  INTAKE_E0005: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 是增量包，不能直接使用', '{path} carries only what is new and cannot be used as it is'),
    remedy: text('先接收：ferryman bundle take-in {path}', 'Take it in first: ferryman bundle take-in {path}'),
  },
  INTAKE_E0006: {
    source: 'operator',
    retry: 'safe',
    message: text('另一个接收正在进行：{holder}', 'Another intake is under way: {holder}'),
    remedy: text('等它结束，或先停掉它。', 'Wait until it is done, or stop it first.'),
  },
  INTAKE_E0007: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 不是站点存量清单：{detail}', '{path} is no inventory of a site: {detail}'),
    remedy: text(
      '在站点上重新导出：ferryman bundle inventory --out 文件',
      'Have it written at the site again: ferryman bundle inventory --out FILE',
    ),
  },
});
