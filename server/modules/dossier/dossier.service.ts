/** Makes the dossier of a case from the log, the signed actions and the content that this gateway holds. */
import { disclose } from '../../../protocol/disclosure/disclosure.ts';
import { PARTY_PROFILE_SCHEMA_NAME } from '../../../protocol/documents/party-profile.ts';
import {
  assembleDossier,
  collectEvidence,
  type DossierSource,
  type Evidence,
  type Shown,
} from '../../../protocol/dossier/assemble-dossier.ts';
import { type DossierContent, formatDossier } from '../../../protocol/dossier/dossier.ts';
import { dossierPage } from '../../../protocol/dossier/dossier-page.ts';
import { filesIn } from '../../../protocol/dossier/redact-dossier.ts';
import type { Trust } from '../../../protocol/dossier/trust.ts';
import { parseCheckpoint } from '../../../protocol/log/checkpoint.ts';
import { parseNote } from '../../../protocol/log/note.ts';
import type { LedgerClient } from '../../chain/ledger-client.ts';
import type { Db } from '../../database/pool.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';
import type { Caller } from '../../http/caller.ts';
import { findActions } from '../actions/actions.repository.ts';
import type { ContentsService, RootPlace, StoredDocument } from '../contents/contents.service.ts';
import type { LogService } from '../log/log.service.ts';
import { placesOfRoot } from '../projection/case-queries.repository.ts';
import { caseEventsFrom, standingEvents } from '../projection/projection.repository.ts';
import { loggedActions } from './signed-actions.ts';

export interface DossierDeps {
  readonly db: Db;
  readonly chain: Pick<LedgerClient, 'domain' | 'transaction'>;
  readonly contents: ContentsService;
  readonly log: LogService;
  readonly trust: () => Promise<Trust | undefined>;
  /** Template of the offline page; undefined if this gateway has none. */
  readonly page: string | undefined;
}

/** What the holder wants to see in it. */
export interface DossierChoice {
  /** Documents to show, by id. */
  readonly documents: 'all' | 'none' | readonly string[];
  readonly attachments: 'all' | 'none';
  /** JSON, or the offline page with the dossier in it. */
  readonly format: 'json' | 'html';
}

/** Bytes of files that one dossier may carry. */
const MAX_ATTACHED_BYTES = 32 * 1024 * 1024;
/** Actions of one case that are read at once. */
const MAX_CASE_ACTIONS = 10_000;
/** What a dossier tells of a party beyond its id. */
const PROFILE_FIELDS = ['/schema', '/partyId', '/jurisdiction', '/legalName'];
/** Members of actions that name content by its root. */
const ROOT_FIELDS = ['envelope', 'root', 'conditions', 'profile'] as const;

export type DossierService = ReturnType<typeof createDossierService>;

/** Makes the service. Whether a caller sees a case at all is settled before, by `cases.policy.ts`. */
export function createDossierService(deps: DossierDeps) {
  return {
    /** What this gateway would have others pin; to be compared with the other side before use. @throws {AppError} NOT_READY */
    async trust(): Promise<Trust> {
      const trust = await deps.trust();
      if (trust === undefined) throw new AppError('NOT_READY', { retryAfterSeconds: 1 });
      return trust;
    },

    /**
     * The dossier of a case as canonical JSON, or the page with it; leaves receipts for the content that it shows.
     * @throws {AppError} CASE_NOT_FOUND, DOSSIER_ACTION_UNAVAILABLE, DOSSIER_TOO_LARGE, DOSSIER_PAGE_NOT_BUILT, LOG_BEHIND,
     * LOG_CONTRADICTED
     */
    async dossier(caller: Caller, caseId: string, choice: DossierChoice, route: string): Promise<string> {
      const { page } = deps;
      if (choice.format === 'html' && page === undefined) throw new AppError('DOSSIER_PAGE_NOT_BUILT');
      const trust = await this.trust();
      const source = await sourceFor(deps, caseId, trust);
      const evidence = await collectEvidence(source, caseId);
      if (evidence.actions.length === 0) throw new AppError('CASE_NOT_FOUND');
      const shown = await shownTo(deps, caller, caseId, evidence, choice, route);
      const text = formatDossier(await assembleDossier(source, caseId, evidence, shown));
      return choice.format === 'json' || page === undefined ? text : dossierPage(page, text, JSON.stringify(trust));
    },
  };
}

/** The log at a checkpoint that others cosigned, if it has the whole case; else at the newest. */
async function sourceFor({ db, chain, log }: DossierDeps, caseId: string, trust: Trust): Promise<DossierSource> {
  const rows = await caseEventsFrom(db, caseId, 0, MAX_CASE_ACTIONS);
  const last = rows.at(-1)?.sequence ?? 0;
  const cosigned = await cosignedCheckpoint(log);
  const checkpoint = cosigned !== undefined && sizeOf(cosigned) >= last ? cosigned : await log.checkpoint();
  const size = sizeOf(checkpoint);
  const signed = { db, domain: chain.domain, transaction: chain.transaction };
  return {
    ledger: chain.domain,
    checkpoint,
    founders: trust.councils.map(({ jurisdiction }) => jurisdiction),
    caseActions: () =>
      loggedActions(
        signed,
        rows.filter(({ sequence }) => sequence <= size),
      ),
    actionsOnStanding: async (id) => loggedActions(signed, await standingEvents(db, id, size)),
    inclusionPath: async (sequence) => (await log.inclusion({ sequence }, size)).proof.path,
    headProof: async (kind, id) => (await log.head(kind, id, size)).proof,
  };
}

async function cosignedCheckpoint(log: LogService): Promise<string | undefined> {
  try {
    return await log.cosignedCheckpoint();
  } catch (error) {
    if (isAppError(error, 'LOG_NOT_COSIGNED')) return undefined;
    throw error;
  }
}

function sizeOf(note: string): number {
  return parseCheckpoint(parseNote(note).text).size;
}

/** Content, files and promises, as far as they are chosen and held here. */
async function shownTo(
  deps: DossierDeps,
  caller: Caller,
  caseId: string,
  { actions, registry }: Evidence,
  { documents, attachments }: DossierChoice,
  route: string,
): Promise<Shown> {
  const roots = new Set(
    [...actions, ...registry].flatMap(({ action }) => ROOT_FIELDS.map((name) => action.message[name])),
  );
  const contents: DossierContent[] = [];
  for (const root of roots) {
    const stored = typeof root === 'string' ? await deps.contents.document(root) : undefined;
    if (stored === undefined) continue;
    const content = await contentOf(deps, caller, caseId, stored, documents, route);
    if (content !== undefined) contents.push(content);
  }
  const digests = actions.map(({ leaf }) => leaf.digest);
  const accepted = await findActions(deps.db, digests);
  return {
    contents,
    attachments: attachments === 'none' ? [] : await filesOf(deps, caller, contents, route),
    promises: accepted.flatMap(({ promise }) => (promise === null ? [] : [promise])),
  };
}

async function contentOf(
  { db, contents }: DossierDeps,
  caller: Caller,
  caseId: string,
  stored: StoredDocument,
  documents: DossierChoice['documents'],
  route: string,
): Promise<DossierContent | undefined> {
  const { link, document, sectionPointer } = stored;
  const salted = { document, files: link.files, secret: link.secret, sectionPointer };
  if (link.schema === PARTY_PROFILE_SCHEMA_NAME)
    return { root: link.root, disclosure: disclose(salted, PROFILE_FIELDS) };
  const [place] = (await placesOfRoot(db, link.root)).filter((each) => each.caseId === caseId);
  if (place === undefined || !isChosen(place, documents)) return undefined;
  await contents.note(caller, place, link, route);
  return { root: link.root, disclosure: disclose(salted) };
}

function isChosen({ documentId }: RootPlace, documents: DossierChoice['documents']): boolean {
  if (documents === 'all' || documents === 'none') return documents === 'all';
  return documentId !== null && documents.includes(documentId);
}

async function filesOf(
  { contents: store }: DossierDeps,
  caller: Caller,
  contents: readonly DossierContent[],
  route: string,
): Promise<Shown['attachments']> {
  const files: { sha256: string; bytes: string }[] = [];
  let size = 0;
  for (const sha256 of new Set(contents.flatMap(({ disclosure }) => filesIn(disclosure)))) {
    const { bytes } = await store.read(caller, sha256, route);
    size += bytes.length;
    if (size > MAX_ATTACHED_BYTES)
      throw new AppError('DOSSIER_TOO_LARGE', { params: { limitBytes: MAX_ATTACHED_BYTES } });
    files.push({ sha256, bytes: bytes.toString('base64') });
  }
  return files;
}
