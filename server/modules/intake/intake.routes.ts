import { MAX_DOCUMENT_BYTES } from '../../http/read-body.ts';
import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { intakeHeaders, intakeQuery, intakeSchema } from './intake.schemas.ts';
import type { IntakeService } from './intake.service.ts';

export const intakeSpecs = {
  readFile: spec({
    summary: 'Read a file into a canonical document',
    description:
      'Takes files as brokers and carriers have them: corridor JSON, UN/EDIFACT, customs XML, DCSA, EPCIS and credentials as JSON, filled table templates, scans and pictures with their `documentType`. Answers the document, what is wrong or doubtful, and what would be signed. Stores nothing.',
    tag: 'Intake',
    query: intakeQuery,
    headers: intakeHeaders,
    body: { kind: 'bytes', maxBytes: MAX_DOCUMENT_BYTES, mediaTypes: ['*/*'] },
    responses: { 200: { description: 'What the file says', schema: intakeSchema } },
    problems: [
      'INTAKE_FORMAT_UNKNOWN',
      'INTAKE_FORMAT_MISMATCH',
      'INTAKE_TYPE_MISSING',
      'INTAKE_UNREADABLE',
      'JSON_SYNTAX',
      'JSON_DUPLICATE_KEY',
      'JSON_TOO_DEEP',
      'JSON_ENCODING',
    ],
  }),
};

export function intakeRoutes(intake: IntakeService): Endpoint[] {
  return [
    endpoint(
      'readFile',
      intakeSpecs.readFile,
    )(async ({ query, headers, body }) => ({
      status: 200,
      json: intake.read({ ...query, ...body, secret: headers['document-secret'] }),
    })),
  ];
}
