import { parseImageReference, qualifiedImageName } from '../bundle/image-reference.ts';

/** What is never part of a reference: what follows or precedes it in arguments, YAML, JSON, shell and templates. */
const separators = /[\s"'`,;=|&<>()[\]{}$\\]+/;
/** Tags people give without a number in them. Others without one are rather keys, modes and effects of taints. */
const wordTags =
  /^(latest|stable|edge|main|master|nightly|lts|mainline|canary|dev|debug|nonroot|alpine|distroless|slim)([.-]|$)/;
/** Hosts that look like registries in labels and module paths and are none. */
const otherHosts = /^((.+\.)?kubernetes\.io|k8s\.io|github\.com|gitlab\.com|golang\.org|gopkg\.in)$/;
const fileNames =
  /\.(go|py|js|ts|sh|rb|lua|java|ya?ml|json|toml|ini|conf|cfg|properties|txt|log|md|sock|pem|crt|key|html?)$/;

/**
 * Image references in any text, as upstream's tools read them. Only what names a repository with a slash and a tag or a
 * digest counts, and what looks more like an address, a path, a label or an API version is passed over.
 */
export function imagesInText(text: string): string[] {
  const found = text
    .split(separators)
    .map((token) => token.replace(/^[-*@:]+|[.:!?*]+$/g, ''))
    .flatMap((token) => (isReference(token) ? [qualifiedImageName(token) ?? ''] : []));
  return [...new Set(found.filter((name) => name !== ''))];
}

/**
 * The value of a setting that is called an image: --solver-image, RELATED_IMAGE_X. A repository without tag is believed
 * here, a single word is not.
 */
export function imageOfSetting(name: string, value: string): string | undefined {
  if (!/image$/i.test(name.replace(/[_-]?(name|ref|url|uri)$/i, '')) || !/[/:@]/.test(value)) return undefined;
  return isPath(value) ? undefined : qualifiedImageName(value);
}

/** The images of manifests and templates that lie in a text, such as a helper pod in a ConfigMap. */
export function imagesOfLines(text: string): string[] {
  const lines = text.matchAll(/^[ \t]*(?:-[ \t]+)?["']?image["']?[ \t]*:[ \t]*["']?([^\s"',]+)["']?,?[ \t]*$/gm);
  return [...lines].flatMap(([, value = '']) => {
    const isWord = /^(true|false|null|yes|no|on|off|auto|~|\d+)$/i.test(value);
    const name = isWord || isPath(value) ? undefined : qualifiedImageName(value);
    return name === undefined ? [] : [name];
  });
}

function isReference(token: string): boolean {
  if (token.length > 512 || !token.includes('/') || isPath(token)) return false;
  const name = qualifiedImageName(token);
  const parsed = name === undefined ? undefined : parseImageReference(name);
  if (parsed === undefined || otherHosts.test(parsed.registry)) return false;
  if (parsed.digest !== undefined) return true;
  const { tag = '', repository } = parsed;
  // :latest may be our own addition
  if (!token.endsWith(`:${tag}`) || !(/\d/.test(tag) || wordTags.test(tag))) return false;
  const last = repository.slice(repository.lastIndexOf('/') + 1);
  if (!/[a-z]/.test(last) || fileNames.test(last) || /^v\d+((alpha|beta)\d+)?$/.test(last)) return false;
  if (parsed.registry !== 'docker.io' || token.startsWith('docker.io/')) return true;
  // namespace/service:8080, and the 8080/path of an address
  return !(/^\d+$/.test(tag) && Number(tag) >= 80) && !/^\d+\//.test(token);
}

function isPath(value: string): boolean {
  return /^[./~]|:\/|\/\//.test(value);
}
