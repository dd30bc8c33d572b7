import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { isBcryptOf } from '../../model/bcrypt.ts';
import { registryFiles } from '../../model/plan/planned-registry.ts';
import type { PracticeHost } from '../practice-host.ts';
import { RegistryContent } from './registry-content.ts';

/** The registry of one practice host: its certificate and table of passwords are the files that lie there. Listens nowhere. */
export class PracticeRegistry {
  readonly content = new RegistryContent();
  readonly #host: PracticeHost;
  #certificate = '';
  #admitted = '';
  #server: Server | undefined;

  constructor(host: PracticeHost) {
    this.#host = host;
  }

  get isServing(): boolean {
    return this.#host.isUnitActive('registry.service') && this.#host.has(registryFiles.certificate);
  }

  serve(stream: Duplex): void {
    stream.on('error', () => {});
    this.#tls().emit('connection', stream);
  }

  mayEnter(authorization: string): boolean {
    const line = (this.#host.read(registryFiles.htpasswd) ?? '').trim();
    // a hash takes its time, and everybody comes with the same
    if (this.#admitted === `${line} ${authorization}`) return true;
    const [user = '', ...password] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
      .toString()
      .split(':');
    const [name = '', hash = ''] = line.split(':');
    const isAdmitted = user !== '' && user === name && isBcryptOf(hash, password.join(':'));
    if (isAdmitted) this.#admitted = `${line} ${authorization}`;
    return isAdmitted;
  }

  close(): void {
    this.#server?.closeAllConnections();
  }

  /** A new certificate counts from the next connection on. */
  #tls(): Server {
    const certificate = this.#host.read(registryFiles.certificate) ?? '';
    if (this.#server !== undefined && certificate === this.#certificate) return this.#server;
    this.close();
    const key = this.#host.read(registryFiles.certificate.replace(/crt$/, 'key'));
    this.#certificate = certificate;
    this.#server = createServer({ cert: certificate, key }, (request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500);
        response.end(String(error));
      });
    });
    this.#server.on('tlsClientError', () => {});
    return this.#server;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    const body = await buffer(request);
    if (!this.mayEnter(headers.authorization ?? '')) {
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="ferryman"' }).end();
    }
    const url = new URL(request.url ?? '/', 'https://practice');
    const route = /^\/v2\/(.+)\/(manifests|blobs)\/(uploads\/)?([^/]*)$/.exec(url.pathname);
    if (route === null) return void response.writeHead(404).end();
    const [, repository = '', kind, isUpload, name = ''] = route;
    if (isUpload !== undefined) return this.#upload(method, url, repository, name, body, response);
    if (method === 'PUT') {
      const type = headers['content-type'] ?? '';
      const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
      this.content.putManifest(repository, name, { type, digest, bytes: body });
      return void response.writeHead(201, { 'docker-content-digest': digest }).end();
    }
    const found = kind === 'blobs' ? this.content.blob(repository, name) : this.content.manifest(repository, name);
    if (found === undefined) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-length': found.bytes.length,
      'content-type': found.type,
      'docker-content-digest': found.digest,
    });
    response.end(method === 'HEAD' ? undefined : found.bytes);
  }

  #upload(
    method: string,
    { searchParams }: URL,
    repository: string,
    id: string,
    body: Buffer,
    response: ServerResponse,
  ): void {
    const here = `/v2/${repository}/blobs/uploads/`;
    const digest = searchParams.get('digest') ?? '';
    if (method === 'POST') {
      if (this.content.mount(repository, searchParams.get('mount') ?? '', searchParams.get('from') ?? ''))
        return void response.writeHead(201).end();
      return void response.writeHead(202, { location: here + this.content.openUpload() }).end();
    }
    const size = this.content.append(id, body);
    if (size === undefined) return void response.writeHead(404).end();
    if (method === 'PATCH') return void response.writeHead(202, { location: here + id, range: `0-${size - 1}` }).end();
    return void response.writeHead(this.content.finish(repository, id, digest) ? 201 : 400).end();
  }
}
