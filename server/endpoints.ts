/** The endpoints of every module, and their specs without the services behind them. */
import type { Endpoint } from './http/route.ts';
import { actionsRoutes, actionsSpecs } from './modules/actions/actions.routes.ts';
import type { ActionsService } from './modules/actions/actions.service.ts';
import { answersRoutes, answersSpecs } from './modules/answers/answers.routes.ts';
import type { AnswersService } from './modules/answers/answers.service.ts';
import { auditRoutes, auditSpecs } from './modules/audit/audit.routes.ts';
import type { AuditService } from './modules/audit/audit.service.ts';
import { casesRoutes, casesSpecs } from './modules/cases/cases.routes.ts';
import type { CasesService } from './modules/cases/cases.service.ts';
import { comparisonRoutes, comparisonSpecs } from './modules/comparison/comparison.routes.ts';
import type { ComparisonService } from './modules/comparison/comparison.service.ts';
import { consoleRoutes, consoleSpecs } from './modules/console/console.routes.ts';
import type { ConsoleFiles } from './modules/console/console-files.ts';
import { contentsRoutes, contentsSpecs } from './modules/contents/contents.routes.ts';
import type { ContentsService } from './modules/contents/contents.service.ts';
import { documentFilesRoutes, documentFilesSpecs } from './modules/document-files/document-files.routes.ts';
import type { DocumentFilesService } from './modules/document-files/document-files.service.ts';
import { dossierRoutes, dossierSpecs } from './modules/dossier/dossier.routes.ts';
import type { DossierService } from './modules/dossier/dossier.service.ts';
import { exchangeRoutes, exchangeSpecs } from './modules/exchange/exchange.routes.ts';
import type { ExchangeService } from './modules/exchange/exchange.service.ts';
import { feedRoutes, feedSpecs } from './modules/feed/feed.routes.ts';
import type { FeedService } from './modules/feed/feed.service.ts';
import { healthRoutes, healthSpecs } from './modules/health/health.routes.ts';
import type { HealthService } from './modules/health/health.service.ts';
import { intakeRoutes, intakeSpecs } from './modules/intake/intake.routes.ts';
import type { IntakeService } from './modules/intake/intake.service.ts';
import { ledgerRoutes, ledgerSpecs } from './modules/ledger/ledger.routes.ts';
import type { LedgerService } from './modules/ledger/ledger.service.ts';
import { logRoutes, logSpecs } from './modules/log/log.routes.ts';
import type { LogService } from './modules/log/log.service.ts';
import type { RouteSpecs } from './modules/openapi/document.ts';
import { openApiRoutes, openApiSpecs } from './modules/openapi/openapi.routes.ts';
import { partiesRoutes, partiesSpecs } from './modules/parties/parties.routes.ts';
import type { PartiesService } from './modules/parties/parties.service.ts';
import type { ApiKeysService } from './modules/session/api-keys.service.ts';
import { sessionRoutes, sessionSpecs } from './modules/session/session.routes.ts';
import type { SessionService } from './modules/session/session.service.ts';
import { templatesRoutes, templatesSpecs } from './modules/templates/templates.routes.ts';
import { verifyRoutes, verifySpecs } from './modules/verify/verify.routes.ts';
import type { VerifyService } from './modules/verify/verify.service.ts';
import { witnessRoutes, witnessSpecs } from './modules/witness/witness.routes.ts';
import type { WitnessService } from './modules/witness/witness.service.ts';
import type { Metrics } from './platform/metrics.ts';

/** Every route of the table has its spec here; the compiler holds the two together. */
export const ROUTE_SPECS: RouteSpecs = {
  ...consoleSpecs,
  ...healthSpecs,
  ...openApiSpecs,
  ...ledgerSpecs,
  ...partiesSpecs,
  ...sessionSpecs,
  ...intakeSpecs,
  ...templatesSpecs,
  ...contentsSpecs,
  ...actionsSpecs,
  ...casesSpecs,
  ...feedSpecs,
  ...dossierSpecs,
  ...answersSpecs,
  ...comparisonSpecs,
  ...documentFilesSpecs,
  ...verifySpecs,
  ...logSpecs,
  ...witnessSpecs,
  ...exchangeSpecs,
  ...auditSpecs,
};

export interface Services {
  readonly actions: ActionsService;
  readonly answers: AnswersService;
  readonly audit: AuditService;
  readonly apiKeys: ApiKeysService;
  readonly cases: CasesService;
  readonly comparison: ComparisonService;
  readonly contents: ContentsService;
  readonly documentFiles: DocumentFilesService;
  readonly dossiers: DossierService;
  readonly exchange: ExchangeService;
  readonly feed: FeedService;
  readonly health: HealthService;
  readonly intake: IntakeService;
  readonly ledger: LedgerService;
  readonly log: LogService;
  readonly parties: PartiesService;
  readonly sessions: SessionService;
  readonly verify: VerifyService;
  readonly witness: WitnessService;
}

export interface EndpointOptions {
  readonly metrics: Metrics;
  readonly version: string;
  /** Public origin, without a slash at the end. */
  readonly origin: string;
  readonly sessionTtlSeconds: number;
  /** The built console; undefined if this gateway serves none. */
  readonly consoleFiles: ConsoleFiles | undefined;
}

export function endpointsOf(
  services: Services,
  { metrics, version, origin, sessionTtlSeconds, consoleFiles }: EndpointOptions,
): Endpoint[] {
  return [
    ...consoleRoutes(consoleFiles),
    ...healthRoutes(services.health, metrics, version),
    ...openApiRoutes(ROUTE_SPECS, { version, origin }),
    ...ledgerRoutes(services.ledger),
    ...partiesRoutes(services.parties),
    ...sessionRoutes(services.sessions, services.apiKeys, sessionTtlSeconds),
    ...intakeRoutes(services.intake),
    ...templatesRoutes(),
    ...contentsRoutes(services.contents),
    ...actionsRoutes(services.actions),
    ...casesRoutes(services.cases),
    ...feedRoutes(services.feed),
    ...dossierRoutes(services.dossiers),
    ...answersRoutes(services.answers),
    ...comparisonRoutes(services.comparison),
    ...documentFilesRoutes(services.documentFiles),
    ...verifyRoutes(services.verify),
    ...logRoutes(services.log),
    ...witnessRoutes(services.witness),
    ...exchangeRoutes(services.exchange),
    ...auditRoutes(services.audit),
  ];
}
