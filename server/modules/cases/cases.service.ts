/** Answers questions about cases for those who may ask them. */
import { createHash } from 'node:crypto';
import type { Db } from '../../database/pool.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Caller } from '../../http/caller.ts';
import { isoTime } from '../../platform/clock.ts';
import { openActionsOfCase } from '../actions/actions.repository.ts';
import type { ContentsService } from '../contents/contents.service.ts';
import { circleOf, listCases } from '../projection/case-queries.repository.ts';
import { caseEventsFrom } from '../projection/projection.repository.ts';
import { readCases } from '../projection/read-tables.repository.ts';
import type { CaseRows } from '../projection/rows.ts';
import {
  caseHead,
  caseSummary,
  declarationViews,
  documentViews,
  partyViews,
  trackingViews,
  waitViews,
} from './case-view.ts';
import { standingOf, visibleTo } from './cases.policy.ts';
import { timelineEntry } from './timeline-view.ts';

export interface CasesDeps {
  readonly db: Db;
  readonly contents: ContentsService;
}

export interface CaseListQuery {
  readonly ucr?: string | undefined;
  readonly state?: string | undefined;
  /** Party id, or `me`. */
  readonly waitingOn?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

export type CasesService = ReturnType<typeof createCasesService>;

/** Makes the service. Whether a caller sees a case at all is settled before, by `cases.policy.ts`. */
export function createCasesService({ db, contents }: CasesDeps) {
  async function rowsOf(caseId: string): Promise<CaseRows> {
    const rows = (await readCases(db, [caseId])).get(caseId);
    if (rows === undefined || rows.projected_cases.length === 0) throw new AppError('CASE_NOT_FOUND');
    return rows;
  }

  return {
    standing: async (caller: Caller, caseId: string) => standingOf(caller, await circleOf(db, caseId)),

    /** Visible cases, newest first; one more than the page holds, to tell whether there is another. */
    async list(caller: Caller, { waitingOn, limit, ...query }: CaseListQuery) {
      const on = waitingOn === 'me' ? caller.partyId : waitingOn;
      const found = await listCases(db, visibleTo(caller), { ...query, waitingOn: on, limit: limit + 1 });
      const rows = await readCases(
        db,
        found.map(({ case_id }) => case_id),
      );
      return found.flatMap(({ case_id, opened_sequence }) => {
        const each = rows.get(case_id);
        return each === undefined || each.projected_cases.length === 0
          ? []
          : [{ openedSequence: opened_sequence, ...caseSummary(each) }];
      });
    },

    /** @throws {AppError} CASE_NOT_FOUND */
    async read(caseId: string) {
      const rows = await rowsOf(caseId);
      const pending = await openActionsOfCase(db, caseId);
      const view = {
        ...caseHead(rows),
        parties: partyViews(rows),
        jurisdictions: rows.case_jurisdictions.map(({ jurisdiction }) => jurisdiction).sort(),
        documents: documentViews(rows),
        declarations: declarationViews(rows),
        tracking: trackingViews(rows),
        waitingFor: waitViews(rows),
        pending: pending.map(({ digest, kind, status, accepted_at }) => ({
          digest,
          kind,
          status,
          acceptedAt: isoTime(accepted_at.getTime()),
        })),
      };
      return { view, etag: etagOf(view) };
    },

    /** Entries in sequence order; one more than the page holds. @throws {AppError} CASE_NOT_FOUND */
    async timeline(caseId: string, after: number, limit: number) {
      const rows = await caseEventsFrom(db, caseId, after, limit + 1);
      if (rows.length === 0 && after === 0) throw new AppError('CASE_NOT_FOUND');
      return rows.map(timelineEntry);
    },

    /**
     * One version of a document with its content, as far as this gateway holds it; leaves an access receipt.
     * @param number of the version, from 1; the newest if absent
     * @throws {AppError} DOCUMENT_NOT_FOUND
     */
    async document(caller: Caller, caseId: string, documentId: string, number: number | undefined, route: string) {
      const rows = await rowsOf(caseId);
      const document = documentViews(rows).find((each) => each.documentId === documentId);
      const version = document?.versions.find((each) =>
        number === undefined ? each.root === document.currentRoot : each.number === number,
      );
      if (document === undefined || version === undefined) throw new AppError('DOCUMENT_NOT_FOUND');
      const stored = await contents.document(version.root);
      if (stored !== undefined) {
        await contents.note(caller, { caseId, documentId, partyId: document.partyId }, stored.link, route);
      }
      const { versions: _versions, ...head } = document;
      const content =
        stored === undefined
          ? null
          : {
              schema: stored.link.schema,
              document: stored.document,
              documentSha256: stored.link.canonicalSha256,
              secret: stored.link.secret,
              files: stored.link.files.map((file) => ({ ...file })),
            };
      return { ...head, caseId, version, content };
    },

    /** Who read what of a case, newest first; one more than the page holds. */
    async receipts(caseId: string, before: number | undefined, limit: number) {
      const receipts = await contents.receipts(caseId, before, limit + 1);
      return receipts.map(({ readAt, ...receipt }) => ({ ...receipt, readAt: isoTime(readAt.getTime()) }));
    },
  };
}

function etagOf(view: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(view)).digest('base64url')}"`;
}
