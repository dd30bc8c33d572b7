import { z } from 'zod';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import type { RegistryProject, RegistryProjects } from '../../ports/registry-projects.ts';
import type { AccessList } from './access-list.ts';
import type { HttpRequest, HttpResponse } from './http-client.ts';
import { pushFailure } from './push-failure.ts';

const answerCapBytes = 256 * 1024;

/** Of GET /projects/{name}/summary; a limit of -1 is none. */
const Summary = z.object({
  quota: z
    .object({ hard: z.object({ storage: z.number() }), used: z.object({ storage: z.number() }) })
    .partial()
    .optional(),
});

type Rest = Pick<HttpRequest, 'headers' | 'body' | 'accepts' | 'signal' | 'isOnce'>;

/** Harbor's API v2.0 (its swagger.yaml): /ping, /projects, /projects/{name}/summary. */
export class HarborProjects implements RegistryProjects {
  readonly #access: AccessList;

  constructor(access: AccessList) {
    this.#access = access;
  }

  async areKept(registry: string, signal?: AbortSignal): Promise<boolean> {
    try {
      // whoever is no Harbor gets no password of ours, and is not asked twice
      const answer = await this.#access
        .authorization(registry)
        .sendUnasked(this.#request(registry, 'GET', 'ping', { isOnce: true, accepts: [404], signal }), 'anonymous');
      if (answer.status === 200) return new TextDecoder().decode(await answer.bytes(answerCapBytes)).trim() === 'Pong';
      await answer.drop();
      return false;
    } catch {
      signal?.throwIfAborted();
      return false;
    }
  }

  async find(registry: string, project: string, signal?: AbortSignal): Promise<RegistryProject | undefined> {
    const name = encodeURIComponent(project);
    const found = await this.#send(registry, 'HEAD', `projects?project_name=${name}`, { accepts: [404], signal });
    await found.drop();
    if (found.status === 401) throw new FerrymanError('PUSH_E0001', { target: registry, detail: 'HTTP 401' });
    if (found.status === 404) return undefined;
    const headers = { 'x-is-resource-name': 'true' };
    const accepts = [401, 403, 404];
    const answer = await this.#send(registry, 'GET', `projects/${name}/summary`, { headers, accepts, signal });
    if (accepts.includes(answer.status)) {
      await answer.drop();
      return { freeBytes: undefined };
    }
    return { freeBytes: await freeBytes(registry, answer) };
  }

  async create(registry: string, project: string, signal?: AbortSignal): Promise<void> {
    const body = new TextEncoder().encode(JSON.stringify({ project_name: project, metadata: { public: 'false' } }));
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
    const accepts = [401, 403, 409];
    const answer = await this.#send(registry, 'POST', 'projects', { headers, body: () => body, accepts, signal });
    await answer.drop();
    if (answer.status === 401 || answer.status === 403)
      throw new FerrymanError('PUSH_E0007', { target: registry, project, detail: `HTTP ${answer.status}` });
  }

  async #send(registry: string, method: HttpRequest['method'], path: string, rest: Rest): Promise<HttpResponse> {
    try {
      const request = this.#request(registry, method, path, rest);
      return await this.#access.authorization(registry).sendUnasked(request, 'signed-in');
    } catch (error) {
      throw pushFailure(error);
    }
  }

  #request(
    registry: string,
    method: HttpRequest['method'],
    path: string,
    rest: Rest,
  ): Omit<HttpRequest, 'authorization' | 'ca'> {
    const url = new URL(`/api/v2.0/${path}`, this.#access.registryUrl(registry, ''));
    return { method, url, source: registry, ...rest };
  }
}

async function freeBytes(registry: string, answer: HttpResponse): Promise<number | undefined> {
  const said = await answer.bytes(answerCapBytes);
  try {
    const { quota } = Summary.parse(JSON.parse(new TextDecoder().decode(said)));
    const limit = quota?.hard?.storage ?? -1;
    return limit < 0 ? undefined : Math.max(0, limit - (quota?.used?.storage ?? 0));
  } catch (cause) {
    throw new FerrymanError('PUSH_E0004', { target: registry, detail: 'project summary' }, { cause });
  }
}
