/** A Kubernetes object as the API shows it: only the fields we read are named; more may be there. */
export interface ClusterObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

export interface ClusterNode extends ClusterObject {
  readonly spec?: { readonly podCIDR?: string };
  readonly status?: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message?: string }[];
    readonly nodeInfo?: { readonly kubeletVersion: string; readonly containerRuntimeVersion: string };
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
  };
}

export interface ClusterPod extends ClusterObject {
  readonly spec?: { readonly nodeName?: string; readonly hostNetwork?: boolean };
  readonly status?: {
    readonly phase?: string;
    readonly podIP?: string;
    readonly containerStatuses?: readonly {
      readonly name: string;
      readonly ready: boolean;
      readonly restartCount: number;
    }[];
  };
}

/** The cluster's API, reached over a machine's SSH link. Rejects with OP_E0007 when it does not answer or refuses. */
export interface ClusterApi {
  nodes(): Promise<readonly ClusterNode[]>;
  pods(namespace: string): Promise<readonly ClusterPod[]>;
  /** Creates the object, or leaves it when one of that name is there. */
  ensure(object: ClusterObject): Promise<void>;
  /** Deletes it and answers when it is gone or going; no object is no error. */
  remove(object: ClusterObject): Promise<void>;
  /** An address of one service in a namespace. */
  serviceAddress(namespace: string, name: string): Promise<string>;
  /** GET http://<pod>:<port>/<path> through the API server. */
  getFromPod(
    pod: { readonly namespace: string; readonly name: string; readonly port: number },
    path: string,
    query: Readonly<Record<string, string>>,
  ): Promise<string>;
  /** Runs a program in a pod's first container. */
  exec(
    pod: { readonly namespace: string; readonly name: string; readonly container: string },
    argv: readonly string[],
  ): Promise<{ readonly isSuccess: boolean; readonly output: string }>;
  /** Resolves when the predicate holds for the pods of a namespace, told by a watch; rejects when aborted. */
  waitForPods(namespace: string, isDone: (pods: readonly ClusterPod[]) => boolean, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Opens the API with a kubeconfig (a secret) through a stream opener such as RemoteHost.forward. */
export type ClusterApiOpener = (
  kubeconfig: string,
  forward: (host: string, port: number) => Promise<import('node:stream').Duplex>,
) => Promise<ClusterApi>;
