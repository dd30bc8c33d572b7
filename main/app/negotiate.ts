import type { DocumentLanguage, LetterFormat, OfferRequest } from '../contract/plan.contract.ts';
import { hashOf } from '../model/canonical-json.ts';
import type { Catalog } from '../model/catalog/product.ts';
import { FerrymanError } from '../model/errors/ferryman-error.ts';
import type { MachineOffer, Negotiation } from '../model/plan/negotiation.ts';
import type { SitePlan } from '../model/plan/site-plan.ts';
import type { Document } from '../model/report/document.ts';
import type { HostFacts } from '../model/site/host-facts.ts';
import type { Requirements } from '../model/site/requirements.ts';
import { resolveModules } from '../plan/demand/modules.ts';
import { Ledger } from '../plan/ledger.ts';
import { negotiate } from '../plan/negotiation/negotiate.ts';
import { parseOffer } from '../plan/negotiation/parse-offer.ts';
import { standingOffer } from '../plan/negotiation/standing-offer.ts';
import { shortageLetter } from '../report/planning/shortage-letter.ts';
import { plainFacts } from './collect-facts.ts';
import { type WrittenDocument, writtenDocument } from './planning-documents.ts';
import { needRequirements } from './requirements.ts';
import { needPlan, planOf } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';

/**
 * Holds the saved plan against other machines; an empty environment is the first. Nothing is kept. SITE_E0007 without a plan · PLAN_E0011 when answers
 * changed since it was made · PLAN_E0008–10 for an offer that says nothing.
 */
export function negotiateMachines(session: SiteSession, request: OfferRequest): Negotiation {
  const { plan } = needPlan(session);
  const requirements = needRequirements(session);
  if (plan.requirementsHash !== hashOf(requirements)) throw new FerrymanError('PLAN_E0011', {});
  const { catalog } = session.registries;
  const known = { plan, requirements, facts: plainFacts(session), catalog };
  return negotiation(known, request, (changed) => planOf(session, changed));
}

export interface PlanInHand {
  readonly plan: SitePlan;
  readonly requirements: Requirements;
  readonly facts: Readonly<Record<string, HostFacts>>;
  readonly catalog: Catalog;
}

/** As `negotiateMachines`, of a plan nobody kept. */
export function negotiation(
  inHand: PlanInHand,
  request: OfferRequest,
  replan: (requirements: Requirements) => SitePlan,
): Negotiation {
  const { plan, requirements, catalog } = inHand;
  const modules = resolveModules(requirements, catalog, new Ledger(requirements));
  return negotiate({ plan, requirements, modules, offer: offerOf(inHand, request), replan });
}

/** The letter to the customer about it, from the same offer. */
export function writeShortageLetter(
  session: SiteSession,
  request: OfferRequest,
  how: { readonly format: LetterFormat; readonly language: DocumentLanguage },
): Promise<WrittenDocument> {
  const view = needPlan(session);
  const document: Document = shortageLetter(
    { ...view, ferrymanVersion: session.version },
    negotiateMachines(session, request),
  );
  return writtenDocument(session, document, 'shortage-letter', { ...how, revision: view.revision });
}

function offerOf({ plan, requirements, facts }: PlanInHand, { environment, have }: OfferRequest): MachineOffer {
  const named = environment === '' ? (plan.environments[0]?.name ?? '') : environment;
  if (have.trim() !== '') return parseOffer(have, named, plan);
  // the same refusal for an environment nobody planned
  parseOffer('0x1C1G', named, plan);
  const offer = standingOffer(plan, requirements, facts, named);
  if (offer === undefined) throw new FerrymanError('PLAN_E0010', { environment: named });
  return offer;
}
