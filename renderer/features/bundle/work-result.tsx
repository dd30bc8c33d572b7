import type {
  BuiltView,
  BundleWorkView,
  LockView,
  PapersView,
  SplitView,
} from '../../../main/contract/bundle.contract.ts';
import { useWords } from '../../i18n/words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { bytes } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { BuildProof } from './build-proof.tsx';
import { ChartImages } from './chart-images.tsx';
import { IntakeResult } from './intake-result.tsx';
import { PushResult } from './push-result.tsx';
import { RepositoryResult } from './repository-result.tsx';
import { VerifyResult } from './verify-result.tsx';

/** What a work came to, by its kind. */
export function WorkResult({ work }: { readonly work: BundleWorkView }) {
  const { lock, built, split, verified, papers, repositories, intake, pushed } = work;
  return (
    <>
      {lock !== null && <LockResult lock={lock} />}
      {built !== null && <BuiltResult built={built} />}
      {split !== null && <SplitResult split={split} />}
      {papers !== null && <PapersResult papers={papers} />}
      {repositories !== null && <RepositoryResult written={repositories} />}
      {verified !== null && <VerifyResult verified={verified} />}
      {intake !== null && <IntakeResult intake={intake} />}
      {pushed !== null && <PushResult pushed={pushed} />}
    </>
  );
}

function LockResult({ lock }: { readonly lock: LockView }) {
  const { t, say } = useWords();
  const said = t('bundle.lock.done', { count: lock.items.length, path: lock.path });
  return (
    <>
      <p className="wrap-anywhere">{said}</p>
      {lock.changes.map(({ artifact }) => (
        <p key={artifact} className="wrap-anywhere">
          <StateMark kind="warn" word={t('bundle.lock.moved', { artifact })} />
        </p>
      ))}
      {lock.notes.map((note) => (
        <p key={note.en} className="wrap-anywhere">
          <StateMark kind="warn" word={say(note)} />
        </p>
      ))}
      <ChartImages charts={lock.charts} />
      <DataTable
        caption={said}
        columns={[t('bundle.item'), t('bundle.size'), t('bundle.evidence'), t('bundle.digest')]}
        rows={lock.items.map(({ artifact, sizeBytes, evidence, digest }) => ({
          key: `${artifact} ${digest}`,
          cells: [
            <Name key="name" value={artifact} />,
            <Size key="size" value={sizeBytes} />,
            evidence.map((type) => t(`bundle.evidence.${type}`)).join(' · '),
            <Hash key="digest" value={digest} />,
          ],
        }))}
      />
    </>
  );
}

function BuiltResult({ built }: { readonly built: BuiltView }) {
  const { t, say } = useWords();
  const { name, version, items, files, base } = built.manifest;
  const size = bytes(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  return (
    <>
      <p>{t('bundle.built.done', { name, version, count: items.length, bytes: size })}</p>
      <p className="wrap-anywhere">
        <code>{built.path}</code>
      </p>
      <BuildProof manifest={built.manifest} />
      {base !== undefined && <p>{t('bundle.built.saved', { bytes: bytes(built.savedBytes) })}</p>}
      {built.passedOver.map((text) => (
        <p key={text.en} className="muted wrap-anywhere">
          {say(text)}
        </p>
      ))}
    </>
  );
}

function SplitResult({ split }: { readonly split: SplitView }) {
  const { t } = useWords();
  const { name, version, volumes, path } = split;
  const said = t('bundle.split.done', { name, version, count: volumes.length });
  return (
    <>
      <p>{said}</p>
      <p className="wrap-anywhere">
        <code>{path}</code>
      </p>
      <DataTable
        caption={said}
        columns={[t('bundle.volume'), t('bundle.size'), 'SHA-256', 'SM3']}
        rows={volumes.map(({ fileName, sizeBytes, sha256, sm3 }) => ({
          key: fileName,
          cells: [
            <Name key="name" value={fileName} />,
            <Size key="size" value={sizeBytes} />,
            <Hash key="sha256" value={sha256} />,
            <Hash key="sm3" value={sm3} />,
          ],
        }))}
      />
    </>
  );
}

function PapersResult({ papers }: { readonly papers: PapersView }) {
  const { t } = useWords();
  return (
    <>
      <p>{t('bundle.papers.done', { count: papers.files.length })}</p>
      <ul className="bullets">
        {papers.files.map(({ path }) => (
          <li key={path} className="wrap-anywhere">
            <code>{path}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

function Name({ value }: { readonly value: string }) {
  return <span className="wrap-anywhere">{value}</span>;
}

function Size({ value }: { readonly value: number }) {
  return <span className="nowrap">{bytes(value)}</span>;
}
