import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** Characters. */
const chunkLength = 65_536;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Canonical JSON after RFC 8785: keys sorted by UTF-16 code units, ECMAScript numbers, no white space.
 * Properties that are `undefined` are left out, as JSON.stringify does.
 * Throws a TypeError on what JSON cannot carry (NaN, Infinity, functions, lone surrogates).
 */
export function canonicalJson(value: unknown): string {
  const chunks: string[] = [];
  writeInChunks(value, (chunk) => chunks.push(chunk));
  return chunks.join('');
}

/** The same as UTF-8, as it is hashed and kept: less than half of what a large report takes as text. */
export function canonicalBytes(value: unknown): Uint8Array {
  const chunks: Uint8Array[] = [];
  writeInChunks(value, (chunk) => chunks.push(utf8ToBytes(chunk)));
  return concatBytes(...chunks);
}

/** A large report is never in memory as its many small pieces. */
function writeInChunks(value: unknown, take: (chunk: string) => void): void {
  let waiting: string[] = [];
  let length = 0;
  const flush = () => {
    take(waiting.join(''));
    waiting = [];
    length = 0;
  };
  write(value, (piece) => {
    waiting.push(piece);
    length += piece.length;
    if (length > chunkLength) flush();
  });
  flush();
}

function write(value: unknown, emit: (piece: string) => void): void {
  if (value === null || typeof value === 'boolean') emit(String(value));
  else if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('canonical JSON cannot carry a lone surrogate');
    emit(JSON.stringify(value));
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON cannot carry ${value}`);
    emit(JSON.stringify(value));
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      emit(index === 0 ? '[' : ',');
      write(value[index] ?? null, emit);
    }
    emit(value.length === 0 ? '[]' : ']');
  } else if (typeof value === 'object') {
    const fields = value as Readonly<Record<string, unknown>>;
    let opening = '{';
    for (const key of Object.keys(fields).sort()) {
      if (fields[key] === undefined) continue;
      emit(opening);
      write(key, emit);
      emit(':');
      write(fields[key], emit);
      opening = ',';
    }
    emit(opening === '{' ? '{}' : '}');
  } else throw new TypeError(`canonical JSON cannot carry a ${typeof value}`);
}

/** Lower-case hex SHA-256 of the canonical JSON: the one name of plans, manifests, journal heads and reports. */
export function hashOf(value: unknown): string {
  const hash = sha256.create();
  writeInChunks(value, (chunk) => hash.update(utf8ToBytes(chunk)));
  return bytesToHex(hash.digest());
}

/** Lower-case hex SHA-256 of a text's UTF-8 bytes or of bytes. */
export function sha256Hex(content: string | Uint8Array): string {
  return bytesToHex(sha256(typeof content === 'string' ? utf8ToBytes(content) : content));
}
