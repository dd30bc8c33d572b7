import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ApiException, CoreV1Api, Exec, KubernetesObjectApi, type V1Status, Watch } from '@kubernetes/client-node';
import { FerrymanError, isFerrymanError } from '../../model/errors/ferryman-error.ts';
import type { ClusterApi, ClusterApiOpener, ClusterNode, ClusterObject, ClusterPod } from '../../ports/cluster-api.ts';
import { TunnelKubeConfig } from './tunnel-config.ts';

export const openClusterApi: ClusterApiOpener = async (kubeconfig, forward) =>
  new KubernetesApi(new TunnelKubeConfig(kubeconfig, forward));

class KubernetesApi implements ClusterApi {
  readonly #config: TunnelKubeConfig;
  readonly #core: CoreV1Api;
  readonly #objects: KubernetesObjectApi;

  constructor(config: TunnelKubeConfig) {
    this.#config = config;
    this.#core = config.makeApiClient(CoreV1Api);
    this.#objects = KubernetesObjectApi.makeApiClient(config);
  }

  async nodes(): Promise<readonly ClusterNode[]> {
    return (await answered(this.#core.listNode({ limit: 500 }))).items as ClusterNode[];
  }

  async pods(namespace: string): Promise<readonly ClusterPod[]> {
    return (await answered(this.#core.listNamespacedPod({ namespace, limit: 500 }))).items as ClusterPod[];
  }

  async ensure(object: ClusterObject): Promise<void> {
    await answered(unless(409, this.#objects.create(object)));
  }

  async remove(object: ClusterObject): Promise<void> {
    await answered(unless(404, this.#objects.delete(object)));
  }

  async serviceAddress(namespace: string, name: string): Promise<string> {
    return (await answered(this.#core.readNamespacedService({ namespace, name }))).spec?.clusterIP ?? '';
  }

  async getFromPod(
    pod: { namespace: string; name: string; port: number },
    path: string,
    query: Readonly<Record<string, string>>,
  ): Promise<string> {
    const { namespace, name, port } = pod;
    const url = `${path}?${new URLSearchParams(query)}`;
    return await answered(
      getThroughProxy(this.#config, `/api/v1/namespaces/${namespace}/pods/${name}:${port}/proxy/${url}`),
    );
  }

  async exec(
    pod: { namespace: string; name: string; container: string },
    argv: readonly string[],
  ): Promise<{ isSuccess: boolean; output: string }> {
    const out = new PassThrough();
    const output = text(out);
    const exec = new Exec(this.#config);
    const status = await answered(
      new Promise<V1Status>((resolve, reject) => {
        exec.exec(pod.namespace, pod.name, pod.container, [...argv], out, out, null, false, resolve).then((socket) => {
          socket.onerror = () => reject(new Error('the exec stream broke'));
        }, reject);
      }),
    );
    out.end();
    return { isSuccess: status.status === 'Success', output: await output };
  }

  async waitForPods(
    namespace: string,
    isDone: (pods: readonly ClusterPod[]) => boolean,
    signal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      const { items, metadata } = await answered(this.#core.listNamespacedPod({ namespace, limit: 500 }));
      if (isDone(items as ClusterPod[])) return;
      signal.throwIfAborted();
      await this.#changeAfter(namespace, metadata?.resourceVersion, signal);
    }
  }

  async close(): Promise<void> {
    await this.#config.close();
  }

  /** Resolves at the first event after that list, or when the watch ends: the caller lists again either way. */
  async #changeAfter(namespace: string, resourceVersion: string | undefined, signal: AbortSignal): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const over = new AbortController();
    const changed = new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
      new Watch(this.#config)
        .watch(
          path,
          { resourceVersion, timeoutSeconds: 10 },
          () => resolve(),
          () => resolve(),
        )
        .then((watch) => void changed.finally(() => watch.abort()).catch(() => undefined), reject);
    });
    await changed.finally(() => over.abort());
  }
}

async function getThroughProxy(config: TunnelKubeConfig, path: string): Promise<string> {
  const { status, body } = await config.get(path);
  if (status >= 400) throw new ApiException(status, 'pod proxy', body, {});
  return body;
}

async function unless<T>(status: number, request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof ApiException && error.code === status) return undefined;
    throw error;
  }
}

async function answered<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    if (isFerrymanError(cause)) throw cause;
    const detail =
      cause instanceof ApiException ? `${cause.code} ${String(cause.body).slice(0, 200)}` : describe(cause);
    throw new FerrymanError('OP_E0007', { detail }, { cause });
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
