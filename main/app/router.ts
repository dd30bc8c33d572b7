import { implement, ORPCError } from '@orpc/server';
import { contract } from '../contract/contract.ts';
import type { DocumentFile } from '../contract/plan.contract.ts';
import type { ProcedureMeta, Role } from '../contract/procedure.ts';
import { FerrymanError, toErrorRecord } from '../model/errors/ferryman-error.ts';
import { explain } from '../plan/explain.ts';
import { auditView } from './audit.ts';
import { startPapers, startRepository, startSplit, startVerify } from './carry-bundle.ts';
import { collectFacts } from './collect-facts.ts';
import { followOperation } from './follow-operation.ts';
import { importAnswers } from './import-answers.ts';
import { exportCollector, importFacts } from './import-facts.ts';
import { inputErrorOf } from './input-error.ts';
import { exportPage, exportWorkbook, readIntake } from './intake.ts';
import { compareBundlesAt, inspectBundleAt, ownKeys, sbomAt } from './look-at-bundles.ts';
import { startBuild, startResolve } from './make-bundle.ts';
import { negotiateMachines, writeShortageLetter } from './negotiate.ts';
import { latestOperation, operationPlan, startOperation, stopOperation } from './operation.ts';
import { siteOverview } from './overview.ts';
import { diffRevisions, planHead, planRevisions } from './plan-revisions.ts';
import { listPlannerDefaults, overrideDefault, removeOverride } from './planner-defaults.ts';
import { listPlanningDocuments, type WrittenDocument, writePlanningDocument } from './planning-documents.ts';
import { runPreflight } from './preflight.ts';
import { planPushTo, startPushTo } from './push-to-registry.ts';
import { startPush } from './push-to-site.ts';
import { escrowRegistryPassword, registryPassword } from './registry-password.ts';
import { rehearse, resume } from './rehearse.ts';
import { reportJson, savedReport, showNewReport } from './report.ts';
import { savedRequirements, saveRequirements } from './requirements.ts';
import { savedBundle, takeBundle } from './site-bundle.ts';
import { approvePlan, makePlan, needPlan, savedPlan } from './site-plan.ts';
import type { SiteSession } from './site-session.ts';
import { resolveAndPlan, saveAnswers } from './take-answers.ts';
import { intakePlanView, siteInventory, startTakeIn } from './take-in.ts';
import { takeWay } from './take-way.ts';
import { listHosts, scanHosts, trustHosts } from './trust-hosts.ts';
import { runVerification } from './verify.ts';
import { whatIf } from './what-if.ts';

/** What every call carries: the opened site and who calls. */
export interface CallContext {
  readonly session: SiteSession;
  readonly role: Role;
}

const api = implement(contract)
  .$context<CallContext>()
  .use(async ({ context, procedure, path, next }) => {
    const { roles, takesSecrets = false } = procedure['~orpc'].meta as ProcedureMeta;
    const name = path.join('.');
    try {
      if (!roles.includes(context.role)) throw new FerrymanError('ROLE_E0001', { role: context.role, procedure: name });
      return await next();
    } catch (error) {
      const record = toErrorRecord(inputErrorOf(error, name, takesSecrets) ?? error);
      throw new ORPCError(record.code, { message: record.message.en, data: record, defined: false });
    }
  });

/** The contract's procedures, each bound to its use case; nothing is decided here. */
export const router = api.router({
  site: {
    overview: api.site.overview.handler(({ context }) => siteOverview(context.session)),
    readRequirements: api.site.readRequirements.handler(({ context }) => savedRequirements(context.session)),
    saveRequirements: api.site.saveRequirements.handler(({ context, input }) =>
      saveRequirements(context.session, input.source, input.file),
    ),
    provideSecret: api.site.provideSecret.handler(({ context, input }) =>
      context.session.secrets.put(input.name, input.value),
    ),
    registryPassword: api.site.registryPassword.handler(({ context }) => registryPassword(context.session)),
    escrowRegistryPassword: api.site.escrowRegistryPassword.handler(({ context, input }) =>
      escrowRegistryPassword(context.session, input.passphrase),
    ),
  },
  intake: {
    read: api.intake.read.handler(({ context, input }) =>
      readIntake(context.session, input.language, { role: context.role, contact: input.contact }),
    ),
    save: api.intake.save.handler(({ context, input }) =>
      saveAnswers(context.session, input, { role: context.role, contact: input.contact }),
    ),
    importFile: api.intake.importFile.handler(({ context, input }) =>
      importAnswers(context.session, { name: input.name, content: Buffer.from(input.base64, 'base64') }),
    ),
    resolve: api.intake.resolve.handler(({ context, input }) => resolveAndPlan(context.session, input)),
    exportWorkbook: api.intake.exportWorkbook.handler(({ context, input }) =>
      exportWorkbook(context.session, input.language, input.sections),
    ),
    exportPage: api.intake.exportPage.handler(({ context, input }) =>
      exportPage(context.session, input.language, input.contact),
    ),
    collector: api.intake.collector.handler(({ context, input }) => exportCollector(context.session, input.reach)),
    importFacts: api.intake.importFacts.handler(({ context, input }) =>
      importFacts(
        context.session,
        input.map(({ name, base64 }) => ({ name, content: Buffer.from(base64, 'base64') })),
      ),
    ),
  },
  hosts: {
    list: api.hosts.list.handler(({ context }) => listHosts(context.session)),
    scan: api.hosts.scan.handler(({ context }) => scanHosts(context.session)),
    trust: api.hosts.trust.handler(({ context, input }) => trustHosts(context.session, input.machines, input.by)),
    collectFacts: api.hosts.collectFacts.handler(async ({ context }) => {
      await collectFacts(context.session);
      return listHosts(context.session);
    }),
    preflight: api.hosts.preflight.handler(({ context }) => runPreflight(context.session)),
    readPreflight: api.hosts.readPreflight.handler(({ context }) => context.session.store.checks('preflight')),
  },
  plan: {
    read: api.plan.read.handler(({ context }) => savedPlan(context.session)),
    make: api.plan.make.handler(({ context }) => makePlan(context.session)),
    approve: api.plan.approve.handler(({ context, input }) => approvePlan(context.session, input.hash, input.by)),
    readHead: api.plan.readHead.handler(({ context }) => planHead(context.session)),
    explain: api.plan.explain.handler(({ context, input }) => explain(needPlan(context.session).plan, input.figure)),
    listRevisions: api.plan.listRevisions.handler(({ context }) => planRevisions(context.session)),
    diff: api.plan.diff.handler(({ context, input }) => diffRevisions(context.session, input.from, input.to)),
    whatIf: api.plan.whatIf.handler(({ context, input }) => whatIf(context.session, input)),
    negotiate: api.plan.negotiate.handler(({ context, input }) => negotiateMachines(context.session, input)),
    writeLetter: api.plan.writeLetter.handler(async ({ context, input }) =>
      documentFile(await writeShortageLetter(context.session, input, input)),
    ),
    takeWay: api.plan.takeWay.handler(({ context, input }) => takeWay(context.session, input, input.by)),
    listDefaults: api.plan.listDefaults.handler(({ context }) => listPlannerDefaults(context.session)),
    overrideDefault: api.plan.overrideDefault.handler(({ context, input }) => overrideDefault(context.session, input)),
    removeOverride: api.plan.removeOverride.handler(({ context, input }) =>
      removeOverride(context.session, input.assumption),
    ),
    steps: api.plan.steps.handler(async ({ context }) => (await operationPlan(context.session)).steps),
    listDocuments: api.plan.listDocuments.handler(({ context }) => listPlanningDocuments(context.session)),
    readDocument: api.plan.readDocument.handler(async ({ context, input }) => {
      return documentFile(await writePlanningDocument(context.session, input));
    }),
    readBundle: api.plan.readBundle.handler(({ context }) => savedBundle(context.session)),
    openBundle: api.plan.openBundle.handler(({ context, input }) => takeBundle(context.session, input.path)),
  },
  bundle: {
    resolve: api.bundle.resolve.handler(({ context, input }) => startResolve(context.session, input.specFile)),
    build: api.bundle.build.handler(({ context, input }) => startBuild(context.session, input)),
    split: api.bundle.split.handler(({ context, input }) => startSplit(context.session, input)),
    verify: api.bundle.verify.handler(({ context, input }) => startVerify(context.session, input.source)),
    papers: api.bundle.papers.handler(({ context, input }) => startPapers(context.session, input)),
    takeIn: api.bundle.takeIn.handler(({ context, input }) => startTakeIn(context.session, input)),
    push: api.bundle.push.handler(({ context, input }) => startPush(context.session, input.directory)),
    planPushTo: api.bundle.planPushTo.handler(({ context, input }) => planPushTo(context.session, input)),
    pushTo: api.bundle.pushTo.handler(({ context, input }) => startPushTo(context.session, input)),
    repository: api.bundle.repository.handler(({ context, input }) => startRepository(context.session, input)),
    resume: api.bundle.resume.handler(({ context }) => context.session.bundles.resume()),
    planIntake: api.bundle.planIntake.handler(({ context, input }) => intakePlanView(context.session, input)),
    inspect: api.bundle.inspect.handler(({ context, input }) => inspectBundleAt(context.session, input.path)),
    sbom: api.bundle.sbom.handler(({ context, input }) => sbomAt(context.session, input.path)),
    compare: api.bundle.compare.handler(({ context, input }) => compareBundlesAt(context.session, input)),
    inventory: api.bundle.inventory.handler(({ context }) => siteInventory(context.session)),
    listKeys: api.bundle.listKeys.handler(({ context }) => ownKeys(context.session)),
    stop: api.bundle.stop.handler(({ context }) => context.session.bundles.stop()),
    follow: api.bundle.follow.handler(({ context, signal }) =>
      context.session.bundles.follow(
        AbortSignal.any([context.session.signal, ...(signal === undefined ? [] : [signal])]),
      ),
    ),
  },
  operation: {
    read: api.operation.read.handler(({ context }) => {
      const operation = latestOperation(context.session);
      return operation === undefined
        ? null
        : { ...operation, isAttached: context.session.current?.operationId === operation.id };
    }),
    start: api.operation.start.handler(async ({ context }) => ({
      operationId: (await startOperation(context.session)).operationId,
    })),
    resume: api.operation.resume.handler(async ({ context }) => ({
      operationId: (await resume(context.session)).operationId,
    })),
    stop: api.operation.stop.handler(({ context, input }) =>
      stopOperation(context.session, input.by || context.session.operator),
    ),
    follow: api.operation.follow.handler(({ context, input, signal }) =>
      followOperation(
        context.session,
        input.afterSeq,
        AbortSignal.any([context.session.signal, ...(signal === undefined ? [] : [signal])]),
      ),
    ),
    log: api.operation.log.handler(({ context, input }) =>
      context.session.store.readLog(input.operationId, input.stepId, input.offset),
    ),
    verify: api.operation.verify.handler(({ context }) => runVerification(context.session)),
    readVerification: api.operation.readVerification.handler(({ context }) =>
      context.session.store.checks('verification'),
    ),
    writeReport: api.operation.writeReport.handler(({ context }) => showNewReport(context.session)),
    readReport: api.operation.readReport.handler(({ context, input }) => savedReport(context.session, input.language)),
    readReportJson: api.operation.readReportJson.handler(({ context }) => reportJson(context.session)),
    rehearse: api.operation.rehearse.handler(({ context }) => rehearse(context.session)),
  },
  audit: {
    read: api.audit.read.handler(({ context }) => auditView(context.session)),
  },
  terminal: {
    open: api.terminal.open.handler(({ context, input, signal }) => context.session.terminals.open(input, signal)),
    write: api.terminal.write.handler(({ context, input }) => context.session.terminals.write(input.id, input.text)),
    resize: api.terminal.resize.handler(({ context, input }) => context.session.terminals.resize(input.id, input)),
    close: api.terminal.close.handler(({ context, input }) => context.session.terminals.close(input.id)),
  },
});
export type Router = typeof router;

function documentFile({ fileName, mediaType, content }: WrittenDocument): DocumentFile {
  return { fileName, mediaType, base64: Buffer.from(content).toString('base64') };
}
