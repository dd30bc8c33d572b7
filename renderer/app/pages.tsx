import type { ComponentType } from 'react';
import { ApprovePage } from '../features/approve/approve-page.tsx';
import { BundlePage } from '../features/bundle/bundle-page.tsx';
import { DeliverPage } from '../features/deliver/deliver-page.tsx';
import { HomePage } from '../features/home/home-page.tsx';
import { HostsPage } from '../features/hosts/hosts-page.tsx';
import { InstallPage } from '../features/install/install-page.tsx';
import { PlanPage } from '../features/plan/plan-page.tsx';
import { PreflightPage } from '../features/preflight/preflight-page.tsx';
import { RequirementsPage } from '../features/requirements/requirements-page.tsx';
import { VerifyPage } from '../features/verify/verify-page.tsx';
import type { Route } from './route.ts';

export const pages: Readonly<Record<Route, ComponentType>> = {
  home: HomePage,
  requirements: RequirementsPage,
  hosts: HostsPage,
  plan: PlanPage,
  bundle: BundlePage,
  preflight: PreflightPage,
  approve: ApprovePage,
  install: InstallPage,
  verify: VerifyPage,
  deliver: DeliverPage,
};
