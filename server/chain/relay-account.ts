/** One relay account: signs transactions that carry actions, and nothing else. */
import { keccak256, Wallet } from 'ethers';
import { quantity } from './hex.ts';

export interface TransactionPlan {
  readonly chainId: number;
  readonly to: string;
  readonly data: string;
  readonly nonce: number;
  readonly gasLimit: number;
  /** wei per gas */
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

export interface SignedTransaction {
  readonly raw: string;
  readonly hash: string;
}

export interface RelayAccount {
  /** lower-case hex; also the name of the lane */
  readonly address: string;
  sign(plan: TransactionPlan): Promise<SignedTransaction>;
}

/**
 * @param privateKey hex, 32 bytes; holds money for gas and no right on the ledger
 */
export function createRelayAccount(privateKey: string): RelayAccount {
  const wallet = new Wallet(privateKey);
  return {
    address: wallet.address.toLowerCase(),
    async sign({ gasLimit, ...plan }) {
      const raw = await wallet.signTransaction({ ...plan, type: 2, gasLimit: quantity(gasLimit), value: 0 });
      return { raw, hash: keccak256(raw) };
    },
  };
}
