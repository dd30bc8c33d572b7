import type { CheckpointSigner } from './checkpoint-signer.ts';
import type { TrustedSigningKey } from './site-store.ts';

/** A fleet of simulated machines, running, and what a rehearsal on it needs. */
export interface PracticeSite {
  /** Requirements (YAML) that name its machines. */
  readonly requirements: string;
  /** Fingerprint by machine name: what a person would read on its console. */
  readonly fingerprints: Readonly<Record<string, string>>;
  /** The secrets its requirements refer to, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly signingKey: TrustedSigningKey;
  /** The same key, unlocked: a rehearsal signs the record where a person would. */
  readonly signer: CheckpointSigner;
  /** A bundle for one Kubernetes version: the real names with stand-in content, signed with the practice key. */
  bundleFor(kubernetesVersion: string): Promise<string>;
}

/** Starts the fleet, or answers with the one that runs. PRACTICE_E0001 when this machine cannot. */
export type PracticeSiteStarter = () => Promise<PracticeSite>;
