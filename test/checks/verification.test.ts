import { describe, expect, test } from 'vitest';
import { registries } from '../../main/app/registries.ts';
import { runChecks } from '../../main/checks/run-checks.ts';
import { FerrymanError } from '../../main/model/errors/ferryman-error.ts';
import { imagesOf, type NodeRole } from '../../main/model/plan/site-plan.ts';
import { makeCertificate } from '../../main/practice/cluster/certificates.ts';
import { FakeClock } from '../engine/fake-clock.ts';
import { sitePlanOf } from '../plan/fixture.ts';
import { clusterNode, type FakeCluster, pod, verificationOf } from './fake-cluster.ts';

const plan = sitePlanOf([{ name: 'cp' }, { name: 'w' }]);
const [cp, w] = plan.nodes;
if (cp === undefined || w === undefined) throw new Error('two nodes are planned');

/** `cp pass, w fail …` */
async function outcomes(id: string, fake: FakeCluster): Promise<string> {
  const kinds = registries().verification.filter((check) => check.id === id);
  const results = await runChecks(kinds, verificationOf(plan, fake), () => '2026-11-21T00:00:00Z');
  expect(results.filter(({ evidence }) => evidence === '')).toEqual([]);
  return results.map(({ target, outcome }) => `${target} ${outcome}`).join(', ');
}

describe('nodes', () => {
  const good = clusterNode(plan, cp);
  const withW = (...others: Parameters<typeof clusterNode>[2][]) => [
    good,
    ...others.map((change) => clusterNode(plan, w, change)),
  ];

  test.each<[string, FakeCluster, string]>([
    ['as planned', {}, 'cp pass, w pass'],
    ['one is missing', { nodes: [good] }, 'cp pass, w fail'],
    [
      'not ready',
      { nodes: withW({ conditions: [{ type: 'Ready', status: 'False', message: 'no network' }] }) },
      'cp pass, w fail',
    ],
    ['no sign of life', { nodes: withW({ conditions: [] }) }, 'cp pass, w fail'],
    [
      'another version',
      { nodes: withW({ nodeInfo: { kubeletVersion: 'v1.30.0', containerRuntimeVersion: '' } }) },
      'cp pass, w fail',
    ],
    [
      'another address',
      { nodes: withW({ addresses: [{ type: 'InternalIP', address: '10.0.0.99' }] }) },
      'cp pass, w fail',
    ],
    ['another role', { nodes: [good, clusterNode(plan, { ...w, role: 'control-plane' })] }, 'cp pass, w fail'],
    ['no pod network', { nodes: [good, { ...clusterNode(plan, w), spec: {} }] }, 'cp pass, w fail'],
    ['a stranger', { nodes: [...withW({}), clusterNode(plan, { ...w, name: 'x' })] }, 'cp pass, w pass, x warn'],
  ])('%s', async (_name, fake, expected) => {
    expect(await outcomes('nodes', fake)).toBe(expected);
  });
});

describe('system pods', () => {
  const both = (coredns: (look: number) => ReturnType<typeof pod>[]): FakeCluster => ({
    pods: (namespace, look) => (namespace === 'kube-system' ? coredns(look) : [pod(namespace, 'flannel')]),
  });
  test.each<[string, FakeCluster, string]>([
    ['steady', both(() => [pod('kube-system', 'coredns')]), 'kube-system pass'],
    [
      'ready at every look, but restarting',
      both((look) => [pod('kube-system', 'coredns', true, look)]),
      'kube-system warn',
    ],
    ['ready now and then', both((look) => [pod('kube-system', 'coredns', look % 2 === 0)]), 'kube-system warn'],
    ['never ready', both(() => [pod('kube-system', 'coredns', false)]), 'kube-system fail'],
    ['one of two not ready', both(() => [pod('kube-system', 'a'), pod('kube-system', 'b', false)]), 'kube-system fail'],
    ['not there', both(() => []), 'kube-system fail'],
  ])('%s', async (_name, fake, expected) => {
    expect(await outcomes('system-pods', fake)).toBe(`${expected}, kube-flannel pass`);
  });
});

describe('names and service addresses from every node', () => {
  test.each<[string, FakeCluster['dial'], string]>([
    ['answers', () => 'probe-cp', 'cp pass, w pass'],
    ['down on one node', (from) => (from === 'w' ? undefined : 'probe-cp'), 'cp pass, w fail'],
    [
      'a new service that takes a moment',
      (_from, _host, call) => (call < 5 ? undefined : 'probe-w'),
      'cp pass, w pass',
    ],
    [
      'answers now and then',
      (from, _host, call) => (from === 'cp' && call === 2 ? undefined : 'probe-w'),
      'cp fail, w pass',
    ],
  ])('%s', async (_name, dial, expected) => {
    const fake = dial === undefined ? {} : { dial };
    expect([await outcomes('cluster-dns', fake), await outcomes('service-address', fake)]).toEqual([
      expected,
      expected,
    ]);
  });

  test('a name that does not resolve does not hide behind an address that works', async () => {
    const dial = (_from: string, host: string) => (host.includes('svc') ? undefined : 'probe-cp');
    expect([await outcomes('cluster-dns', { dial }), await outcomes('service-address', { dial })]).toEqual([
      'cp fail, w fail',
      'cp pass, w pass',
    ]);
  });
});

test.each<[string, NonNullable<FakeCluster['dial']>, string[]]>([
  ['all pairs talk', (_from, host) => (host === '10.244.0.2' ? 'probe-cp' : 'probe-w'), []],
  [
    'one direction is closed',
    (from, host) =>
      from === 'w' && host === '10.244.0.2' ? undefined : host === '10.244.0.2' ? 'probe-cp' : 'probe-w',
    ['w → cp fail'],
  ],
  ['somebody else answers', () => 'probe-cp', ['cp → w fail', 'w → w fail']],
])('pod network: %s', async (_name, dial, failing) => {
  const found = (await outcomes('pod-network', { dial })).split(', ');
  expect([found.length, found.filter((line) => line.endsWith('fail'))]).toEqual([4, failing]);
});

test('pod network of many nodes: a sample, said to be one, with a result a caller that names who does not answer', async () => {
  const many = sitePlanOf(Array.from({ length: 40 }, (_, index) => ({ name: `n${index + 1}` })));
  const [check] = registries().verification.filter(({ id }) => id === 'pod-network');
  if (check === undefined) throw new Error('the check is registered');
  const dials: string[] = [];
  const dial = (from: string, host: string) => {
    dials.push(`${from} ${host}`);
    return from === 'n1' && host === '10.244.1.2' ? undefined : `probe-n${Number(host.split('.')[2]) + 1}`;
  };
  const context = verificationOf(many, { dial });
  const results = await runChecks([check], context, () => '');
  expect(results.map(({ target }) => target).sort()).toEqual([...check.targets(context)].sort());
  expect([results.length, new Set(dials).size, dials.length]).toEqual([40, 480, 480]);
  expect(results.filter(({ outcome }) => outcome === 'fail').map(({ target }) => target)).toEqual(['n1 → sample']);
  const [failed, passed] = ['n1', 'n2'].map((name) => results.find(({ target }) => target === `${name} → sample`));
  expect(failed?.summary.en).toBe('1 of the 12 machines of its sample do not answer: n2');
  expect(failed?.evidence).toContain('11 of 12 answered: n1 n2 n40');
  expect(passed?.evidence).toContain('480 of 1600 ordered pairs were tried');
});

describe('images on the nodes', () => {
  const line = (name: string, digest: string, isPinned = true) =>
    `${name} application/vnd.oci.image.index.v1+json ${digest} 3 MiB linux/amd64 ${isPinned ? 'io.cri-containerd.pinned=pinned' : '-'}`;
  const signed = (role: NodeRole) => imagesOf(plan, role).map((name) => line(name, 'sha256:signed'));
  const [pause = '', ...others] = signed('control-plane');
  const pauseImage = plan.release.pauseImage;
  const onNode = (lines: readonly string[]): FakeCluster => ({
    imageDigest: (name) => (/^(registry|ghcr)/.test(name) ? 'sha256:signed' : undefined),
    print: (machine) => ['REF TYPE DIGEST', ...(machine === 'cp' ? lines : signed('worker'))].join('\n'),
  });
  test.each<[string, readonly string[], string]>([
    ['the same', [pause, ...others], 'pass'],
    ['another digest', [line(pauseImage, 'sha256:other'), ...others], 'fail'],
    ['not pinned', [line(pauseImage, 'sha256:signed', false), ...others], 'warn'],
    ['a planned one missing', others, 'fail'],
    ["the customer's own beside ours", [pause, ...others, line('own/b:1', 'sha256:x', false)], 'pass'],
    ['none of ours', [line('own/b:1', 'sha256:x')], 'fail'],
  ])('%s', async (_name, lines, expected) => {
    const results = await runChecks(
      registries().verification.filter(({ id }) => id === 'image-digests'),
      verificationOf(plan, onNode(lines)),
      () => '',
    );
    expect(results.map(({ outcome }) => outcome)).toEqual([expected, 'pass']);
  });
});

describe('the sandbox image', () => {
  const image = plan.release.pauseImage;
  const onW = (configured: string, digest: string): FakeCluster => ({
    imageDigest: () => 'sha256:signed',
    print: (machine, argv) => {
      const isOdd = machine === 'w';
      if (argv.includes('dump')) return `version = 3\n    sandbox = '${isOdd ? configured : image}'\n`;
      return `REF TYPE DIGEST\n${image} application/x ${isOdd ? digest : 'sha256:signed'} 1 KiB linux/amd64 -`;
    },
  });
  test.each<[string, FakeCluster, string]>([
    ["the bundle's", onW(image, 'sha256:signed'), 'cp pass, w pass'],
    ['another one configured', onW('registry.k8s.io/pause:3.6', 'sha256:signed'), 'cp pass, w fail'],
    ['the right name, other content', onW(image, 'sha256:other'), 'cp pass, w fail'],
    ['containerd says nothing', { imageDigest: () => 'sha256:signed' }, 'cp fail, w fail'],
    ['not in the bundle', { ...onW(image, 'sha256:signed'), imageDigest: () => undefined }, 'cp fail, w fail'],
  ])('%s', async (_name, fake, expected) => {
    expect(await outcomes('sandbox-image', fake)).toBe(expected);
  });
});

describe('the source of time', () => {
  const agreed = sitePlanOf([{ name: 'cp' }, { name: 'w' }], { changes: { timeService: 'chrony' } });
  const tracking = (reference: string, address: string, stratum: number, leap: string) =>
    `${reference},${address},${stratum},1795281602.298282203,0.000000000,0.000000000,0.000000000,0.000,0.000,0.000,0.000000000,0.000000000,0.0,${leap}\n`;
  const own = tracking('7F7F0101', '', 10, 'Normal');
  test.each<[string, string | undefined, string]>([
    ['followed', tracking('0A000001', '10.0.0.1', 11, 'Normal'), 'pass pass'],
    ['its own clock', own, 'pass pass'],
    ['none found yet', tracking('00000000', '', 0, 'Not synchronised'), 'pass warn'],
    ['lost for long', tracking('0A000001', '10.0.0.1', 11, 'Not synchronised'), 'pass warn'],
    ['something else printed', '506 Cannot talk to daemon\n', 'pass warn'],
    ['chrony does not answer', undefined, 'pass warn'],
  ])('%s', async (_name, printed, expected) => {
    const found = await registries()
      .verification.find(({ id }) => id === 'time-sources')
      ?.look(verificationOf(agreed, { print: (machine) => (machine === 'w' ? printed : own) }));
    expect(found?.map(({ outcome }) => outcome).join(' ')).toBe(expected);
  });

  test('is not looked at where nobody agreed to a change', async () => {
    expect(await outcomes('time-sources', {})).toBe('');
  });
});

describe('pulls from the site registry', () => {
  const withRegistry = sitePlanOf([{ name: 'cp' }, { name: 'w' }], { siteRegistry: { machine: 'w' } });
  const look = async (fails: (machine: string, reference: string) => boolean, offer?: () => Promise<string>) => {
    const commands: string[] = [];
    const context = verificationOf(withRegistry, {
      imageDigest: () => 'sha256:signed',
      openSiteRegistry: async () => ({
        ca: '',
        authorization: '',
        ping: async () => undefined,
        look: async () => ({ present: [], missing: [] }),
        push: () => Promise.reject(new Error('not asked for here')),
        offerProbe: offer ?? (async (upstream) => `${upstream}/ferryman/probe@sha256:probe`),
        close: async () => undefined,
      }),
      print: (machine, argv) => {
        commands.push(`${machine} ${argv.slice(3).join(' ')}`);
        return argv.includes('fetch') && fails(machine, argv.at(-1) ?? '') ? undefined : 'done';
      },
    });
    const results = await runChecks(
      registries().verification.filter(({ id }) => id === 'site-registry'),
      context,
      () => '',
    );
    return { said: results.map(({ target, outcome }) => `${target} ${outcome}`).join(', '), results, commands };
  };

  test('the sandbox image and one no node holds, by digest, and both taken away again', async () => {
    const { said, commands } = await look(() => false);
    expect(said).toBe('cp pass, w pass');
    const onCp = commands.filter((line) => line.startsWith('cp ')).map((line) => line.slice(3));
    const fetch = 'content fetch --hosts-dir /etc/containerd/certs.d --all-platforms';
    const references = ['registry.k8s.io/pause@sha256:signed', 'registry.k8s.io/ferryman/probe@sha256:probe'];
    expect(onCp).toEqual(
      references.flatMap((reference) => [
        `images rm --sync ${reference}`,
        `${fetch} ${reference}`,
        `images rm --sync ${reference}`,
      ]),
    );
  });

  test('a node that cannot pull fails alone, and names what it tried', async () => {
    const { said, results } = await look((machine, reference) => machine === 'w' && reference.includes('probe'));
    expect(said).toBe('cp pass, w fail');
    expect(results[1]?.evidence).toContain('registry.k8s.io/ferryman/probe@sha256:probe not pulled');
  });

  test('a registry that is not to be reached fails every node', async () => {
    const unreachable = () => Promise.reject(new FerrymanError('PUSH_E0003', { target: '10.0.0.2:5000', detail: '' }));
    const { said, results } = await look(() => false, unreachable);
    expect([said, results[0]?.evidence.split(' ')[0]]).toEqual(['cp fail, w fail', 'PUSH_E0003']);
  });

  test('a site without one has no such case', async () => {
    expect(await outcomes('site-registry', {})).toBe('');
  });
});

test.each([
  ['74%', 'pass'],
  ['75%', 'warn'],
  ['85%', 'fail'],
])('disk after the installation: %s', async (used, expected) => {
  const print = (machine: string) =>
    `Filesystem 1048576-blocks Used Available Capacity Mounted on\n/dev/sda 100 1 1 ${machine === 'cp' ? used : '10%'} /\n`;
  expect(await outcomes('node-disk', { print })).toBe(`cp ${expected}, w pass`);
});

/** The middle of two clocks is the later one: the earlier one is said to be off. */
test.each([
  ['999', '0', 'cp pass, w pass'],
  ['1000', '0', 'cp pass, w warn'],
  ['0', '1000', 'cp warn, w pass'],
  ['0', '60000', 'cp warn, w pass'],
  ['0', '60001', 'cp fail, w pass'],
  ['', '5', 'cp fail, w pass'],
  ['%3N', '5', 'cp fail, w pass'],
])('clocks at "%s" and "%s"', async (first, second, expected) => {
  expect(await outcomes('cluster-time', { print: (machine) => (machine === 'cp' ? first : second) })).toBe(expected);
});

test('a clock whose first answer was slow is read again: the quickest reading counts', async () => {
  const clock = new FakeClock();
  const slow = [3_000, 1_000, 100];
  const print = (machine: string) => {
    const tookMs = machine === 'w' ? (slow.shift() ?? 0) : 0;
    const said = String(1_000_000 + clock.elapsedMs() + tookMs);
    clock.pass(tookMs);
    return said;
  };
  const checks = registries().verification.filter(({ id }) => id === 'cluster-time');
  const results = await runChecks(checks, { ...verificationOf(plan, { print }), clock }, () => '');
  expect(results.map(({ target, outcome }) => `${target} ${outcome}`)).toEqual(['cp pass', 'w pass']);
  expect(results[1]?.evidence).toBe('clock 0 ms from the middle of 2 machines, read within 100 ms');
});

describe('certificates of the control plane', () => {
  const lasting = makeCertificate({ name: 'ca', days: 3_650 }).certificatePem;
  test.each([
    ['a year', 365, 'pass'],
    ['61 days', 61, 'pass'],
    ['59 days', 59, 'warn'],
    ['over', -1, 'fail'],
    ['missing', undefined, 'fail'],
  ])('%s', async (_name, days, expected) => {
    const shortest = days === undefined ? undefined : makeCertificate({ name: 'api', days }).certificatePem;
    const print = (_machine: string, argv: readonly string[]) =>
      argv[1]?.endsWith('/apiserver.crt') ? shortest : lasting;
    const clock = Object.assign(new FakeClock(), { now: () => new Date().toISOString() });
    const context = { ...verificationOf(plan, { print }), clock };
    const results = await runChecks(
      registries().verification.filter(({ id }) => id === 'certificates'),
      context,
      () => '',
    );
    expect(results.map(({ target, outcome }) => `${target} ${outcome}`)).toEqual([`cp ${expected}`]);
  });
});

describe('a machine that does not answer', () => {
  const late = new FerrymanError('SSH_E0001', { machine: 'w', address: '10.0.0.2:22', detail: 'ETIMEDOUT' });
  test.each([
    ['node-disk', 'cp pass, w fail'],
    ['cluster-time', 'cp pass, w fail'],
  ])('%s: it fails alone, and says why', async (id, expected) => {
    const print = (_machine: string, argv: readonly string[]) =>
      argv[0] === 'date' ? '5' : '/dev/sda 100 1 1 10% /\n';
    const context = verificationOf(plan, {
      print: (machine, argv) => `head\n${print(machine, argv)}`.replace(/^head\n(?=5$)/, ''),
    });
    const kinds = registries().verification.filter((check) => check.id === id);
    const node = (name: string) => (name === 'w' ? Promise.reject(late) : context.node(name));
    const results = await runChecks(kinds, { ...context, node }, () => '');
    expect(results.map(({ target, outcome }) => `${target} ${outcome}`).join(', ')).toBe(expected);
    expect(results[1]?.evidence).toContain('SSH_E0001');
  });

  test('no pod of ours comes to run there: its calls fail without a wait, the others are made', async () => {
    const context = verificationOf(plan, { dial: () => 'probe-cp' });
    const probePods = async () => {
      const all = await context.probePods();
      return { ...all, pods: all.pods.filter(({ node }) => node !== 'w') };
    };
    const kinds = registries().verification.filter(({ id }) => id === 'cluster-dns');
    const results = await runChecks(kinds, { ...context, probePods }, () => '');
    expect(results.map(({ target, outcome }) => `${target} ${outcome}`)).toEqual(['cp pass', 'w fail']);
  });
});
