import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { ledgerSchema } from './ledger.schemas.ts';
import type { LedgerService } from './ledger.service.ts';

export const ledgerSpecs = {
  readLedger: spec({
    summary: 'The ledger: EIP-712 domain, verifiers, how far the index has read',
    description: 'Compare `chainId`, `verifyingContract` and `ledgerId` with what you pinned before you sign anything.',
    tag: 'Ledger',
    body: { kind: 'none' },
    responses: { 200: { description: 'The ledger', schema: ledgerSchema } },
    problems: ['NOT_READY'],
  }),
};

export function ledgerRoutes(ledger: LedgerService): Endpoint[] {
  return [endpoint('readLedger', ledgerSpecs.readLedger)(async () => ({ status: 200, json: await ledger.describe() }))];
}
