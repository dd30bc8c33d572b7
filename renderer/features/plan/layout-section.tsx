import type { LayoutNode } from '../../../main/model/plan/planned-machine.ts';
import { useWords } from '../../i18n/words.ts';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { ShareBar } from '../../ui/share-bar.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { amount, percent } from './amount.ts';
import { EnvironmentLinks, useEnvironment } from './environment-links.tsx';
import { Figure } from './figure.tsx';

/** Pods on nodes, and the proof that as many machines may stop as was promised. */
export function LayoutSection() {
  const { t, say, language } = useWords();
  const environment = useEnvironment();
  if (environment === undefined) return null;
  const { name, layout } = environment;
  const { nodes, unplaced, proof } = layout;
  return (
    <>
      <EnvironmentLinks section="layout" current={name} />
      <Section title={t('plan.proof')} note={t('plan.proofNote')}>
        <p className="progress-line">
          <StateMark
            kind={proof.failures === 0 ? 'not-applicable' : proof.holds ? 'pass' : 'fail'}
            word={t(proof.failures === 0 ? 'plan.proof.none' : proof.holds ? 'plan.proof.holds' : 'plan.proof.fails')}
          />
          <span>{say(proof.statement)}</span>
        </p>
        {proof.worst.stopped.length > 0 && (
          <p>
            {t('plan.proof.worst', {
              stopped: proof.worst.stopped.join(', '),
              homeless: proof.worst.homeless.join(', ') || t('home.none'),
            })}
          </p>
        )}
        {unplaced.length > 0 && <p className="is-bad">{t('plan.unplaced', { pods: unplaced.join(', ') })}</p>}
      </Section>
      <Section title={t('plan.layout')} note={t('plan.layoutNote')}>
        <p className="muted">
          {t('plan.layout.usable')} <Figure id={`${name}.worker.usable.cpu`} /> ·{' '}
          <Figure id={`${name}.worker.usable.memory`} />
        </p>
        <LongTable
          caption={t('plan.layout')}
          columns={[t('plan.node'), 'CPU', t('plan.memory'), t('plan.pods')]}
          empty={t('plan.layout.none')}
          rows={nodes.map((node) => ({
            key: node.node,
            text: `${node.node} ${Object.keys(node.pods).join(' ')}`,
            cells: [
              node.node,
              <ShareBar
                key="cpu"
                share={node.cpuMillicores / node.usableCpuMillicores}
                words={`${percent(node.cpuMillicores / node.usableCpuMillicores)} · ${amount(node.cpuMillicores, 'm', language)}`}
              />,
              <ShareBar
                key="memory"
                share={node.memoryMib / node.usableMemoryMib}
                words={`${percent(node.memoryMib / node.usableMemoryMib)} · ${amount(node.memoryMib, 'MiB', language)}`}
              />,
              <Pods key="pods" node={node} />,
            ],
          }))}
        />
      </Section>
    </>
  );
}

function Pods({ node: { pods } }: { readonly node: LayoutNode }) {
  const { t } = useWords();
  const count = Object.values(pods).reduce((sum, copies) => sum + copies, 0);
  return (
    <details>
      <summary>{t('plan.podCount', { count })}</summary>
      <ul className="pods">
        {Object.entries(pods).map(([service, copies]) => (
          <li key={service}>
            <code>{service}</code>
            {copies > 1 && ` × ${copies}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
