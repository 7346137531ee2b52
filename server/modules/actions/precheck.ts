/**
 * Asks the contract itself whether an action would be applied, on top of the chain's latest block and of what waits
 * before it. There is no second copy of the rules here.
 */
import { id, keccak256 } from 'ethers';
import { ACTION_KINDS, type SignedAction } from '../../../protocol/actions.ts';
import { type EncodedAction, encodeAction } from '../../chain/action-encoding.ts';
import { ZERO_8 } from '../../chain/hex.ts';
import type { LedgerReader } from '../../chain/ledger-client.ts';
import type { ResultCode } from '../../chain/result-codes.ts';
import { CallRevertedError } from '../../chain/rpc.ts';
import { AppError } from '../../errors/app-error.ts';
import { ledgerErrorCode } from '../../errors/catalogue.ts';

/** Waiting actions that are simulated before a new one; more fit no transaction. */
export const MAX_PENDING_SIMULATED = 100;

/**
 * Result of an action after those that wait before it.
 * @param pending open actions of the same order key, oldest first
 * @throws {AppError} QUEUE_FULL if so much waits that the action cannot be checked behind it; CHAIN_UNAVAILABLE
 */
export async function simulateAfter(
  chain: LedgerReader,
  pending: readonly EncodedAction[],
  action: EncodedAction,
): Promise<ResultCode> {
  const result = await lastResult(chain, [...pending, action]);
  if (result !== undefined && result !== 'UNPROCESSED') return result;
  if (pending.length > 0 && result === 'UNPROCESSED') throw new AppError('QUEUE_FULL', { retryAfterSeconds: 2 });
  // a waiting action that makes the whole batch revert will be quarantined, and harms no other
  const alone = await lastResult(chain, [action]);
  if (alone === undefined) throw new AppError('LEDGER_MALFORMED');
  return alone;
}

/** Result of the last of some actions; undefined if the batch reverts as a whole. */
async function lastResult(chain: LedgerReader, actions: readonly EncodedAction[]): Promise<ResultCode | undefined> {
  try {
    return (await chain.simulate(actions)).at(-1);
  } catch (error) {
    if (error instanceof CallRevertedError) return undefined;
    throw error;
  }
}

/**
 * Checks an action that becomes valid later: the contract answers NOT_YET_VALID before it looks at who signed, so the
 * signatures are asked for by themselves, else anybody could fill the queue.
 * @throws {AppError} LEDGER_BAD_SIGNATURE, LEDGER_UNKNOWN_KEY and what the authority check answers
 */
export async function checkSigners(chain: LedgerReader, action: SignedAction, digest: string): Promise<void> {
  const { kind, message, signatures } = action;
  const { id: kindId, authority } = ACTION_KINDS[kind];
  if (authority === 'OPERATOR' || authority === 'ROTATION') {
    const keyId = String(message['keyId']);
    if (keccak256(signatures[0]?.signer ?? '0x') !== keyId) throw new AppError('LEDGER_BAD_SIGNATURE');
    const key = await chain.key(keyId);
    if (key.party === ZERO_8) throw new AppError('LEDGER_UNKNOWN_KEY');
    if (key.revokedAt !== 0) throw new AppError('LEDGER_KEY_REVOKED');
  } else {
    const keyIds = signatures.map(({ signer }) => keccak256(signer));
    const result = await chain.checkAuthority(kindId, id(String(message['jurisdiction'])), keyIds);
    if (result !== 'APPLIED') throw new AppError(ledgerErrorCode(result));
  }
  for (const { signer, signature } of signatures) {
    if (!(await chain.checkSignature(signer, digest, signature))) throw new AppError('LEDGER_BAD_SIGNATURE');
  }
}

/** Encodes stored actions, leaving out what cannot be encoded: the relayer will set that aside. */
export function encodable(actions: readonly SignedAction[]): EncodedAction[] {
  return actions.flatMap((action) => {
    try {
      return [encodeAction(action)];
    } catch {
      return [];
    }
  });
}
