import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { catalogLicences } from '../../main/app/catalog-licences.ts';
import { registries } from '../../main/app/registries.ts';
import { buildBundle } from '../../main/bundle/build.ts';
import { dryRun } from '../../main/bundle/dry-run.ts';
import type { SigningKey } from '../../main/bundle/keys.ts';
import { artifactName, openDecisions } from '../../main/model/bundle/licence.ts';
import type { BundleItem } from '../../main/model/bundle/manifest.ts';
import { createdAt, makeKey, ociLayout, put, temporaryDirectory, unproven } from './fixture.ts';

const licences = catalogLicences(registries().catalog);
const digest = `sha256:${'a'.repeat(64)}`;
const image = (name: string, licence?: string): BundleItem => ({
  type: 'image',
  name,
  platform: 'linux/amd64',
  digest,
  sizeBytes: 1,
  blobs: [],
  licence,
});
const file = (id: string, kind: 'chart' | 'binary', licence?: string): BundleItem => ({
  type: 'file',
  id,
  kind,
  version: 'v1',
  platform: 'any',
  digest,
  sizeBytes: 1,
  fileName: id,
  licence,
});

test.each<[string, BundleItem, string[]]>([
  ['a component that asks', image('docker.elastic.co/elasticsearch/elasticsearch:9.2.1'), ['elasticsearch']],
  ['its chart', file('eck-operator', 'chart'), ['elasticsearch']],
  ['a binary of the same name', file('eck-operator', 'binary'), []],
  ['a component that does not ask', image('docker.io/goharbor/harbor-core:v2.15.2'), []],
  ['nobody knows it', image('registry.example.cn/team/web:1'), []],
  ['its own label forbids', image('registry.example.cn/team/web:1', 'BUSL-1.1'), ['registry.example.cn/team/web']],
  ['its own label allows', image('registry.example.cn/team/web:1', 'Apache-2.0 OR MIT'), []],
  ['a file with a vendor licence', file('driver', 'binary', 'NVIDIA EULA'), ['driver']],
])('%s', (_name, item, asked) => {
  expect(openDecisions([item], licences, []).map(({ what }) => what)).toEqual(asked);
  for (const what of [...asked, artifactName(item)]) {
    const decision = { what, by: '王法务', on: '2026-11-20', reason: '合同附件三' };
    expect(openDecisions([item], licences, [decision])).toEqual([]);
  }
});

let folder: string;
let signingKey: SigningKey;
beforeAll(async () => {
  folder = await temporaryDirectory();
  signingKey = await makeKey(folder, 'office');
  const layout = ociLayout([
    { name: 'docker.elastic.co/elasticsearch/elasticsearch:9.2.1', architectures: ['amd64'], layer: 'es' },
  ]);
  for (const [path, content] of layout) await put(join(folder, 'images', path), content);
});

async function spec(name: string, more = ''): Promise<string> {
  const path = join(folder, `${name}.yaml`);
  const head = `apiVersion: ferryman/v1\nkind: BundleSpec\nname: logs\nversion: "1"\nplatforms: [linux/amd64]\n`;
  await writeFile(path, `${head}images: [{layout: ./images}]\n${more}`);
  return path;
}
const decided = `licenceDecisions: [{what: elasticsearch, by: 王法务, on: 2026-11-20, reason: 合同附件三}]`;

test('an undecided licence stops the build and is named by the dry run; decided, it is recorded with name and day', async () => {
  const options = { outputDirectory: join(folder, 'out'), signingKey, createdAt, closure: unproven, licences };
  const specFile = await spec('asks');
  await expect(buildBundle({ specFile, ...options })).rejects.toMatchObject({
    code: 'BUNDLE_E0031',
    message: expect.stringContaining('elasticsearch (Elastic License 2.0)'),
    evidence: expect.stringContaining('法务'),
  });
  const { undecided } = await dryRun({ specFile, createdAt, cacheDirectory: join(folder, 'cache'), licences });
  expect(undecided.map(({ what }) => what)).toEqual(['elasticsearch']);
  const builder = { by: 'mei@office', version: '0.1.0' };
  const { manifest } = await buildBundle({ specFile: await spec('decided', decided), ...options, builder });
  expect(manifest).toMatchObject({
    licenceDecisions: [{ what: 'elasticsearch', by: '王法务', on: '2026-11-20', reason: '合同附件三' }],
    record: { by: 'mei@office', with: '0.1.0', sources: [{ evidence: ['first-seen'], from: ['./images'] }] },
    items: [{ licence: 'Elastic License 2.0' }],
  });
});

test('the spec says what an artifact does not say itself', async () => {
  const specFile = await spec(
    'stated',
    `${decided}\nlicences: {docker.elastic.co/elasticsearch/elasticsearch: AGPL-3.0-only}`,
  );
  const { manifest } = await buildBundle({
    ...{ specFile, outputDirectory: join(folder, 'stated'), signingKey, createdAt, closure: unproven, licences },
  });
  expect(manifest.items[0]?.licence).toBe('AGPL-3.0-only');
});

test('nothing to be complete for and nobody who answers for that: not signed', async () => {
  const specFile = await spec('unproven', decided);
  const options = { specFile, outputDirectory: join(folder, 'unproven'), createdAt, licences };
  await expect(buildBundle({ ...options, signingKey })).rejects.toMatchObject({ code: 'BUNDLE_E0030' });
  const { manifest } = await buildBundle({ ...options, signingKey, closure: unproven });
  expect(manifest.unproven).toEqual(unproven.waiver);
  const practice = await makeKey(folder, 'practice', 'practice');
  expect((await buildBundle({ ...options, signingKey: practice })).manifest.unproven).toBeUndefined();
});
