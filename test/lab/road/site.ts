import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LabStatus, labStatus } from '../lab-status.ts';
import { Product } from './product.ts';

export interface RoadOptions {
  /** As requirements.yaml says it; `auto` unless a version was asked for. */
  readonly kubernetes: string;
  /** Version of the lab's bundle spec, such as v1.34.4. */
  readonly release: string;
  readonly acceptances: string;
  /** Names of the control planes; the planner chooses unless said. They need one address in front of them. */
  readonly controlPlanes?: readonly string[];
  readonly endpoint?: string;
  /** What somebody says of the line to the servers, in MB/s: with a slow one the bundle goes along a chain. */
  readonly uplinkMegabytes?: number;
  /** Host that carries the site registry; none unless said. */
  readonly siteRegistry?: string;
}

/** A site at the office: requirements, a plan and a key; nothing was asked of the machines yet. */
export async function newOffice(options: RoadOptions): Promise<Product> {
  const product = new Product(mkdtempSync(join(tmpdir(), 'ferryman-road-')));
  product.write('requirements.yaml', requirements(await labStatus(), options));
  await product.run(['new', 'site']);
  await product.run(['plan', 'requirements.yaml']);
  await product.run(['keys', 'new', 'lab']);
  return product;
}

/** The spec of what the lab has built for a release. */
export async function labSpec({ release }: Pick<RoadOptions, 'release'>): Promise<string> {
  const spec = (await labStatus()).specs[release];
  if (spec === undefined) throw new Error(`the lab has not built ${release}`);
  return spec;
}

/** An office that has its signed bundle. */
export async function newSite(options: RoadOptions): Promise<Product> {
  const product = await newOffice(options);
  // the planner chooses the version by facts nobody has at the office: there somebody says for which one it is proven
  const kubernetes = options.release.replace(/^v(\d+\.\d+)\..*$/, '"$1"');
  product.write('office.yaml', requirements(await labStatus(), { ...options, kubernetes }));
  await product.run(['bundle', 'build', await labSpec(options), '--for', 'office.yaml', '--out', 'bundle']);
  return product;
}

/** On site: trusted hosts and a trusted key. */
export async function trusts(product: Product): Promise<void> {
  const { hosts } = await labStatus();
  const fingerprints = hosts.flatMap((host) => ['--fingerprint', `${host.name}=${host.hostKeyFingerprint}`]);
  await product.run(['hosts', 'trust', '--by', 'lab', ...fingerprints]);
  await product.run(['keys', 'trust', 'home/keys/lab.pub', '--by', 'lab']);
}

/** Preflight passed and the plan approved. */
export async function approved(product: Product): Promise<void> {
  await product.run(['preflight']);
  await product.run(['plan', '--approve', '--by', 'lab']);
}

/** On site: trusted hosts, trusted key, bundle taken, preflight passed, plan approved. */
export async function readySite(options: RoadOptions): Promise<Product> {
  const product = await newSite(options);
  await trusts(product);
  await product.run(['bundle', 'verify', 'bundle']);
  await product.run(['bundle', 'use', 'bundle']);
  await approved(product);
  return product;
}

function requirements({ hosts }: LabStatus, options: RoadOptions): string {
  const { kubernetes, acceptances, controlPlanes, endpoint = 'auto', siteRegistry, uplinkMegabytes } = options;
  const roleOf = (name: string) =>
    controlPlanes === undefined ? 'auto' : controlPlanes.includes(name) ? 'control-plane' : 'worker';
  const machines = hosts.map(
    ({ name, address, keyPath }) =>
      `  - {name: ${name}, address: ${address}, role: ${roleOf(name)}, access: {auth: {key: ${keyPath}}}}`,
  );
  const uplink = `{assumption: uplink-megabytes, value: ${uplinkMegabytes}, by: lab, why: a slow line}`;
  const overrides = uplinkMegabytes === undefined ? '' : `overrides: [${uplink}]\n`;
  return `apiVersion: ferryman/v1
kind: Requirements
site: {name: 实验室 lab, customer: 某某制造有限公司}
kubernetes: {version: ${kubernetes}, endpoint: ${endpoint}}
${siteRegistry === undefined ? '' : `siteRegistry: {machine: ${siteRegistry}}\n`}changes: {timeService: chrony}
${overrides}machines:
${machines.join('\n')}
${acceptances}`;
}
