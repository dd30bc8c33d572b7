import { z } from 'zod';

const host = /(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+|[a-z0-9-]+(?=:\d))(?::\d{1,5})?/;
const path = /[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*/;
const full = new RegExp(
  `^(?<registry>${host.source})/(?<repository>${path.source})(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$`,
);

/** A full image reference taken apart; at least one of tag and digest is there. */
export interface ImageReference {
  /** Host, with a port where it has one: registry.k8s.io. */
  readonly registry: string;
  /** Without the registry: kube-apiserver, library/busybox. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:<hex>`; wins over the tag. */
  readonly digest?: string;
}

/** undefined for anything but a full reference with a registry and a tag or a digest: nothing is guessed. */
export function parseImageReference(reference: string): ImageReference | undefined {
  const { registry, repository, tag, digest } = full.exec(reference)?.groups ?? {};
  if (registry === undefined || repository === undefined) return undefined;
  if (tag === undefined && digest === undefined) return undefined;
  return {
    registry,
    // docker.io/busybox is written, docker.io/library/busybox is where it lies
    repository: registry === 'docker.io' && !repository.includes('/') ? `library/${repository}` : repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/**
 * A name as upstream's own tools read it: nginx is docker.io/library/nginx:latest. undefined where it is no image's name.
 * Source: distribution's reference package, ParseDockerRef.
 */
export function qualifiedImageName(name: string): string | undefined {
  const [first = '', ...rest] = name.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const [registry, path] = hasRegistry ? [first, rest.join('/')] : ['docker.io', name];
  const home = registry === 'index.docker.io' ? 'docker.io' : registry;
  const whole = `${home}/${home === 'docker.io' && !path.includes('/') ? 'library/' : ''}${path}`;
  return [whole, `${whole}:latest`].find((each) => parseImageReference(each) !== undefined);
}

/** Registry and repository, such as registry.k8s.io/pause. */
export function repositoryName({ registry, repository }: Pick<ImageReference, 'registry' | 'repository'>): string {
  return `${registry}/${repository}`;
}

export const FullImageReference = z
  .string()
  .refine(
    (value) => parseImageReference(value) !== undefined,
    'expected a full reference with registry and tag or digest, such as registry.k8s.io/pause:3.10.1',
  );
