import { MAX_DOCUMENT_BYTES } from '../../http/read-body.ts';
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { compareFileQuery, comparisonParams, comparisonSchema } from './comparison.schemas.ts';
import type { ComparisonService } from './comparison.service.ts';

const tag = 'Cases';

export const comparisonSpecs = {
  readComparison: spec({
    summary: 'What agrees and what differs between the documents of a case',
    description:
      'One row for each fact that several documents have to do with, with every value and its place. Only current ' +
      'versions that the caller may read and this gateway holds take part; the others are listed. Leaves access ' +
      'receipts, as all reading does.',
    tag,
    params: comparisonParams,
    body: { kind: 'none' },
    responses: { 200: { description: 'The table', schema: comparisonSchema } },
  }),
  compareFile: spec({
    summary: 'Compare a file with the documents of a case before it is filed',
    description: 'Takes any format that intake reads. The file takes part in the table and is not stored.',
    tag,
    params: comparisonParams,
    query: compareFileQuery,
    body: { kind: 'bytes', maxBytes: MAX_DOCUMENT_BYTES, mediaTypes: ['*/*'] },
    responses: { 200: { description: 'The table', schema: comparisonSchema } },
    problems: [
      'INTAKE_FORMAT_UNKNOWN',
      'INTAKE_FORMAT_MISMATCH',
      'INTAKE_UNREADABLE',
      'JSON_SYNTAX',
      'JSON_DUPLICATE_KEY',
      'JSON_TOO_DEEP',
      'JSON_ENCODING',
    ],
  }),
};

export function comparisonRoutes(comparison: ComparisonService): Endpoint[] {
  return [
    endpoint(
      'readComparison',
      comparisonSpecs.readComparison,
    )(async ({ params: { caseId }, caller, route }) => ({
      status: 200,
      json: { caseId, ...(await comparison.compare({ caller, caseId, route })) },
    })),
    endpoint(
      'compareFile',
      comparisonSpecs.compareFile,
    )(async ({ params: { caseId }, query, body, caller, route }) => ({
      status: 200,
      json: { caseId, ...(await comparison.compareFile({ caller, caseId, route }, { ...query, ...body })) },
    })),
  ];
}
