import type { EnvironmentPlan } from '../../../main/model/plan/environment-plan.ts';
import type { PlannedService } from '../../../main/model/plan/planned-service.ts';
import { useSettings } from '../../app/settings.tsx';
import { useWords } from '../../i18n/words.ts';
import { LongTable } from '../../ui/long-table.tsx';
import { Section } from '../../ui/page.tsx';
import { amount, plainNumber } from './amount.ts';
import { EnvironmentLinks, useEnvironment } from './environment-links.tsx';
import { Figure } from './figure.tsx';
import { useShownPlan } from './plan-context.tsx';
import { figureOf } from './service-figures.ts';

/** What runs: the customer's business first, then the platform it stands on, then the software chosen for it. */
export function ServicesSection() {
  const { t } = useWords();
  const environment = useEnvironment();
  if (environment === undefined) return null;
  const { name, services } = environment;
  return (
    <>
      <EnvironmentLinks section="services" current={name} />
      {(['module', 'component'] as const).map((kind) => (
        <Section key={kind} title={t(`plan.services.${kind}`)} note={t(`plan.services.${kind}.note`)}>
          <ServiceTable
            caption={t(`plan.services.${kind}`)}
            environment={name}
            services={services.filter((service) => service.kind === kind)}
          />
        </Section>
      ))}
      <ComponentTable environment={environment} />
    </>
  );
}

interface ServiceTableProps {
  readonly caption: string;
  readonly environment: string;
  readonly services: readonly PlannedService[];
}

function ServiceTable({ caption, environment, services }: ServiceTableProps) {
  const { t, say, language } = useWords();
  const { plan } = useShownPlan();
  const { isTechnical } = useSettings();
  const limited = (value: number, unit: string) =>
    value === 0 ? t('plan.noLimit') : t('plan.atMost', { limit: amount(value, unit, language) });
  return (
    <LongTable
      caption={caption}
      columns={[
        t('plan.service'),
        t('plan.copies'),
        t('plan.cpuEach'),
        t('plan.memoryEach'),
        t('plan.why'),
        t('plan.volumes'),
        ...(isTechnical ? [t('plan.namespace'), t('plan.needs'), t('plan.rules'), t('plan.images')] : []),
      ]}
      empty={t('plan.services.none')}
      rows={services.map((service) => {
        const { name, title, replicas, requests, limits, why, volumes, namespace, dependsOn, images } = service;
        const id = (figure: Parameters<typeof figureOf>[3]) => figureOf(plan, environment, service, figure);
        return {
          key: name,
          text: `${name} ${title.zh} ${title.en} ${namespace} ${why.zh} ${why.en}`,
          cells: [
            <span key="name" className="stack">
              {say(title)} <code>{name}</code>
            </span>,
            <Figure key="count" id={id('count')}>
              {service.isDaemon ? t('plan.everyNode', { count: replicas }) : replicas}
            </Figure>,
            <span key="cpu" className="stack">
              <Figure id={id('cpu')}>{amount(requests.cpuMillicores, 'm', language)}</Figure>
              <span className="muted">
                <Figure id={id('cpuLimit')}>{limited(limits.cpuMillicores, 'm')}</Figure>
              </span>
            </span>,
            <span key="memory" className="stack">
              <Figure id={id('memory')}>{amount(requests.memoryMib, 'MiB', language)}</Figure>
              <span className="muted">
                <Figure id={id('memoryLimit')}>{limited(limits.memoryMib, 'MiB')}</Figure>
              </span>
            </span>,
            say(why),
            volumes.length === 0 ? (
              t('home.none')
            ) : (
              <span key="volumes" className="stack">
                {volumes.map((volume) => (
                  <span key={volume.name}>
                    <Figure id={id(`volumes.${volume.name}`)}>{plainNumber(volume.sizeGb)} GB</Figure>{' '}
                    {say(volume.purpose)} <span className="muted">{volume.storageClass}</span>
                  </span>
                ))}
              </span>
            ),
            ...(isTechnical
              ? [
                  <code key="namespace">{namespace}</code>,
                  dependsOn.join(', ') || t('home.none'),
                  <code key="rules">{rulesOf(service)}</code>,
                  <span key="images" className="stack">
                    {images.length === 0 && t('home.none')}
                    {images.map((image) => (
                      <code key={image}>{image}</code>
                    ))}
                  </span>,
                ]
              : []),
          ],
        };
      })}
    />
  );
}

/** Kubernetes' own words: only who asked for them sees them. */
function rulesOf({ spread, isQuorum, isMovable, isDaemon }: PlannedService): string {
  return [isDaemon ? 'DaemonSet' : `spread ${spread}`, isQuorum ? 'quorum' : '', isMovable ? '' : 'not movable']
    .filter((word) => word !== '')
    .join(', ');
}

function ComponentTable({ environment: { components } }: { readonly environment: EnvironmentPlan }) {
  const { t, say } = useWords();
  return (
    <Section title={t('plan.components')} note={t('plan.componentsNote')}>
      <LongTable
        caption={t('plan.components')}
        columns={[t('plan.component'), t('plan.meaning'), t('plan.version'), t('plan.placement'), t('plan.because')]}
        empty={t('plan.services.none')}
        rows={components.map(({ name, title, plain, version, placement, because, isStub }) => ({
          key: name,
          text: `${name} ${title.zh} ${title.en} ${version}`,
          cells: [
            say(title),
            say(plain),
            version || t('home.none'),
            isStub ? t('plan.placement.stub') : t(`plan.placement.${placement}`),
            say(because),
          ],
        }))}
      />
    </Section>
  );
}
