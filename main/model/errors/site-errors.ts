import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

/** The product's own faults, the site file, and who may do what. */
export const siteErrors = defineErrors({
  INTERNAL_E0001: {
    source: 'product',
    retry: 'never',
    message: text('Ferryman 内部错误：{detail}', 'Ferryman itself failed: {detail}'),
    remedy: text(
      '这不是您的操作问题，请把诊断信息发给 Ferryman 支持。',
      'This is not your mistake; send the diagnostics to Ferryman support.',
    ),
  },
  SITE_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text('找不到站点文件 {path}', 'There is no site file at {path}'),
    remedy: text('检查路径，或用 ferryman new 新建站点。', 'Check the path, or create a site with `ferryman new`.'),
  },
  SITE_E0002: {
    source: 'environment',
    retry: 'never',
    message: text('站点文件 {path} 已损坏：{detail}', 'The site file {path} is damaged: {detail}'),
    remedy: text('用旁边的自动备份副本（*.bak）恢复。', 'Restore it from the automatic copy beside it (*.bak).'),
  },
  SITE_E0003: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '站点文件由更新版本的 Ferryman 创建（格式 {found}，本版本支持到 {supported}），只能只读打开',
      'The site file was made by a newer Ferryman (format {found}, this one knows up to {supported}) and can only be read',
    ),
    remedy: text('请升级 Ferryman 后再修改。', 'Update Ferryman before changing it.'),
  },
  SITE_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '站点文件正由 {holder} 使用（自 {since}），本次只能只读打开',
      'The site file is held by {holder} since {since}; it can only be read here',
    ),
    remedy: text('等待对方关闭，或在对方机器上操作。', 'Wait until they close it, or work on their machine.'),
  },
  SITE_E0005: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 已存在', '{path} exists already'),
    remedy: text('换一个文件名，或打开现有站点。', 'Choose another name, or open the existing site.'),
  },
  SITE_E0006: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 不是 Ferryman 站点文件', '{path} is not a Ferryman site file'),
    remedy: text('请选择 .ferry 文件。', 'Choose a .ferry file.'),
  },
  SITE_E0007: {
    source: 'operator',
    retry: 'after-fix',
    message: text('站点里还没有{what}', 'The site holds no {what} yet'),
    remedy: text('先完成上一阶段：{next}', 'Finish the earlier stage first: {next}'),
  },
  SITE_E0008: {
    source: 'operator',
    retry: 'after-fix',
    message: text('站点文件 {path} 是只读打开的', 'The site file {path} is open to read only'),
    remedy: text('把它复制到可写的位置再打开。', 'Copy it to a place that can be written, and open that copy.'),
  },
  AUDIT_E0001: {
    source: 'environment',
    retry: 'never',
    message: text(
      '操作记录从第 {seq} 条起不再可信：这一条或它之前的内容被改动过',
      'The record cannot be trusted from entry {seq} on: it, or what stood before it, was altered',
    ),
    remedy: text(
      '保留此文件作为证据，与存档副本和已交付的报告比对。',
      'Keep this file as evidence and compare it with archived copies and the reports handed over.',
    ),
  },
  AUDIT_E0002: {
    source: 'environment',
    retry: 'never',
    message: text(
      '第 {seq} 条的签名检查点（{signer}）与操作记录不符：{detail}',
      'The signed checkpoint in entry {seq} ({signer}) does not fit the record: {detail}',
    ),
    remedy: text(
      '保留此文件作为证据，与签名人核对。',
      'Keep this file as evidence and settle it with the person who signed.',
    ),
  },
  AUDIT_E0003: {
    source: 'environment',
    retry: 'never',
    message: text(
      '第 {revision} 版报告引用的第 {entries} 条操作记录已不存在或已不同',
      'Entry {entries} of the record, which report revision {revision} names, is gone or is another one now',
    ),
    remedy: text(
      '保留此文件作为证据，与已交付的报告比对。',
      'Keep this file as evidence and compare it with the report handed over.',
    ),
  },
  AUDIT_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text('操作记录还是空的，没有可签名的内容', 'The record is still empty; there is nothing to sign'),
    remedy: text('先批准计划或开始操作。', 'Approve a plan or start an operation first.'),
  },
  ROLE_E0001: {
    source: 'operator',
    retry: 'never',
    message: text('{role} 角色不能执行 {procedure}', 'The {role} role may not call {procedure}'),
    remedy: text('请交付工程师执行此操作。', 'Ask the delivery engineer to do this.'),
  },
  INPUT_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text('输入不符合要求：{detail}', 'The input does not fit: {detail}'),
    remedy: text('按提示修改后重试。', 'Correct the named field and try again.'),
  },
});
