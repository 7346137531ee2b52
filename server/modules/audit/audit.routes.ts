import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { consistencySchema } from './audit.schemas.ts';
import type { AuditService } from './audit.service.ts';

export const auditSpecs = {
  checkConsistency: spec({
    summary: 'Compare index, content store, outbox and chain',
    description:
      'Reads every event again, folds every case again, hashes every stored byte again and asks the contract for its ' +
      'state. Names each difference: what was edited, what is missing, what should not be there.',
    tag: 'Audit',
    body: { kind: 'none' },
    responses: { 200: { description: 'The report', schema: consistencySchema } },
    problems: ['NOT_READY', 'CHAIN_UNAVAILABLE'],
  }),
};

export function auditRoutes(audit: AuditService): Endpoint[] {
  return [
    endpoint(
      'checkConsistency',
      auditSpecs.checkConsistency,
    )(async () => {
      const report = await audit.checkConsistency();
      return { status: 200, json: { ...report, differences: report.differences.map((each) => ({ ...each })) } };
    }),
  ];
}
