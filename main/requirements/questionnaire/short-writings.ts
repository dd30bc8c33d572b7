import type { Json } from '../../model/canonical-json.ts';

type Found = { readonly value: Json } | undefined;
type Block = { [key: string]: Json };

const unlessOdd = (value: Json): Block[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
    ? (value as Block[])
    : undefined;

function parts(cell: string): string[] {
  return cell
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `100 ssd /; 500 hdd /data; 200` */
export function formatDisks(value: Json): string | undefined {
  return unlessOdd(value)
    ?.map(({ sizeGb, kind, mount }) =>
      [sizeGb, kind === 'unknown' ? '' : kind, mount].filter((part) => part !== undefined && part !== '').join(' '),
    )
    .join('; ');
}

const diskKinds: Readonly<Record<string, string>> = { ssd: 'ssd', hdd: 'hdd', nvme: 'ssd', 固态: 'ssd', 机械: 'hdd' };

export function parseDisks(cell: string): Found {
  const disks = parts(cell).map((part): Block | undefined => {
    const [size = '', ...rest] = part.split(/\s+/);
    const match = /^(\d+(?:\.\d+)?)(?:(t)i?b?|gi?b?)?$/i.exec(size);
    const kind = diskKinds[rest[0]?.toLowerCase() ?? ''];
    const [mount, ...more] = kind === undefined ? rest : rest.slice(1);
    if (match === null || more.length > 0 || (mount !== undefined && !mount.startsWith('/'))) return undefined;
    const sizeGb = Number(match[1]) * (match[2] === undefined ? 1 : 1000);
    return { sizeGb, ...(kind === undefined ? {} : { kind }), ...(mount === undefined ? {} : { mount }) };
  });
  return disks.every((disk) => disk !== undefined) && disks.length > 0 ? { value: disks } : undefined;
}

/** `http 80>8080; grpc 9000` */
export function formatPorts(value: Json): string | undefined {
  return unlessOdd(value)
    ?.map(({ name, port, targetPort }) => `${name} ${port}${targetPort === undefined ? '' : `>${targetPort}`}`)
    .join('; ');
}

export function parsePorts(cell: string): Found {
  const ports = parts(cell).map((part): Block | undefined => {
    const match = /^([a-z0-9-]+)[\s:]+(\d+)(?:\s*>\s*(\d+))?$/.exec(part);
    if (match === null) return undefined;
    const [, name = '', port, targetPort] = match;
    return { name, port: Number(port), ...(targetPort === undefined ? {} : { targetPort: Number(targetPort) }) };
  });
  return ports.every((port) => port !== undefined) && ports.length > 0 ? { value: ports } : undefined;
}

/** `agent` · `key ~/.ssh/id_ed25519 passphrase-secret NAME` · `password-secret NAME`: names of secrets, never the secret. */
export function formatLogin(value: Json): string | undefined {
  if (value === 'agent') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { key, passphrase, password } = value;
  if (typeof key === 'string')
    return `key ${key}${passphrase === undefined ? '' : ` passphrase-secret ${secretOf(passphrase)}`}`;
  return password === undefined ? undefined : `password-secret ${secretOf(password)}`;
}

function secretOf(value: Json): string {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? String(value.secret) : '';
}

export function parseLogin(cell: string): Found {
  if (/^agent$/i.test(cell)) return { value: 'agent' };
  const key = /^key\s+(\S(?:.*?\S)?)(?:\s+passphrase-secret\s+(\S+))?$/s.exec(cell);
  if (key !== null) {
    const [, path = '', secret] = key;
    return { value: { key: path, ...(secret === undefined ? {} : { passphrase: { secret } }) } };
  }
  const secret = /^password-secret\s+(\S+)$/.exec(cell)?.[1];
  return secret === undefined ? undefined : { value: { password: { secret } } };
}

/** `10.0.0.5:2049 a pair` */
export function formatSystem(value: Json): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { host, port, note } = value;
  const where = `${host}${port === undefined ? '' : `:${port}`}`;
  return note === undefined || note === '' ? where : `${where} ${note}`;
}

export function parseSystem(cell: string): Found {
  const match = /^([a-z0-9.*-]+)(?::(\d{1,5}))?(?:\s+(.*))?$/is.exec(cell);
  if (match === null) return undefined;
  const [, host = '', port, note] = match;
  return {
    value: { host, ...(port === undefined ? {} : { port: Number(port) }), ...(note === undefined ? {} : { note }) },
  };
}
