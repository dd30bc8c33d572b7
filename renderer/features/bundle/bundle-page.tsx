import type { ComponentType } from 'react';
import { hrefOf, useRoutePart } from '../../app/route.ts';
import { useWords } from '../../i18n/words.ts';
import { Page } from '../../ui/page.tsx';
import { LockedNotice } from '../shared/locked-notice.tsx';
import { BuildSection } from './build-section.tsx';
import { BundleWorkProvider } from './bundle-work.tsx';
import { CarrySection } from './carry-section.tsx';
import { PushToSection } from './push-to-section.tsx';
import { type BundleSection, bundleSectionOf, bundleSections } from './sections.ts';
import { SiteSection } from './site-section.tsx';
import { TakeInSection } from './take-in-section.tsx';
import { WorkPanel } from './work-panel.tsx';

const parts: Readonly<Record<BundleSection, ComponentType>> = {
  site: SiteSection,
  build: BuildSection,
  carry: CarrySection,
  'take-in': TakeInSection,
  push: PushToSection,
};

export function BundlePage() {
  const { t } = useWords();
  const [name] = useRoutePart();
  const current = bundleSectionOf(name);
  const Current = parts[current];
  return (
    <Page title={t('stage.bundle')} lead={t('stage.bundle.lead')}>
      <BundleWorkProvider>
        <nav className="section-nav" aria-label={t('bundle.parts')}>
          <ul>
            {bundleSections.map((id) => (
              <li key={id}>
                <a href={hrefOf('bundle', id)} aria-current={id === current ? 'page' : undefined}>
                  {t(`bundle.part.${id}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {current === 'site' && <LockedNotice stage="bundle" />}
        <WorkPanel section={current} />
        <Current />
      </BundleWorkProvider>
    </Page>
  );
}
