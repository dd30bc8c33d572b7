import { auditContract } from './audit.contract.ts';
import { bundleContract } from './bundle.contract.ts';
import { hostsContract } from './hosts.contract.ts';
import { intakeContract } from './intake.contract.ts';
import { operationContract } from './operation.contract.ts';
import { planContract } from './plan.contract.ts';
import { siteContract } from './site.contract.ts';
import { terminalContract } from './terminal.contract.ts';

/** Everything a view may ask of the inside, declared once, for every transport. */
export const contract = {
  site: siteContract,
  intake: intakeContract,
  hosts: hostsContract,
  plan: planContract,
  bundle: bundleContract,
  operation: operationContract,
  audit: auditContract,
  terminal: terminalContract,
};
export type Contract = typeof contract;
