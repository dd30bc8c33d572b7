import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { SiteInventory } from '../model/bundle/inventory.ts';
import { BundleManifest, EvidenceType } from '../model/bundle/manifest.ts';
import { KeyUse } from '../model/bundle/signing-key.ts';
import { FoundImage } from '../model/charts/found-image.ts';
import { ErrorRecord } from '../model/errors/ferryman-error.ts';
import { Text } from '../model/text.ts';
import { DocumentLanguage } from './plan.contract.ts';
import { engineerOnly, engineerSecret } from './procedure.ts';

const Bytes = z.number().int().nonnegative();

/** A key as people compare it: ten words, or ten numbers in Chinese. */
export const SignerView = z.object({ name: z.string(), keyId: z.string(), spoken: Text });
export type SignerView = z.infer<typeof SignerView>;

export const InspectView = z.object({
  path: z.string(),
  manifestHash: z.string(),
  signer: SignerView,
  isTrustedBySite: z.boolean(),
  manifest: BundleManifest,
});
export type InspectView = z.infer<typeof InspectView>;

const ComparedContent = z.object({ version: z.string().optional(), digest: z.string(), sizeBytes: Bytes });

export const ComparisonView = z.object({
  from: z.object({ name: z.string(), version: z.string() }),
  to: z.object({ name: z.string(), version: z.string() }),
  items: z.array(
    z.object({
      artifact: z.string(),
      state: z.enum(['same', 'changed', 'added', 'removed']),
      from: ComparedContent.optional(),
      to: ComparedContent.optional(),
    }),
  ),
  newBytes: Bytes,
  sharedBytes: Bytes,
});
export type ComparisonView = z.infer<typeof ComparisonView>;

/** What taking in would do, before a byte of content is read. */
export const IntakePlanView = z.object({
  source: z.string(),
  store: z.string(),
  name: z.string(),
  version: z.string(),
  signer: SignerView,
  items: z.array(z.object({ artifact: z.string(), version: z.string(), sizeBytes: Bytes })),
  volumeCount: z.number().int(),
  presentVolumes: z.array(z.number().int()),
  missingVolumes: z.array(z.number().int()),
  damaged: z.array(ErrorRecord),
  age: z.enum(['first', 'newer', 'same-version', 'older', 'taken-in']),
  currentVersion: z.string().nullable(),
  space: z.object({
    storeBytes: Bytes,
    heldBytes: Bytes,
    freeBytes: Bytes,
    registryBytes: Bytes,
    nodes: z.array(z.object({ platform: z.string(), bytes: Bytes })),
  }),
  /** Why it would be refused as things are. */
  obstacles: z.array(ErrorRecord),
});
export type IntakePlanView = z.infer<typeof IntakePlanView>;

/** What was resolved: every artifact with why its digest is believed, its charts with what they need, and what moved since the lock before. */
export const LockView = z.object({
  path: z.string(),
  hash: z.string(),
  items: z.array(
    z.object({
      artifact: z.string(),
      digest: z.string(),
      sizeBytes: Bytes,
      evidence: z.array(EvidenceType),
    }),
  ),
  charts: z.array(z.object({ chart: z.string(), images: z.array(FoundImage) })),
  changes: z.array(z.object({ artifact: z.string(), from: z.string().optional(), to: z.string().optional() })),
  /** What a person should know of it. */
  notes: z.array(Text),
});
export type LockView = z.infer<typeof LockView>;

export const BuiltView = z.object({
  path: z.string(),
  manifestHash: z.string(),
  manifest: BundleManifest,
  /** Sources that failed while another one helped. */
  passedOver: z.array(Text),
  /** Bytes left out because the site holds them. */
  savedBytes: Bytes,
});
export type BuiltView = z.infer<typeof BuiltView>;

export const SplitView = z.object({
  path: z.string(),
  name: z.string(),
  version: z.string(),
  volumes: z.array(z.object({ fileName: z.string(), sizeBytes: Bytes, sha256: z.string(), sm3: z.string() })),
});
export type SplitView = z.infer<typeof SplitView>;

/** Numbers of volumes; `volumeCount` is zero for a bundle that is one directory. */
export const VerifiedView = z.object({
  path: z.string(),
  /** null where signature or manifest are refused. */
  bundle: z
    .object({ name: z.string(), version: z.string(), signer: SignerView, isTrustedBySite: z.boolean() })
    .nullable(),
  volumeCount: z.number().int(),
  soundVolumes: z.array(z.number().int()),
  missingVolumes: z.array(z.number().int()),
  problems: z.array(ErrorRecord),
});
export type VerifiedView = z.infer<typeof VerifiedView>;

export const IntakeView = z.object({
  name: z.string(),
  version: z.string(),
  /** Where it lies whole; null while something is missing. */
  directory: z.string().nullable(),
  isUsed: z.boolean(),
  volumeCount: z.number().int(),
  missingVolumes: z.array(z.number().int()),
  damaged: z.array(ErrorRecord),
  readBytes: Bytes,
  linkedBytes: Bytes,
  missingBytes: Bytes,
});
export type IntakeView = z.infer<typeof IntakeView>;

export const PapersView = z.object({
  folder: z.string(),
  files: z.array(z.object({ id: z.string(), format: z.string(), path: z.string() })),
});
export type PapersView = z.infer<typeof PapersView>;

/** How another's registry is reached. */
export const RegistryAddress = z.object({
  /** host[:port][/path]: harbor.corp:8443/ferryman. */
  to: z.string().min(1),
  user: z.string().min(1).optional(),
  /** PEM file on this computer. */
  caFile: z.string().min(1).optional(),
  isPlainHttp: z.boolean().default(false),
});
export type RegistryAddress = z.infer<typeof RegistryAddress>;

/** What a push to another's registry would do, before anything there is changed. */
export const PushPlanView = z.object({
  registry: z.string(),
  /** Below the registry; empty for none. */
  folder: z.string(),
  bundle: z.object({ name: z.string(), version: z.string() }),
  missingImages: z.array(z.object({ name: z.string(), repository: z.string(), reference: z.string() })),
  presentImages: z.array(z.string()),
  missingBlobs: z.number().int(),
  /** What would go over the wire; blobs another repository there holds are taken over inside it. */
  sendBytes: Bytes,
  /** Those to be created and those with a quota; `freeBytes` null = none, or not to be known yet. */
  projects: z.array(
    z.object({ name: z.string(), isNew: z.boolean(), neededBytes: Bytes, freeBytes: Bytes.nullable() }),
  ),
  /** Why it would be refused as things are. */
  obstacles: z.array(ErrorRecord),
});
export type PushPlanView = z.infer<typeof PushPlanView>;

/** What came into a registry; blobs taken over inside it are not sent. */
export const PushedView = z.object({
  /** Where it answers: 10.0.0.11:5000; with the path below it, where there is one. */
  registry: z.string(),
  pushed: z.array(z.string()),
  unchanged: z.array(z.string()),
  reduced: z.array(z.string()),
  /** Projects it lacked. */
  createdProjects: z.array(z.string()),
  sentBytes: Bytes,
  sentBlobs: z.number().int(),
  mountedBlobs: z.number().int(),
});
export type PushedView = z.infer<typeof PushedView>;

/** The bundle's OS packages as repositories; `source` is the line for sources.list or a .repo file. */
export const RepositoriesView = z.object({
  path: z.string(),
  repositories: z.array(
    z.object({
      distribution: z.string(),
      platform: z.string(),
      format: z.enum(['apt', 'dnf']),
      folder: z.string(),
      packages: z.number().int(),
      sizeBytes: Bytes,
      source: z.string(),
    }),
  ),
});
export type RepositoriesView = z.infer<typeof RepositoriesView>;

/** One work on a bundle: at most one is under way in a session, and the last one stays to be looked at. */
export const BundleWorkView = z.object({
  id: z.string(),
  kind: z.enum(['resolve', 'build', 'split', 'verify', 'papers', 'take-in', 'push', 'push-to', 'repository']),
  /** The spec, or where the bundle or its volumes lie. */
  subject: z.string(),
  /** Name of the secret it has forgotten and wants again to go on; null where it wants none. */
  secret: z.string().nullable(),
  status: z.enum(['running', 'stopping', 'done', 'failed', 'stopped']),
  progress: z
    .object({ doneBytes: Bytes, totalBytes: Bytes, what: z.string(), remainingMs: z.number().optional() })
    .nullable(),
  error: ErrorRecord.nullable(),
  lock: LockView.nullable(),
  built: BuiltView.nullable(),
  split: SplitView.nullable(),
  verified: VerifiedView.nullable(),
  papers: PapersView.nullable(),
  intake: IntakeView.nullable(),
  repositories: RepositoriesView.nullable(),
  pushed: PushedView.nullable(),
});
export type BundleWorkView = z.infer<typeof BundleWorkView>;

export const BuildInput = z.object({
  specFile: z.string().min(1),
  outputDirectory: z.string().min(1),
  /** Name of a signing key of this person; its passphrase is the secret `key:<name>`. */
  key: z.string().min(1),
  /** Proves it complete for the plan of the open site. */
  isForSite: z.boolean(),
  /** A site's inventory: what it holds is not carried. */
  baseFile: z.string().min(1).optional(),
  waiver: z.object({ by: z.string().min(1), reason: z.string().min(1) }).optional(),
});
export type BuildInput = z.infer<typeof BuildInput>;

const Path = z.string().min(1);
const TakeIn = z.object({
  source: Path,
  /** `name version` of an older one, typed by somebody who means it. */
  allowOlder: z.string().optional(),
});

const PushTo = RegistryAddress.extend({
  directory: Path,
  /** Known for this call and the work it starts, and forgotten then. */
  password: z.string().min(1).optional(),
});

/** A call starts work; to leave changes nothing, and to come back shows where it is. */
export const bundleContract = {
  /** Errors: BUNDLE_E0010 the spec; BUNDLE_E0024 another one is under way. */
  resolve: engineerOnly.input(z.object({ specFile: z.string().min(1) })).output(z.object({ id: z.string() })),
  /** Errors: as resolve. What goes wrong later is in the work's `error`. */
  build: engineerOnly.input(BuildInput).output(z.object({ id: z.string() })),
  /** Errors: VOLUME_E0001 the size; BUNDLE_E0001–9 the bundle; BUNDLE_E0024. */
  split: engineerOnly
    .input(z.object({ directory: Path, outputDirectory: Path, size: z.string().min(1) }))
    .output(z.object({ id: z.string() })),
  /** A bundle, a folder of volumes, or one volume. Errors: INTAKE_E0001 nothing there; BUNDLE_E0024. */
  verify: engineerOnly.input(z.object({ source: Path })).output(z.object({ id: z.string() })),
  /** Checksum sheet, burn list, custody form, virus-scan record. Errors: INTAKE_E0001; BUNDLE_E0024. */
  papers: engineerOnly
    .input(
      z.object({
        source: Path,
        outputDirectory: Path,
        formats: z.array(z.enum(['docx', 'pdf', 'html'])).min(1),
        language: DocumentLanguage,
      }),
    )
    .output(z.object({ id: z.string() })),
  /** Into the site's store. Errors: as planIntake, and whatever stands against it there; BUNDLE_E0024. */
  takeIn: engineerOnly.input(TakeIn.extend({ isUsed: z.boolean() })).output(z.object({ id: z.string() })),
  /** Into the site's own registry. Errors: REGISTRY_E0001 the plan has none; BUNDLE_E0001–9; BUNDLE_E0024. */
  push: engineerOnly.input(z.object({ directory: Path })).output(z.object({ id: z.string() })),
  /** What pushing there would do. Errors: PUSH_E0001, E0003–6, E0008; SSH_E0010 the password; BUNDLE_E0001–9. */
  planPushTo: engineerSecret.input(PushTo).output(PushPlanView),
  /** Into another's registry. Errors: PUSH_E0006 the address; PUSH_E0008 the certificate; BUNDLE_E0001–9; BUNDLE_E0024. */
  pushTo: engineerSecret.input(PushTo).output(z.object({ id: z.string() })),
  /** OS packages as apt and dnf repositories in a new folder. Errors: PACKAGE_E0005 no packages, or the folder is in use; BUNDLE_E0001–9; BUNDLE_E0024. */
  repository: engineerOnly
    .input(z.object({ directory: Path, outputDirectory: Path }))
    .output(z.object({ id: z.string() })),
  /** Does the last work again, which goes on where it was cut. Errors: BUNDLE_E0025 there is none; BUNDLE_E0024. */
  resume: engineerOnly.output(z.object({ id: z.string() })),
  /** What is on a medium, and the room it needs. Errors: INTAKE_E0001, VOLUME_E0005, BUNDLE_E0001–9. */
  planIntake: engineerOnly.input(TakeIn).output(IntakePlanView),
  /** Signature and manifest; no content is read. Errors: BUNDLE_E0001–9. */
  inspect: engineerOnly.input(z.object({ path: Path })).output(InspectView),
  /** CycloneDX 1.6 JSON of it. Errors: as inspect. */
  sbom: engineerOnly.input(z.object({ path: Path })).output(z.object({ fileName: z.string(), json: z.string() })),
  /** Two bundles side by side. Errors: as inspect. */
  compare: engineerOnly.input(z.object({ from: Path, to: Path })).output(ComparisonView),
  /** What the site's store holds, for whoever builds the next bundle. */
  inventory: engineerOnly.output(SiteInventory),
  /** This person's own signing keys. */
  listKeys: engineerOnly.output(z.array(SignerView.extend({ use: KeyUse }))),
  /** Ends it where it can be taken up again by the same call. */
  stop: engineerOnly.output(z.void()),
  /** The work under way or the last one, again with each change, at most five times a second; ends when the caller goes away. */
  follow: engineerOnly.output(eventIterator(BundleWorkView.nullable())),
};
