import type { CarriedBundle } from '../../model/bundle/carried-media.ts';
import { spokenFingerprint } from '../../model/bundle/fingerprint.ts';
import type { Block, Cell, Document } from '../../model/report/document.ts';
import { type Text, text } from '../../model/text.ts';
import { moment, plainNumber } from '../format.ts';
import { cell, stacked, strong } from '../section.ts';

export interface MediaInput {
  readonly carried: CarriedBundle;
  /** ISO 8601, UTC: when it was written. */
  readonly generatedAt: string;
  readonly ferrymanVersion: string;
}

/** Papers that go with a bundle; each is bound to its manifest. */
export function mediaDocument(input: MediaInput, title: Text, blocks: readonly Block[]): Document {
  const { carried, generatedAt, ferrymanVersion } = input;
  const { name, version, isPractice } = carried.manifest;
  return {
    apiVersion: 'ferryman/v1',
    kind: 'Document',
    title,
    subject: `${name} ${version}`,
    isPractice,
    generatedAt,
    ferrymanVersion,
    dataHash: carried.manifestHash,
    blocks: [...blocks],
  };
}

/** Which bundle it is and whose key signed it, for reading aloud over the telephone. */
export function bundleIdentity({ carried }: MediaInput): Block {
  const { manifest, manifestHash, signer, volumeCount, totalBytes } = carried;
  const { spoken } = spokenFingerprint(signer);
  return {
    type: 'key-values',
    rows: [
      { label: text('离线包', 'Bundle'), value: cell(`${manifest.name} ${manifest.version}`) },
      { label: text('构建时间', 'Built at'), value: cell(moment(manifest.createdAt)) },
      {
        label: text('内容', 'Content'),
        value: cell(
          text(
            `${manifest.items.length} 项，${plainNumber(totalBytes)} 字节，${volumeCount === 0 ? '未分卷' : `${volumeCount} 卷`}`,
            `${manifest.items.length} items, ${plainNumber(totalBytes)} bytes, ${volumeCount === 0 ? 'not split' : `${volumeCount} volume(s)`}`,
          ),
        ),
      },
      { label: text('清单 SHA-256', 'Manifest SHA-256'), value: spelled(manifestHash, 8) },
      {
        label: text('签名密钥', 'Signing key'),
        value: { content: signer.name, look: 'strong', lines: [spoken.en, spoken.zh] },
      },
    ],
  };
}

/** Hex in groups of four, a few groups a line: a person reads, another one follows with a finger. */
export function spelled(hex: string, perLine: number): Cell {
  const groups = hex.match(/.{1,4}/g) ?? [];
  const lines = Array.from({ length: Math.ceil(groups.length / perLine) }, (_, index) =>
    groups.slice(index * perLine, (index + 1) * perLine).join(' '),
  );
  return { ...stacked(lines), look: 'code' };
}

/** What is written on a medium: its number of how many, and the bundle. */
export function mediumLabel({ manifest, volumeCount }: CarriedBundle, index: number): Cell {
  const name = `${manifest.name} ${manifest.version}`;
  return volumeCount === 0 ? strong(name) : { ...strong(`${index} / ${volumeCount}`), note: name };
}

/** One entry a medium: each volume, or the whole bundle. */
export function mediaOf(carried: CarriedBundle): readonly { readonly index: number; readonly sizeBytes: number }[] {
  return carried.volumeCount === 0 ? [{ index: 1, sizeBytes: carried.totalBytes }] : carried.files;
}
