import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

export const bundleErrors = defineErrors({
  BUNDLE_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 没有签名，已拒绝', '{path} carries no signature and is refused'),
    remedy: text('向交付团队索取完整的离线包。', 'Ask for the complete bundle.'),
  },
  BUNDLE_E0002: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '{path} 的签名密钥不受信任：{fingerprint}',
      '{path} is signed by a key nobody trusts here: {fingerprint}',
    ),
    remedy: text(
      '电话核对指纹词语后执行 ferryman keys trust。',
      'Compare the fingerprint words over the telephone, then run `ferryman keys trust`.',
    ),
  },
  BUNDLE_E0003: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '{path} 的清单与签名不符：清单被改动过',
      "{path}'s manifest does not match its signature: it was altered",
    ),
    remedy: text('丢弃该离线包，重新拷贝。', 'Discard this copy and copy the bundle again.'),
  },
  BUNDLE_E0004: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '文件已损坏：{file}（期望 {expected}，实际 {actual}）',
      'A file is damaged: {file} (expected {expected}, found {actual})',
    ),
    remedy: text('只需重新拷贝该文件。', 'Copy only that file again.'),
  },
  BUNDLE_E0005: {
    source: 'environment',
    retry: 'after-fix',
    message: text('缺少文件：{file}', 'A file is missing: {file}'),
    remedy: text('重新拷贝该文件。', 'Copy that file again.'),
  },
  BUNDLE_E0006: {
    source: 'operator',
    retry: 'after-fix',
    message: text('多出了清单之外的文件：{file}', 'There is a file the manifest does not list: {file}'),
    remedy: text('查明来源并移走它。', 'Find out where it came from and remove it.'),
  },
  BUNDLE_E0007: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '离线包不完整，缺少 {count} 项：{missing}',
      'The bundle is not complete, {count} item(s) are missing: {missing}',
    ),
    remedy: text('把所列各项加入规格文件后重新构建。', 'Add the items named to the spec and build again.'),
  },
  BUNDLE_E0008: {
    source: 'operator',
    retry: 'never',
    message: text(
      '演练密钥签名的离线包不能用于真实站点',
      'A bundle signed with the practice key cannot be used at a real site',
    ),
    remedy: text('使用正式密钥签名的离线包。', 'Use a bundle signed with a real key.'),
  },
  BUNDLE_E0009: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 不是 Ferryman 离线包：{detail}', '{path} is not a Ferryman bundle: {detail}'),
    remedy: text('选择包含 manifest.json 的目录。', 'Choose the folder that holds manifest.json.'),
  },
  BUNDLE_E0010: {
    source: 'operator',
    retry: 'after-fix',
    message: text('规格文件 {path} 有误：{detail}', 'The bundle spec {path} is wrong: {detail}'),
    remedy: text('按提示修改。', 'Correct the field named.'),
  },
  BUNDLE_E0011: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '离线包与操作计划冻结时的不同：期望 {expected}，实际 {actual}',
      'The bundle is not the one the operation plan was frozen with: expected {expected}, found {actual}',
    ),
    remedy: text('使用原来的离线包，或重新规划并批准。', 'Use the original bundle, or plan and approve again.'),
  },
  BUNDLE_E0012: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 已存在，且不是离线包', '{path} exists already and is not a bundle'),
    remedy: text(
      '换一个输出目录；不会覆盖其他内容。',
      'Choose another output folder; nothing else is ever overwritten.',
    ),
  },
  BUNDLE_E0013: {
    source: 'environment',
    retry: 'after-fix',
    message: text('离线包写不到 {path}：{detail}', 'The bundle cannot be written to {path}: {detail}'),
    remedy: text(
      '检查空间与权限后重新构建；已完成的部分会继续使用。',
      'Check space and permissions and build again; what is done is used again.',
    ),
  },
  BUNDLE_E0014: {
    source: 'environment',
    retry: 'after-fix',
    message: text('文件读不出来：{file}（{detail}）', 'A file cannot be read: {file} ({detail})'),
    remedy: text(
      '检查介质与权限，或重新拷贝该文件。',
      'Check the medium and the permissions, or copy that file again.',
    ),
  },
  BUNDLE_E0015: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '规格文件 {path} 含有网络来源，但没有锁定文件：{sources}',
      'The bundle spec {path} names sources on the network and has no lock: {sources}',
    ),
    remedy: text(
      '先在能联网的机器上执行 ferryman bundle resolve，再用 --lock 构建。',
      'Run `ferryman bundle resolve` on a connected machine first, then build with --lock.',
    ),
  },
  BUNDLE_E0016: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '规格文件 {path} 在锁定文件 {lock} 生成之后被改过',
      'The bundle spec {path} was changed since its lock {lock} was made',
    ),
    remedy: text(
      '重新执行 ferryman bundle resolve 并核对变化。',
      'Run `ferryman bundle resolve` again and look at what changed.',
    ),
  },
  BUNDLE_E0017: {
    source: 'operator',
    retry: 'after-fix',
    message: text('锁定文件 {path} 不能用：{detail}', 'The lock {path} cannot be used: {detail}'),
    remedy: text(
      '锁定文件不能手改；重新执行 ferryman bundle resolve。',
      'A lock is not edited by hand; run `ferryman bundle resolve` again.',
    ),
  },
  BUNDLE_E0018: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '{what} 与锁定的不一致（来源 {source}，期望 {expected}，实际 {actual}），已拒绝',
      '{what} from {source} is not what was locked and is refused (expected {expected}, found {actual})',
    ),
    remedy: text(
      '查明上游为何改变；确认无误后重新执行 ferryman bundle resolve。',
      'Find out why upstream changed; if the new content is right, run `ferryman bundle resolve` again.',
    ),
  },
  BUNDLE_E0019: {
    source: 'environment',
    retry: 'after-fix',
    message: text('没有任何来源还能提供 {what}：{failures}', 'No source has {what} any more: {failures}'),
    remedy: text(
      '修复所列问题，或在规格文件的 sources 中增加来源并重新 resolve；已下载的部分会继续使用。',
      'Solve what is named, or add a source under `sources` and resolve again; what was fetched is used again.',
    ),
  },
  BUNDLE_E0020: {
    source: 'operator',
    retry: 'after-fix',
    message: text('缓存 {path} 正被另一次构建使用：{holder}', 'The cache {path} is in use by another build: {holder}'),
    remedy: text(
      '等它结束，或用 --cache 指定另一个目录。',
      'Wait for it to end, or choose another folder with --cache.',
    ),
  },
  BUNDLE_E0021: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '上游校验文件 {url} 不能证明 {file}：{detail}',
      "Upstream's checksum file {url} does not vouch for {file}: {detail}",
    ),
    remedy: text(
      '改正 checksums 的地址，或在规格文件中写明 sha256。',
      'Correct the address under `checksums`, or write the sha256 into the spec.',
    ),
  },
  BUNDLE_E0022: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '无法从 containerd（{address}）导出镜像：{detail}',
      'Images cannot be exported from containerd at {address}: {detail}',
    ),
    remedy: text(
      '确认 containerd 正在运行、ctr 在 PATH 中、镜像存在，然后重试。',
      'See that containerd runs, that ctr is on the PATH and that it holds the image, then try again.',
    ),
  },
  BUNDLE_E0023: {
    source: 'environment',
    retry: 'after-fix',
    message: text('{what} 的内容与声明不符：{detail}', '{what} is not what it is claimed to be: {detail}'),
    remedy: text(
      '检查上游地址与平台是否对应，修改规格文件后重新 resolve。',
      'See that address and platform belong together, correct the spec and resolve again.',
    ),
  },
  BUNDLE_E0024: {
    source: 'operator',
    retry: 'after-fix',
    message: text('这里正在处理另一个离线包：{specFile}', 'Another bundle is being worked on here: {specFile}'),
    remedy: text('等它结束或先停止它。', 'Wait for it to end, or stop it first.'),
  },
  BUNDLE_E0025: {
    source: 'operator',
    retry: 'never',
    message: text('没有可以继续的离线包工作', 'There is no work on a bundle to go on with'),
    remedy: text('从头开始。', 'Begin anew.'),
  },
  BUNDLE_E0030: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '没有说明离线包须对哪个站点完整，不能签名',
      'Nothing says what this bundle has to be complete for, so it is not signed',
    ),
    remedy: text(
      '给出要证明的站点方案（--for）；确实没有时，写明谁决定、为什么（--by、--waive）。',
      'Give the plan of the site it is for (--for); where there is none, say who decided and why (--by, --waive).',
    ),
  },
  BUNDLE_E0031: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '许可限制分发，尚无人决定：{what}',
      'Their licences restrict passing them on, and nobody has decided yet: {what}',
    ),
    remedy: text(
      '由有权的人决定，在规格文件的 licenceDecisions 下写明 what（如 {first}）、by 姓名、on 日期、reason 理由；或去掉这些内容。',
      'Have somebody entitled decide and write it under licenceDecisions of the spec, with what (such as {first}), by, on and reason; or leave them out.',
    ),
  },
  BUNDLE_E0032: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '{image} 没有 cosign 签名，而规格文件要求密钥 {key} 的签名；已查找：{where}',
      '{image} carries no cosign signature, and the spec wants one of key {key}; looked for at {where}',
    ),
    remedy: text(
      '请发布者用该密钥签名并推送到同一仓库（cosign 3 须加 --new-bundle-format=false）；签名不在镜像旁时，把有签名的仓库写进 sources。',
      'Have the publisher sign it with that key into the same repository (cosign 3 needs --new-bundle-format=false); name a repository that holds the signature under `sources`.',
    ),
  },
  BUNDLE_E0033: {
    source: 'environment',
    retry: 'after-fix',
    message: text(
      '{image} 的签名不成立（密钥 {key}）：{detail}',
      'The signature of {image} does not hold against key {key}: {detail}',
    ),
    remedy: text(
      '不要使用该镜像：向发布者核对公钥指纹与镜像摘要，再改正 cosignKey 或换来源。',
      'Do not use the image: compare the fingerprint of the key and the digest with the publisher, then correct cosignKey or the source.',
    ),
  },
  KEY_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text('密钥 {name} 的口令不对', 'The passphrase of key {name} is wrong'),
    remedy: text('重新输入口令。', 'Type the passphrase again.'),
  },
  KEY_E0002: {
    source: 'operator',
    retry: 'after-fix',
    message: text('没有名为 {name} 的密钥', 'There is no key named {name}'),
    remedy: text(
      '用 ferryman keys list 查看，或用 ferryman keys new 新建。',
      'See `ferryman keys list`, or create one with `ferryman keys new`.',
    ),
  },
  KEY_E0003: {
    source: 'operator',
    retry: 'after-fix',
    message: text('已有名为 {name} 的密钥', 'There is a key named {name} already'),
    remedy: text('换一个名字；密钥不会被覆盖。', 'Choose another name; keys are never overwritten.'),
  },
  KEY_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 不是 Ferryman 公钥', '{path} is not a Ferryman public key'),
    remedy: text('选择 .pub 文件。', 'Choose the .pub file.'),
  },
  KEY_E0005: {
    source: 'operator',
    retry: 'after-fix',
    message: text('密钥名 {name} 不可用', '{name} is not a name for a key'),
    remedy: text(
      '只用小写字母、数字和连字符，最长 63 个字符。',
      'Use small letters, digits and hyphens, 63 characters at most.',
    ),
  },
  KEY_E0006: {
    source: 'operator',
    retry: 'after-fix',
    message: text('口令太短，至少 {minimum} 个字符', 'The passphrase is too short, {minimum} characters at least'),
    remedy: text('换一个更长的口令，例如几个不相关的词。', 'Choose a longer one, such as a few unrelated words.'),
  },
  KEY_E0007: {
    source: 'environment',
    retry: 'after-fix',
    message: text('密钥文件 {path} 已损坏', 'The key file {path} is damaged'),
    remedy: text(
      '从备份恢复该文件，或新建密钥并重新分发公钥。',
      'Restore the file from a backup, or create a new key and hand out its public half.',
    ),
  },
});
