import type { CheckResult } from '../../main/model/checks/check-kind.ts';
import type { PortRow } from '../../main/model/plan/reach-plan.ts';
import type { DeliveryReport } from '../../main/model/report/delivery-report.ts';
import { type Text, text } from '../../main/model/text.ts';

const observedAt = '2026-11-21T08:12:40Z';
const nodes = ['h1', 'h2', 'h3'];

function check(id: string, title: Text, target: string, summary: Text, evidence: string): CheckResult {
  const stage = 'verification';
  return { id, stage, title, target, outcome: 'pass', severity: 'critical', summary, evidence, observedAt };
}

const nodeReady = text('节点状态', 'Node state');
const dns = text('域名解析', 'Name resolution');
const pods = text('容器跨节点互通', 'Pods reach each other across nodes');
const disk = text('磁盘空间', 'Disk space');
const pairs = nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => `${from} → ${to}`));

export const passedChecks: readonly CheckResult[] = [
  ...nodes.map((node) =>
    check(
      'node-ready',
      nodeReady,
      node,
      text('节点就绪，版本与计划一致', 'Ready, with the planned version'),
      `${node}   Ready   v1.34.4   containerd://2.4.2   10.244.0.0/24`,
    ),
  ),
  ...nodes.map((node) =>
    check(
      'pod-dns',
      dns,
      node,
      text('容器内可解析集群服务名', 'A pod resolves the names of services'),
      'kubernetes.default.svc.cluster.local → 10.96.0.1 (3 of 3)',
    ),
  ),
  ...pairs.map((pair) =>
    check('pod-to-pod', pods, pair, text('互通正常', 'Reachable'), `HTTP 200 from 10.244.1.7:8080 in 4 ms (${pair})`),
  ),
];

export const diskWarning: CheckResult = {
  ...check(
    'disk-space',
    disk,
    'h3',
    text('/var 已用 81%，超过建议的 80%', '/var is 81 % full, more than the advised 80 %'),
    '/dev/vdb1  40G  32G  7.6G  81% /var',
  ),
  outcome: 'warn',
  severity: 'normal',
  remedy: text('请在一个月内扩容 /var。', 'Enlarge /var within a month.'),
};

const preflight: CheckResult = {
  ...check(
    'time-skew',
    text('时间偏差', 'Clock difference'),
    'h1',
    text('与基准相差 12 毫秒', '12 ms from the reference'),
    'chronyc tracking: System time : 0.012 s slow',
  ),
  stage: 'preflight',
};

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

/** A small site where everything is well. */
export function readyReport(change: Partial<DeliveryReport> = {}): DeliveryReport {
  const checks = [...passedChecks, preflight];
  return {
    apiVersion: 'ferryman/v1',
    kind: 'DeliveryReport',
    generatedAt: '2026-11-21T08:15:02Z',
    ferrymanVersion: '0.1.0',
    isPractice: false,
    site: { name: '华东二号数据中心', customer: '某某银行股份有限公司', nodes: 3, kubernetesVersion: 'v1.34.4' },
    plannedCases: passedChecks.map(({ id, title, target, severity }) => ({ id, title, target, severity })),
    checks,
    plannedVsBuilt: [
      {
        subject: text('Kubernetes 版本', 'Kubernetes version'),
        target: 'h1',
        planned: 'v1.34.4',
        built: 'v1.34.4',
        state: 'same',
      },
      { subject: text('角色', 'Role'), target: 'h1', planned: 'control-plane', built: 'control-plane', state: 'same' },
      {
        subject: text('容器网段', 'Pod network'),
        target: 'site',
        planned: '10.244.0.0/16',
        built: '10.244.0.0/16',
        state: 'same',
      },
    ],
    changes: nodes.flatMap((node) => [
      { node, step: `/host/sysctl/${node}`, target: 'net.ipv4.ip_forward', before: '0', after: '1' },
      {
        node,
        step: `/runtime/containerd/${node}`,
        target: '/etc/containerd/config.toml',
        before: '',
        after: digest('c'),
      },
      { node, step: `/host/hosts/${node}`, target: '/etc/hosts', before: digest('a'), after: digest('b') },
    ]),
    actions: [],
    waivers: [],
    deviations: [],
    versions: [
      { name: 'kubelet', version: 'v1.34.4', platform: 'linux/amd64', digest: digest('1') },
      { name: 'registry.k8s.io/kube-apiserver', version: 'v1.34.4', platform: 'linux/amd64', digest: digest('2') },
      { name: 'registry.k8s.io/coredns/coredns', version: 'v1.12.1', platform: 'linux/amd64', digest: digest('3') },
    ],
    certificates: [
      { name: 'kubernetes CA', target: 'h1', notAfter: '2036-11-18T08:00:00Z' },
      { name: 'kube-apiserver', target: 'h1', notAfter: '2027-11-21T08:00:00Z' },
    ],
    ports: [
      portRow({
        from: 'nodes',
        to: 'control-plane',
        port: '6443',
        purpose: text('访问集群接口', 'Reach the cluster API'),
      }),
      portRow({
        from: 'deploy',
        to: 'nodes',
        port: '22',
        purpose: text('安装', 'Installation'),
        duration: 'install-only',
      }),
    ],
    operation: {
      id: 'op-7f3a21',
      operation: 'install',
      status: 'succeeded',
      by: '李伟',
      startedAt: '2026-11-21T08:11:04Z',
      endedAt: '2026-11-21T08:12:02Z',
      durationMs: 58_000,
      starts: 1,
      phases: [
        { title: text('主机准备', 'Hosts'), steps: 12, satisfied: 3, retries: 0, durationMs: 6_400 },
        { title: text('建立集群', 'Cluster'), steps: 5, satisfied: 0, retries: 1, durationMs: 31_000 },
      ],
    },
    approval: { by: '王芳', at: '2026-11-20T09:30:00Z', planHash: '9'.repeat(64) },
    bundle: {
      name: 'lab-kubernetes',
      version: '1.34.4-lab.1',
      manifestHash: '8'.repeat(64),
      signer: { name: 'office', keyId: '0123456789abcdef', spoken: text('037 251 004', 'amber walnut river') },
    },
    sitePlanHash: '9'.repeat(64),
    operationPlanHash: '7'.repeat(64),
    audit: { headHash: '6'.repeat(64), entries: 143 },
    ...change,
  };
}

/** What a real site looks like: warnings, a deviation agreed to, a difference, long names. */
export function actionsReport(change: Partial<DeliveryReport> = {}): DeliveryReport {
  const ready = readyReport();
  const longHost = 'prod-east-2-rack-17-kubernetes-worker-node-0042.internal.example-bank.com.cn';
  return readyReport({
    checks: [...ready.checks, diskWarning, { ...diskWarning, target: longHost }],
    actions: [{ checkId: 'disk-space', target: 'h3', owner: '张强（系统组）', due: '2026-12-20' }],
    deviations: [
      {
        id: 'cgroup-v1',
        machines: nodes,
        meaning: text(
          '服务器使用 cgroup v1，Kubernetes 1.35 起不再支持，升级前必须先升级操作系统。',
          'The servers use cgroup v1, which Kubernetes no longer supports from 1.35 on: the operating system has to be upgraded first.',
        ),
        acceptance: {
          deviation: 'cgroup-v1',
          acceptedBy: '王芳',
          reason: '操作系统升级排在明年第一季度',
          until: '2027-03-31',
        },
      },
    ],
    plannedVsBuilt: [
      ...ready.plannedVsBuilt,
      {
        subject: text('时间服务器', 'Time server'),
        target: longHost,
        planned: '10.1.0.1',
        built: '10.1.0.2',
        state: 'different',
      },
    ],
    certificates: [
      ...ready.certificates,
      { name: 'front-proxy-client', target: longHost, notAfter: '2026-12-24T08:00:00Z' },
    ],
    ...change,
  });
}

function portRow(row: Partial<PortRow> & Pick<PortRow, 'from' | 'to' | 'port' | 'purpose'>): PortRow {
  return {
    fromZone: 'platform',
    fromAddresses: [],
    toZone: 'platform',
    toAddresses: [],
    protocol: 'tcp',
    duration: 'lasting',
    removeBy: '',
    isRequired: true,
    crossesZones: false,
    components: ['kubernetes'],
    source: '',
    ...row,
  };
}
