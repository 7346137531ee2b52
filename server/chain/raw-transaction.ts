/** Reading of signed raw transactions. */
import { Transaction } from 'ethers';

/** Calldata of a signed transaction. */
export function transactionData(raw: string): string {
  return Transaction.from(raw).data;
}
