import { text } from '../text.ts';
import { defineErrors } from './error-definition.ts';

export const requirementsErrors = defineErrors({
  REQ_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '{file} 不是有效的 YAML：第 {line} 行第 {column} 列，{detail}',
      '{file} is not valid YAML: line {line}, column {column}, {detail}',
    ),
    remedy: text('修正该行后重试。', 'Correct that line and try again.'),
  },
  REQ_E0002: {
    source: 'operator',
    retry: 'after-fix',
    message: text('需求有 {count} 处错误：{problems}', 'The requirements have {count} wrong field(s): {problems}'),
    remedy: text('逐项修改所列字段；没有写入任何内容。', 'Correct each field listed; nothing was written.'),
  },
  REQ_E0003: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{path} 里写了明文密码，已拒绝', '{path} holds an inline password, which is refused'),
    remedy: text(
      '改用引用：agent、key 路径、prompt 或 secret 名称。',
      'Use a reference instead: agent, a key path, prompt, or a secret name.',
    ),
  },
  REQ_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text('网段重叠：{first} 与 {second}', 'Networks overlap: {first} and {second}'),
    remedy: text('为其中之一换一个不重叠的网段。', 'Give one of them a range that does not overlap.'),
  },
  REQ_E0005: {
    source: 'operator',
    retry: 'after-fix',
    message: text('读不到需求文件 {file}', 'The requirements file {file} cannot be read'),
    remedy: text('检查路径和权限。', 'Check the path and the permissions.'),
  },
  REQ_E0006: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{file} 有 {count} 处填写有误：{problems}', '{file} has {count} wrong answer(s): {problems}'),
    remedy: text(
      '改正所列各处后再导入；没有写入任何内容。',
      'Correct each of them and import again; nothing was written.',
    ),
  },
  REQ_E0007: {
    source: 'operator',
    retry: 'after-fix',
    message: text('读不了工作簿 {file}：{detail}', 'The workbook {file} cannot be read: {detail}'),
    remedy: text(
      '请用 Excel 或 WPS 打开后另存为 .xlsx（20 MB 以内），再导入。',
      'Open it in a spreadsheet program, save it as .xlsx (up to 20 MB), and import again.',
    ),
  },
  REQ_E0008: {
    source: 'operator',
    retry: 'after-fix',
    message: text('读取 {file} 已中止：{reason}', 'Reading {file} was ended: {reason}'),
    remedy: text(
      '文件可能损坏或有意做得过大；请向发件人要一份新导出的工作簿。没有写入任何内容。',
      'The file may be damaged or made to be too large; ask for a freshly exported workbook. Nothing was written.',
    ),
  },
  REQ_E0009: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{file} 不是可导入的回答：{detail}', '{file} holds no answers that can be imported: {detail}'),
    remedy: text(
      '请导入发出的工作簿、离线问卷导出的文件，或把粘贴码完整复制一遍。',
      'Import a workbook that was sent out, the file an offline questionnaire exported, or copy the whole paste code again.',
    ),
  },
  REQ_E0010: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{file} 属于另一个站点（{found}）', '{file} belongs to another site ({found})'),
    remedy: text('请在它所属的站点里导入。', 'Import it into the site it was made for.'),
  },
  REQ_E0011: {
    source: 'operator',
    retry: 'after-fix',
    message: text('没有可以提问的联系人 {contact}', 'There is no contact {contact} who answers anything'),
    remedy: text(
      '可选：{known}。请在需求的 contacts 中写明此人负责哪些部分。',
      'Possible: {known}. Write under `contacts` which sections this person answers.',
    ),
  },
  REQ_E0012: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{question} 没有待选择的冲突', '{question} has no conflict to settle'),
    remedy: text('运行 ferryman answers conflicts 查看。', 'See ferryman answers conflicts.'),
  },
  REQ_E0013: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '{question} 不归您回答：它由该部分的负责人回答',
      '{question} is not yours to answer: it belongs to whoever answers its section',
    ),
    remedy: text('请转给该部分的负责人。', 'Pass it to whoever answers that section.'),
  },
  FACT_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{file} 不是完整的采集结果：{detail}', '{file} is no complete result of the collector: {detail}'),
    remedy: text(
      '请在那台服务器上重新运行采集脚本，原样带回结果文件。',
      'Run the collector on that server again and bring its result back unchanged.',
    ),
  },
  FACT_E0002: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '{file} 来自另一台也叫 {machine} 的机器',
      '{file} comes from another machine that is called {machine} too',
    ),
    remedy: text(
      '给其中一台改名后重新采集；若是同一台重装过，请改用 SSH 读取。',
      'Rename one of them and collect again; if the machine was installed anew, collect its facts over SSH.',
    ),
  },
  FACT_E0003: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{target} 不是“主机:端口”', '{target} is not HOST:PORT'),
    remedy: text(
      '写成 10.0.0.5:5000 或 registry.example.cn:443 这样。',
      'Write it like 10.0.0.5:5000 or registry.example.cn:443.',
    ),
  },
  PLAN_E0001: {
    source: 'operator',
    retry: 'after-fix',
    message: text('无法规划：{detail}', 'No plan is possible: {detail}'),
    remedy: text('{next}', '{next}'),
  },
  PLAN_E0002: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '计划中有未书面确认的偏离：{deviations}',
      'The plan holds deviations nobody accepted in writing: {deviations}',
    ),
    remedy: text(
      '在需求的 acceptances 中写明接受人和原因，再重新规划。',
      'Write who accepts them and why under `acceptances` in the requirements, then plan again.',
    ),
  },
  PLAN_E0003: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '计划 {hash} 未获批准，或批准后又被修改',
      'Plan {hash} is not approved, or was changed after its approval',
    ),
    remedy: text('请批准当前计划后再开始。', 'Approve the current plan before starting.'),
  },
  PLAN_E0004: {
    source: 'operator',
    retry: 'after-fix',
    message: text('方案有 {count} 处必须先解决：{blockers}', 'The plan has {count} blocker(s): {blockers}'),
    remedy: text(
      '按方案中每一条的建议修改需求，再重新规划。',
      'Follow the advice beside each of them, then plan again.',
    ),
  },
  PLAN_E0005: {
    source: 'operator',
    retry: 'after-fix',
    message: text('方案里没有名为 {figure} 的数字', 'The plan has no figure named {figure}'),
    remedy: text('相近的有：{near}', 'Near to it: {near}'),
  },
  PLAN_E0006: {
    source: 'operator',
    retry: 'after-fix',
    message: text('没有第 {revision} 版方案', 'There is no revision {revision} of the plan'),
    remedy: text('现有第 1 至 {newest} 版。', 'There are revisions 1 to {newest}.'),
  },
  PLAN_E0007: {
    source: 'operator',
    retry: 'after-fix',
    message: text('方案里还没有可安装的机器', 'The plan has no machines to install on yet'),
    remedy: text(
      '在需求的 machines 中写明机器的名称、地址和登录方式，再重新规划。',
      'Name the machines with address and access under `machines` in the requirements, then plan again.',
    ),
  },
  PLAN_E0008: {
    source: 'operator',
    retry: 'after-fix',
    message: text('看不懂所给机器的写法：{part}', 'The machines offered are not understood: {part}'),
    remedy: text(
      '写成 3x8C16G，或 worker=3x8C16G+500G（角色=台数x规格+每台磁盘），多种用逗号分开。',
      'Write 3x8C16G, or worker=3x8C16G+500G (role=count x size + disk of one machine), several with commas.',
    ),
  },
  PLAN_E0009: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '方案里没有名为 {what} 的环境或机器角色',
      'The plan has no environment or role of machines named {what}',
    ),
    remedy: text('方案里有：{known}', 'The plan has: {known}'),
  },
  PLAN_E0010: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '环境 {environment} 还没有任何已知配置的机器，无从比较',
      'No machine of a known size stands in the environment {environment}: there is nothing to hold against the plan',
    ),
    remedy: text(
      '用 --have 写出能提供的机器，如 --have 4x8C16G；或在需求中写明 machines、machineLots，或采集现场机器的情况。',
      'Name the machines there will be, such as --have 4x8C16G; or answer `machines` or `machineLots`, or collect facts.',
    ),
  },
  PLAN_E0011: {
    source: 'operator',
    retry: 'after-fix',
    message: text('方案之后需求又改过，方案已经过时', 'The answers changed since the plan was made'),
    remedy: text('先重新规划：ferryman plan。', 'Plan anew first: ferryman plan.'),
  },
  PLAN_E0020: {
    source: 'operator',
    retry: 'after-fix',
    message: text('没有名为 {name} 的默认值', 'There is no planner default named {name}'),
    remedy: text('可用的有：{known}', 'Choose one of: {known}'),
  },
  PLAN_E0021: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{name} 不能是 {value}', '{name} cannot be {value}'),
    remedy: text('请填 {least} 到 {most} 的数（{title}）。', 'Give a number from {least} to {most} ({title}).'),
  },
  PLAN_E0022: {
    source: 'operator',
    retry: 'after-fix',
    message: text('{name} 没有被改过', '{name} was not changed from its default'),
    remedy: text('改过的有：{changed}', 'Changed ones: {changed}'),
  },
  PLAN_E0023: {
    source: 'operator',
    retry: 'after-fix',
    message: text('需求里没有 {path} 这一项', 'The requirements have no answer {path}'),
    remedy: text(
      '写法如 load.concurrentUsers 或 environments.production.availability。',
      'Write it as load.concurrentUsers or environments.production.availability.',
    ),
  },
  PLAN_E0024: {
    source: 'operator',
    retry: 'after-fix',
    message: text('按这些机器没有名为 {way} 的做法', 'On these machines there is no way {way}'),
    remedy: text('可选的有：{ways}', 'Choose one of: {ways}'),
  },
  PLAN_E0025: {
    source: 'operator',
    retry: 'after-fix',
    message: text(
      '做法“{title}”不改任何回答，没有可写入需求的内容',
      'The way “{title}” changes no answer: there is nothing to write',
    ),
    remedy: text(
      '按它备好机器，在需求里写明现有机器，再重新规划。',
      'Provide the machines it names, add them to the machines of the requirements, and plan anew.',
    ),
  },
});
