/** Locks secrets under a passphrase, and opens them. Whoever has the bytes alone learns nothing, not even the names. */
export interface SecretsSeal {
  seal(values: Readonly<Record<string, string>>, passphrase: string): Uint8Array;
  /** KEY_E0001 when the passphrase is wrong or the bytes were altered. */
  open(content: Uint8Array, passphrase: string): Record<string, string>;
}

/**
 * Secrets by name, for the time of a run. `get` asks the operator where it must and rejects with SSH_E0010 when there is
 * nobody to ask. Values are registered for redaction before they are handed out.
 */
export interface Secrets {
  get(name: string): Promise<string>;
  /** Keeps a secret made or fetched during the run (join token, kubeconfig), in memory only. */
  put(name: string, value: string): void;
  /** Drops it, where it is wanted for one call alone; whoever needs it later asks again. */
  forget(name: string): void;
  /** The text with every known secret (also base64, URL and JSON escaped) replaced by •••. */
  redact(text: string): string;
}
