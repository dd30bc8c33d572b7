import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Duplex } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { type ObjectChange, versionOf } from './object-store.ts';
import { findKind, parseSelector, type ResourceKind, resourceKinds, type StoredObject } from './objects.ts';
import { answerPodProxy } from './pod-proxy.ts';
import type { PracticeCluster } from './practice-cluster.ts';

type Reply = (code: number, body: unknown) => undefined;

/** The practice cluster's API over TLS with client certificates; it listens nowhere, streams are handed in. */
export class ApiServer {
  readonly #cluster: PracticeCluster;
  readonly #server: Server;

  constructor(cluster: PracticeCluster) {
    this.#cluster = cluster;
    const { endpoint, serviceSubnet } = cluster.settings;
    const names = [
      'kubernetes',
      'kubernetes.default.svc',
      'localhost',
      '127.0.0.1',
      serviceSubnet.replace(/\.\d+\/\d+$/, '.1'),
    ];
    // Practice hosts lie side by side: any of them may become a control plane after this certificate was made.
    const [network] = /^\d+\.\d+\.\d+\./.exec(endpoint) ?? [''];
    const addresses = Array.from({ length: 254 }, (_, index) => `${network}${index + 1}`);
    const { keyPem, certificatePem } = cluster.server('kube-apiserver', [...names, ...addresses]);
    const tls = {
      key: keyPem,
      cert: certificatePem,
      ca: cluster.ca.certificatePem,
      requestCert: true,
      rejectUnauthorized: true,
    };
    this.#server = createServer(tls, (request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500);
        response.end(String(error));
      });
    });
    this.#server.on('tlsClientError', () => {});
  }

  serve(stream: Duplex): void {
    stream.on('error', () => {});
    this.#server.emit('connection', stream);
  }

  close(): void {
    this.#server.closeAllConnections();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply: Reply = (code, body) => {
      response.writeHead(code, { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    const url = new URL(request.url ?? '/', 'https://practice');
    this.#cluster.look();
    if (!this.#cluster.isServing) return void response.destroy();
    if (['/readyz', '/livez', '/healthz'].includes(url.pathname)) return reply(200, 'ok');
    if (url.pathname === '/version') return reply(200, { gitVersion: this.#cluster.settings.version });
    const route =
      /^\/(?:api|apis\/([^/]+))\/([^/]+)(?:\/namespaces\/([^/]+)(?=\/.))?(?:\/([^/]+))?(?:\/([^/]+))?(?:\/(.*))?$/.exec(
        url.pathname,
      );
    if (route === null) return reply(404, status(404, 'NotFound'));
    const [, group, version = '', namespace, resource, name, rest] = route;
    const apiVersion = group === undefined ? version : `${group}/${version}`;
    if (resource === undefined) return reply(200, discovery(apiVersion));
    const kind = findKind(resource);
    if (kind === undefined || kind.apiVersion !== apiVersion) return reply(404, status(404, 'NotFound'));
    if (rest?.startsWith('proxy') && name !== undefined) {
      return reply(200, answerPodProxy(this.#cluster, namespace ?? '', name, url.searchParams));
    }
    if (name === undefined) return await this.#collection(request, response, kind, namespace, url, reply);
    return this.#single(request, kind, namespace, name, reply);
  }

  async #collection(
    request: IncomingMessage,
    response: ServerResponse,
    kind: ResourceKind,
    namespace: string | undefined,
    { searchParams }: URL,
    reply: Reply,
  ): Promise<undefined> {
    const { store } = this.#cluster;
    if (request.method === 'POST') {
      const object = JSON.parse(await readAll(request)) as StoredObject;
      const where = namespace ?? object.metadata.namespace;
      if (store.get(kind.kind, kind.isNamespaced ? where : undefined, object.metadata.name))
        return reply(409, status(409, 'AlreadyExists'));
      const metadata = { ...object.metadata, ...(where === undefined ? {} : { namespace: where }) };
      return reply(201, store.put({ ...object, apiVersion: kind.apiVersion, kind: kind.kind, metadata }));
    }
    if (request.method !== 'GET') return reply(405, status(405, 'MethodNotAllowed'));
    if (searchParams.get('watch') === 'true' || searchParams.get('watch') === '1') {
      return this.#watch(response, kind, namespace, searchParams);
    }
    const items = store.list(kind.kind, namespace, parseSelector(searchParams.get('labelSelector') ?? ''));
    reply(200, {
      apiVersion: kind.apiVersion,
      kind: `${kind.kind}List`,
      metadata: { resourceVersion: store.version },
      items,
    });
  }

  /** With a version: what changed after it. Without one: what is there, as added, then what changes. */
  #watch(
    response: ServerResponse,
    kind: ResourceKind,
    namespace: string | undefined,
    query: URLSearchParams,
  ): undefined {
    const { store } = this.#cluster;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const say = (change: ObjectChange) => response.write(`${JSON.stringify(change)}\n`);
    let told = Number(query.get('resourceVersion') ?? 0);
    if (told === 0) {
      told = Number(store.version);
      for (const object of store.list(kind.kind, namespace)) say({ type: 'ADDED', object });
    }
    const tell = () => {
      for (const change of store.changesAfter(told)) {
        const { object } = change;
        told = versionOf(object);
        const isWatched = namespace === undefined || object.metadata.namespace === namespace;
        if (object.kind === kind.kind && isWatched) say(change);
      }
    };
    const end = store.onChange(tell);
    const timer = setTimeout(() => response.end(), Number(query.get('timeoutSeconds') ?? 300) * 1000);
    response.once('close', () => {
      end();
      clearTimeout(timer);
    });
    tell();
  }

  #single(
    request: IncomingMessage,
    kind: ResourceKind,
    namespace: string | undefined,
    name: string,
    reply: Reply,
  ): undefined {
    const { store } = this.#cluster;
    const object = store.get(kind.kind, namespace, name);
    if (object === undefined) return reply(404, status(404, 'NotFound'));
    if (request.method === 'GET') return reply(200, object);
    if (request.method !== 'DELETE') return reply(405, status(405, 'MethodNotAllowed'));
    if (kind.kind === 'Namespace') {
      for (const { kind: inner } of resourceKinds) {
        for (const { metadata } of store.list(inner, name)) store.remove(inner, name, metadata.name);
      }
    }
    store.remove(kind.kind, namespace, name);
    reply(200, { apiVersion: 'v1', kind: 'Status', status: 'Success' });
  }
}

function status(code: number, reason: string) {
  return { apiVersion: 'v1', kind: 'Status', status: 'Failure', code, reason, message: reason };
}

function discovery(apiVersion: string) {
  const resources = resourceKinds
    .filter((kind) => kind.apiVersion === apiVersion)
    .map(({ kind, resource, isNamespaced }) => ({
      name: resource,
      singularName: '',
      namespaced: isNamespaced,
      kind,
      verbs: ['create', 'delete', 'get', 'list', 'watch'],
    }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: apiVersion, resources };
}
