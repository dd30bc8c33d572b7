/** Who has every blob after a spread, and who has to be given the rest from here, with the reason. */
export interface SpreadOutcome {
  readonly reached: readonly string[];
  readonly left: readonly { readonly machine: string; readonly why: string }[];
}

export interface SpreadOptions {
  /** Machines by name and the address their neighbours reach them at, in the order of the chain. */
  readonly machines: readonly { readonly name: string; readonly address: string }[];
  readonly blobs: readonly { readonly digest: string; readonly sizeBytes: number }[];
  /** Where they listen meanwhile. */
  readonly port: number;
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
}
