/** The host keys one site trusts. A missing store is an empty store: nothing is trusted, nothing is "off". */
export interface HostKeyStore {
  /** The trusted key of a machine, base64 of the SSH wire format; undefined when nobody confirmed one yet. */
  trusted(machine: string): { readonly key: string; readonly fingerprint: string } | undefined;
  /** Records who confirmed the key, and when. */
  trust(machine: string, key: string, fingerprint: string, confirmedBy: string): void;
  forget(machine: string): void;
}
