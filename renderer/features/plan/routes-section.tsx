import type { RouteRow } from '../../../main/model/plan/reach-plan.ts';
import { useSettings } from '../../app/settings.tsx';
import { useWords } from '../../i18n/words.ts';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { useShownPlan } from './plan-context.tsx';

/** The way in to every module; the technical voice has every column of the routing table. */
export function RoutesSection() {
  const { t, say } = useWords();
  const { isTechnical } = useSettings();
  const { routes } = useShownPlan().plan;
  const technical = [
    t('plan.route.gateway'),
    t('plan.route.target'),
    t('plan.route.rewrite'),
    t('plan.route.affinity'),
    t('plan.route.limits'),
    t('plan.route.backends'),
  ];
  return (
    <Section title={t('plan.routes')} note={t('plan.routesNote')}>
      <LongTable
        caption={t('plan.routes')}
        columns={[
          t('plan.route.module'),
          t('plan.environments'),
          t('plan.route.exposure'),
          t('plan.route.address'),
          ...(isTechnical ? technical : []),
          t('plan.route.certificate'),
          t('plan.route.authentication'),
          t('plan.route.owner'),
          t('plan.route.verify'),
        ]}
        empty={t('plan.routes.none')}
        rows={routes.map((row) => ({
          key: `${row.environment} ${row.host} ${row.port} ${row.path} ${row.module}`,
          text: `${row.module} ${row.title.zh} ${row.title.en} ${row.environment} ${row.host} ${row.path}`,
          cells: [
            <span key="module" className="stack">
              {say(row.title)} <code>{row.module}</code>
            </span>,
            row.environment,
            t(`plan.exposure.${row.exposure}`),
            <code key="address">{addressOf(row)}</code>,
            ...(isTechnical ? technicalCells(row, t('home.none')) : []),
            row.certificate || t('home.none'),
            row.authentication || t('plan.route.itself'),
            row.owner || t('plan.route.nobody'),
            <span key="verify" className="stack">
              <code>{row.verifyUrl || t('home.none')}</code>
              {row.expect !== '' && <span className="muted">{t('plan.route.expect', { expect: row.expect })}</span>}
            </span>,
          ],
        }))}
      />
    </Section>
  );
}

function addressOf({ protocol, host, port, path, nodePort }: RouteRow): string {
  const usual = (protocol === 'https' && port === 443) || (protocol === 'http' && port === 80);
  return `${protocol}://${host}${usual ? '' : `:${port}`}${path}${nodePort === null ? '' : ` (NodePort ${nodePort})`}`;
}

/** The words of Gateway API and Kubernetes, for who knows them. */
function technicalCells(row: RouteRow, none: string) {
  return [
    <span key="gateway" className="stack">
      <code>{row.gateway}</code> {row.gatewayAddress}
    </span>,
    <code key="target">{`${row.namespace}/${row.service}:${row.servicePort} → ${row.targetPort}`}</code>,
    <code key="rewrite">{`${row.match}${row.stripPrefix ? ', strip prefix' : ''}`}</code>,
    <code key="affinity">{row.sessionAffinity}</code>,
    <code key="limits">
      {`${row.timeoutSeconds} s, ${row.retries} retries, ${row.bodyLimitMib} MiB${row.rateLimit === null ? '' : `, ${row.rateLimit}/s`}`}
    </code>,
    row.backends.join(', ') || none,
  ];
}
