import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { BundleVolume, type VolumeSegment } from '../../model/bundle/volume.ts';
import { FerrymanError } from '../../model/errors/ferryman-error.ts';
import { manifestFileName, signatureFileName } from '../paths.ts';
import { printable, systemReason } from '../printable.ts';
import { readAt } from '../read-capped.ts';
import { indexTar, type TarMember } from '../tar-index.ts';
import { volumeFile } from './volume-members.ts';

const chunkBytes = 1024 * 1024;
const manifestCapBytes = 64 * 1024 * 1024;
const signatureCapBytes = 8 * 1024;

/** A volume whose outer form holds; nothing of it is trusted before the bundle's signature is. */
export interface OpenedVolume {
  readonly path: string;
  readonly volume: BundleVolume;
  /** The bundle's own manifest and signature, as every volume carries them. */
  readonly manifest: Uint8Array;
  readonly signature: Uint8Array;
  /** The bytes of a segment, in order, read once. Rejects with BUNDLE_E0014 when the medium gives way. */
  readonly read: (segment: VolumeSegment) => AsyncIterable<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** Rejects with VOLUME_E0004 for what is no volume, VOLUME_E0003 for one that is cut off or whose table is damaged. */
export async function openVolume(path: string): Promise<OpenedVolume> {
  const file = basename(path);
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw new FerrymanError('BUNDLE_E0014', { file, detail: systemReason(error) }, { cause: error });
  });
  try {
    const members = await indexTar((offset, length) => readAt(handle, offset, length)).catch((error: unknown) => {
      throw new FerrymanError('VOLUME_E0004', { file, detail: systemReason(error) });
    });
    const small = async (name: string, capBytes: number): Promise<Uint8Array> => {
      const member = members.get(name);
      if (member === undefined || member.sizeBytes > capBytes) throw damaged(file, `it has no ${name}`);
      return await readAt(handle, member.offset, member.sizeBytes);
    };
    const manifest = await small(manifestFileName, manifestCapBytes);
    const signature = await small(signatureFileName, signatureCapBytes);
    const parsed = BundleVolume.safeParse(jsonOf(await small(volumeFile, manifestCapBytes)));
    if (!parsed.success) throw damaged(file, `${volumeFile}: ${parsed.error.issues[0]?.message ?? 'unreadable'}`);
    const places = new Map(parsed.data.segments.map((segment) => [segment, placeOf(file, members, segment)] as const));
    return {
      path,
      volume: parsed.data,
      manifest,
      signature,
      read: (segment) => readMember(handle, file, places.get(segment)),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function placeOf(file: string, members: ReadonlyMap<string, TarMember>, { path, offset, sizeBytes }: VolumeSegment) {
  const member = members.get(`${path}.${offset}`) ?? members.get(path);
  if (member?.sizeBytes !== sizeBytes) throw damaged(file, `${path} from byte ${offset} is not in it`);
  return member;
}

async function* readMember(
  handle: FileHandle,
  file: string,
  member: TarMember | undefined,
): AsyncGenerator<Uint8Array> {
  if (member === undefined) throw new RangeError('a segment of another volume');
  for (let done = 0; done < member.sizeBytes; ) {
    const wanted = Math.min(chunkBytes, member.sizeBytes - done);
    const chunk = await readAt(handle, member.offset + done, wanted).catch((error: unknown) => {
      throw new FerrymanError('BUNDLE_E0014', { file, detail: systemReason(error) }, { cause: error });
    });
    if (chunk.length === 0) throw damaged(file, 'it is cut off');
    done += chunk.length;
    yield chunk;
  }
}

export function damaged(file: string, detail: string): FerrymanError {
  return new FerrymanError('VOLUME_E0003', { file, detail: printable(detail) }, { target: file });
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
