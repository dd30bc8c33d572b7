import type { ComponentType } from 'react';
import { AddressesSection } from './addresses-section.tsx';
import { CareSection } from './care-section.tsx';
import { ChangeList } from './change-list.tsx';
import { ChangesSection } from './changes-section.tsx';
import { DefaultsSection } from './defaults-section.tsx';
import { DocumentList } from './document-list.tsx';
import { FiguresSection } from './figures-section.tsx';
import { FindingsSection } from './findings-section.tsx';
import { LayoutSection } from './layout-section.tsx';
import { MachinesSection } from './machines-section.tsx';
import { NegotiateSection } from './negotiate-section.tsx';
import { OverviewSection } from './overview-section.tsx';
import { PortsSection } from './ports-section.tsx';
import { RoutesSection } from './routes-section.tsx';
import { ScheduleSection } from './schedule-section.tsx';
import type { PlanSection } from './sections.ts';
import { ServicesSection } from './services-section.tsx';
import { WhatIfSection } from './what-if-section.tsx';

export const planSections: Readonly<Record<PlanSection, ComponentType>> = {
  overview: OverviewSection,
  machines: MachinesSection,
  layout: LayoutSection,
  services: ServicesSection,
  routes: RoutesSection,
  ports: PortsSection,
  addresses: AddressesSection,
  care: CareSection,
  schedule: ScheduleSection,
  findings: FindingsSection,
  figures: FiguresSection,
  defaults: DefaultsSection,
  changes: ChangesSection,
  'what-if': WhatIfSection,
  negotiate: NegotiateSection,
  documents: DocumentList,
  steps: ChangeList,
};
