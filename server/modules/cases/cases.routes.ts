import { decodeCursor, encodeCursor, pageOf } from '../../http/pagination.ts';
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import {
  caseParams,
  caseSchema,
  casesQuery,
  casesSchema,
  documentParams,
  documentQuery,
  documentSchema,
  receiptsSchema,
  timelineQuery,
  timelineSchema,
} from './cases.schemas.ts';
import type { CasesService } from './cases.service.ts';

const tag = 'Cases';
const etag = { ETag: 'Changes with anything in the answer' };

export const casesSpecs = {
  listCases: spec({
    summary: 'Cases that the party may see, newest first',
    description:
      'Cases that the party opened, that are addressed to it, or that its office is competent for; customs ' +
      'administrations, offices and auditors also see the cases of their jurisdiction.',
    tag,
    query: casesQuery,
    body: { kind: 'none' },
    responses: { 200: { description: 'One page', schema: casesSchema } },
    problems: ['INVALID_CURSOR'],
  }),
  readCase: spec({
    summary: 'A case with documents, declarations, and what it waits for',
    tag,
    params: caseParams,
    body: { kind: 'none' },
    responses: { 200: { description: 'The case', schema: caseSchema, headers: etag } },
  }),
  readTimeline: spec({
    summary: 'Everything that was applied to a case, in order',
    tag,
    params: caseParams,
    query: timelineQuery,
    body: { kind: 'none' },
    responses: { 200: { description: 'One page', schema: timelineSchema } },
    problems: ['INVALID_CURSOR'],
  }),
  readDocument: spec({
    summary: 'One version of a document with its content',
    description: 'Leaves an access receipt that the participants of the case can see.',
    tag,
    params: documentParams,
    query: documentQuery,
    body: { kind: 'none' },
    responses: {
      200: { description: 'The version', schema: documentSchema, headers: { ETag: 'Root of the version' } },
    },
    problems: ['DOCUMENT_NOT_FOUND'],
  }),
  listReceipts: spec({
    summary: 'Who read which content of a case, newest first',
    tag,
    params: caseParams,
    query: timelineQuery,
    body: { kind: 'none' },
    responses: { 200: { description: 'One page', schema: receiptsSchema } },
    problems: ['INVALID_CURSOR'],
  }),
};

const NUMBER = /^\d{1,15}$/;

function numberCursor(list: string, cursor: string | undefined): number | undefined {
  const key = decodeCursor(list, cursor, NUMBER);
  return key === undefined ? undefined : Number(key);
}

export function casesRoutes(cases: CasesService): Endpoint[] {
  return [
    endpoint(
      'listCases',
      casesSpecs.listCases,
    )(async ({ query: { cursor, ...query }, caller }) => {
      const rows = await cases.list(caller, { ...query, before: numberCursor('cases', cursor) });
      const page = pageOf(rows, query.limit, (last) => encodeCursor('cases', String(last.openedSequence)));
      // the key of the cursor is no part of the answer
      const items = page.items.map(({ openedSequence: _key, ...summary }) => summary);
      return { status: 200, json: { ...page, items } };
    }),
    endpoint(
      'readCase',
      casesSpecs.readCase,
    )(async ({ params }) => {
      const found = await cases.read(params.caseId);
      return { status: 200, json: found.view, headers: { ETag: found.etag } };
    }),
    endpoint(
      'readTimeline',
      casesSpecs.readTimeline,
    )(async ({ params, query: { cursor, limit } }) => {
      const rows = await cases.timeline(params.caseId, numberCursor('timeline', cursor) ?? 0, limit);
      return { status: 200, json: pageOf(rows, limit, (last) => encodeCursor('timeline', String(last.sequence))) };
    }),
    endpoint(
      'readDocument',
      casesSpecs.readDocument,
    )(async ({ params, query, caller, route }) => {
      const { caseId, documentId } = params;
      const found = await cases.document(caller, caseId, documentId, query.version, route);
      return { status: 200, json: found, headers: { ETag: `"${found.version.root}"` } };
    }),
    endpoint(
      'listReceipts',
      casesSpecs.listReceipts,
    )(async ({ params, query: { cursor, limit } }) => {
      const rows = await cases.receipts(params.caseId, numberCursor('receipts', cursor), limit);
      return { status: 200, json: pageOf(rows, limit, (last) => encodeCursor('receipts', String(last.id))) };
    }),
  ];
}
