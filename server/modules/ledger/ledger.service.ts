/** What a signer needs to know of the ledger, and how far the gateway has read it. */
import type { Deployment } from '../../chain/deployment.ts';
import type { Db } from '../../database/pool.ts';
import { AppError } from '../../errors/app-error.ts';
import { readCursor } from '../projection/projection.repository.ts';
import type { LedgerInfo } from './ledger.schemas.ts';

export interface LedgerServiceOptions {
  readonly db: Db;
  readonly deployment: Deployment;
  readonly deployBlock: number;
  readonly gateway: LedgerInfo['gateway'];
}

export interface LedgerService {
  /** @throws {AppError} NOT_READY before the first block was read */
  describe(): Promise<LedgerInfo>;
}

export function createLedgerService({ db, deployment, deployBlock, gateway }: LedgerServiceOptions): LedgerService {
  return {
    async describe() {
      const cursor = await readCursor(db);
      if (cursor === undefined) throw new AppError('NOT_READY', { retryAfterSeconds: 1 });
      const { chainId, ledger, registry, ledgerId, verifiers } = deployment;
      return {
        name: 'Corridor Ledger',
        chainId,
        verifyingContract: ledger,
        registry,
        ledgerId,
        verifiers: { ...verifiers },
        deployBlock,
        sequence: cursor.sequence,
        ledgerHead: cursor.ledger_head,
        time: cursor.block_time,
        gateway: { ...gateway },
      };
    },
  };
}
