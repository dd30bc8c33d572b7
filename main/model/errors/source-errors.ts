import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

/** What can go wrong at a registry or a download site while a bundle is resolved and built; `source` names it, without credentials. */
export const sourceErrors = defineErrors({
  SOURCE_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{source} 拒绝访问：{detail}', '{source} refuses access: {detail}'),
    remedy: text(
      '在规格文件的 registries 中为该仓库写明用户和密码引用，或检查权限。',
      'Name a user and a secret for that registry under `registries` in the spec, or check the permissions.',
    ),
  },
  SOURCE_E0002: {
    source: 'environment',
    retry: 'after-fix',
    message: text('{source} 没有所要的内容', '{source} does not have it'),
    remedy: text('检查名称和版本，或增加另一个来源。', 'Check name and version, or add another source.'),
  },
  SOURCE_E0003: {
    source: 'environment',
    retry: 'safe',
    message: text('连不上 {source}：{detail}', '{source} cannot be reached: {detail}'),
    remedy: text(
      '检查网络、代理（HTTPS_PROXY）和地址后重试。',
      'Check network, proxy (HTTPS_PROXY) and address, then try again.',
    ),
  },
  SOURCE_E0004: {
    source: 'environment',
    retry: 'safe',
    message: text('{source} 要求降低频率：{detail}', '{source} asks for fewer requests: {detail}'),
    remedy: text(
      '稍后重试，或使用有账号的访问；已下载的部分会继续使用。',
      'Try again later, or sign in to it; what was fetched is used again.',
    ),
  },
  SOURCE_E0005: {
    source: 'environment',
    retry: 'after-fix',
    message: text('{source} 的回答不可用：{detail}', '{source} gives no usable answer: {detail}'),
    remedy: text(
      '检查该地址确实是仓库或下载站点，或换一个来源。',
      'See that this address is a registry or a download site, or use another source.',
    ),
  },
  SOURCE_E0006: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{source} 的证书不受信任：{detail}', 'The certificate of {source} is not trusted: {detail}'),
    remedy: text(
      '在规格文件的 registries 中用 ca 写明它的 CA 证书文件。',
      'Name the file of its CA certificate as `ca` under `registries` in the spec.',
    ),
  },
  SOURCE_E0007: {
    source: 'environment',
    retry: 'safe',
    message: text('从 {source} 的传输中断：{detail}', 'The transfer from {source} was cut: {detail}'),
    remedy: text('重试；从断点继续。', 'Try again; it goes on where it was cut.'),
  },
});
