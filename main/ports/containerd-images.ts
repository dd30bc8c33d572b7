export interface ContainerdStore {
  /** Socket, such as /run/containerd/containerd.sock. */
  readonly address: string;
  readonly namespace: string;
  readonly images: readonly string[];
}

/** Images of a containerd that runs on this machine. */
export interface ContainerdImages {
  /** Writes an OCI archive of the images for these platforms to `file`. BUNDLE_E0022 with what its program said. */
  export(store: ContainerdStore, platforms: readonly string[], file: string, signal?: AbortSignal): Promise<void>;
}
