/**
 * What the gateway asks a chain node: blocks, receipts and logs, the contract's own checks, and its state. Nothing here
 * decides anything.
 */
import { keccak256, type Result } from 'ethers';
import type { LedgerDomain } from '../../protocol/actions.ts';
import { AppError } from '../errors/app-error.ts';
import { LEDGER_ABI, REGISTRY_ABI } from './abi.ts';
import { type EncodedAction, encodedDigest, encodeExecute } from './action-encoding.ts';
import type { ChainLog, ContractAddresses } from './event-decoder.ts';
import { quantity, toHex, toNumber, ZERO_20 } from './hex.ts';
import { type ResultCode, resultCode } from './result-codes.ts';
import { CallRevertedError, type Rpc } from './rpc.ts';

/** Gas that one transaction may use under the Osaka rules. @see EIP-7825 */
export const TRANSACTION_GAS_CAP = 16_777_216;

/** How often the base fee may double before a signed transaction can no longer pay it: three times and a bit. */
const BASE_FEE_HEADROOM = 10n;

export interface ChainBlock {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
  /** unix seconds */
  readonly time: number;
  readonly baseFee: bigint;
}

export interface ChainReceipt {
  readonly txHash: string;
  readonly from: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly gasUsed: number;
  /** False if the transaction as a whole reverted. */
  readonly succeeded: boolean;
  readonly logs: readonly ChainLog[];
}

export interface ChainTransaction {
  readonly from: string;
  /** Null for a creation. */
  readonly to: string | null;
  readonly data: string;
}

/** Standing of a document version on chain. @see ILedger.Version */
export interface VersionState {
  readonly party: string;
  readonly documentType: number;
  readonly number: number;
  readonly endorsements: number;
  readonly superseded: boolean;
  readonly withdrawn: boolean;
  readonly lodgedAt: number;
}

/** Standing of a declaration on chain, ids of `protocol/transitions.json`. @see ILedger.Declaration */
export interface DeclarationState {
  readonly state: number;
  readonly lane: number;
  readonly version: number;
  readonly openHolds: number;
  readonly openControls: number;
  readonly validUntil: number;
}

export type BlockTag = number | 'latest';

export interface LedgerClient extends LedgerReader {
  readonly domain: LedgerDomain;
  readonly addresses: ContractAddresses;
  block(tag: BlockTag): Promise<ChainBlock | undefined>;
  receipt(txHash: string): Promise<ChainReceipt | undefined>;
  /** Logs of both contracts in a range of blocks, ends included. */
  logs(fromBlock: number, toBlock: number): Promise<ChainLog[]>;
  /** Logs of both contracts in one block, read from its receipts instead of the node's log index. */
  logsByReceipts(blockNumber: number): Promise<ChainLog[]>;
  transaction(txHash: string): Promise<ChainTransaction | undefined>;
  /** EIP-712 digest of an encoded action, computed here. */
  digestOf(kind: number, body: string): string;
  /** Transactions that an account has in mined blocks. */
  nonce(address: string): Promise<number>;
  /** Fees that a transaction signed now will be able to pay for long, wei per gas. */
  fees(): Promise<{ readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint }>;
  /** Balance in wei. */
  balance(address: string): Promise<bigint>;
  /** Hands a signed transaction to the node. What the node says of it is no verdict: only its receipt is. */
  broadcast(rawTransaction: string): Promise<void>;
  close(): void;
}

export interface LedgerReader {
  /**
   * Runs the contract's own check over a batch on top of the latest block, without sending anything.
   * @param gas limit of the call
   * @throws {CallRevertedError} if the batch as a whole would revert
   */
  simulate(actions: readonly EncodedAction[], gas?: number): Promise<ResultCode[]>;
  /** Whether a signature is one of the signer over the digest, by the ledger's own check. */
  checkSignature(signer: string, digest: string, signature: string): Promise<boolean>;
  /** Whether keys reach the threshold of the authority that a kind needs. */
  checkAuthority(kind: number, jurisdictionHash: string, keyIds: readonly string[]): Promise<ResultCode>;
  /** Party that a key acts for, zero if the key is unknown, and when it was revoked, zero if not. */
  key(keyId: string): Promise<{ readonly party: string; readonly revokedAt: number }>;
  sequence(): Promise<number>;
  ledgerHead(): Promise<string>;
  headOf(subject: string, at?: BlockTag): Promise<string>;
  actionOf(digest: string): Promise<{ readonly sequence: number; readonly cancelled: boolean }>;
  versionOf(caseId: string, documentId: string, root: string, at?: BlockTag): Promise<VersionState>;
  declarationOf(caseId: string, declarationId: string, at?: BlockTag): Promise<DeclarationState>;
  isDeclarationHead(caseId: string, declarationId: string, digest: string, at?: BlockTag): Promise<boolean>;
}

export interface LedgerClientOptions {
  readonly rpc: Rpc;
  readonly domain: LedgerDomain;
  readonly registry: string;
}

type Call = (contract: 'LEDGER' | 'REGISTRY', name: string, args: readonly unknown[], at?: BlockTag) => Promise<Result>;

/** Makes the client for one deployment. */
export function createLedgerClient({ rpc, domain, registry }: LedgerClientOptions): LedgerClient {
  const addresses = { ledger: domain.verifyingContract.toLowerCase(), registry: registry.toLowerCase() };
  const call: Call = async (contract, name, args, at = 'latest') => {
    const abi = contract === 'LEDGER' ? LEDGER_ABI : REGISTRY_ABI;
    const to = contract === 'LEDGER' ? addresses.ledger : addresses.registry;
    const data = abi.encodeFunctionData(name, [...args]);
    const answer = await rpc.send('eth_call', [{ to, data }, tag(at)]);
    return decoded(() => abi.decodeFunctionResult(name, toHex(answer)));
  };
  return {
    domain,
    addresses,
    ...chainReads(rpc, addresses),
    ...contractChecks(rpc, addresses, call),
    ...contractReads(call),
    digestOf: (kind, body) => encodedDigest(domain, kind, body),
    close: () => rpc.close(),
  };
}

function tag(at: BlockTag): string {
  return at === 'latest' ? at : quantity(at);
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new AppError('BAD_CHAIN_ANSWER', { cause });
  }
}

function chainReads(rpc: Rpc, addresses: ContractAddresses) {
  const contracts = [addresses.ledger, addresses.registry];
  return {
    async block(at: BlockTag): Promise<ChainBlock | undefined> {
      const answer = await rpc.send('eth_getBlockByNumber', [tag(at), false]);
      return answer === null ? undefined : blockOf(answer);
    },
    async receipt(txHash: string): Promise<ChainReceipt | undefined> {
      const answer = await rpc.send('eth_getTransactionReceipt', [txHash]);
      return answer === null ? undefined : receiptOf(answer);
    },
    async logs(fromBlock: number, toBlock: number): Promise<ChainLog[]> {
      const filter = { fromBlock: quantity(fromBlock), toBlock: quantity(toBlock), address: contracts };
      return arrayOf(await rpc.send('eth_getLogs', [filter])).map(logOf);
    },
    async logsByReceipts(blockNumber: number): Promise<ChainLog[]> {
      const answer = await rpc.send('eth_getBlockByNumber', [quantity(blockNumber), false]);
      const hashes = arrayOf(record(answer)['transactions']).map(toHex);
      const receipts = await Promise.all(hashes.map((hash) => this.receipt(hash)));
      return receipts.flatMap((receipt) => receipt?.logs ?? []).filter((log) => contracts.includes(log.address));
    },
    async transaction(txHash: string): Promise<ChainTransaction | undefined> {
      const answer = await rpc.send('eth_getTransactionByHash', [txHash]);
      if (answer === null) return undefined;
      const { from, to, input } = record(answer);
      return { from: toHex(from), to: to === null ? null : toHex(to), data: toHex(input) };
    },
    async nonce(address: string): Promise<number> {
      return toNumber(await rpc.send('eth_getTransactionCount', [address, 'latest']));
    },
    async fees(): Promise<{ maxFeePerGas: bigint; maxPriorityFeePerGas: bigint }> {
      const [block, tip] = await Promise.all([this.block('latest'), rpc.send('eth_maxPriorityFeePerGas', [])]);
      const maxPriorityFeePerGas = BigInt(toHex(tip));
      // the same bytes are sent until they are mined, so they must outlive a rise of the base fee
      return { maxPriorityFeePerGas, maxFeePerGas: (block?.baseFee ?? 0n) * BASE_FEE_HEADROOM + maxPriorityFeePerGas };
    },
    async balance(address: string): Promise<bigint> {
      return BigInt(toHex(await rpc.send('eth_getBalance', [address, 'latest'])));
    },
    async broadcast(rawTransaction: string): Promise<void> {
      await rpc.send('eth_sendRawTransaction', [rawTransaction]);
    },
  };
}

function contractChecks(rpc: Rpc, addresses: ContractAddresses, call: Call) {
  return {
    async simulate(actions: readonly EncodedAction[], gas = TRANSACTION_GAS_CAP): Promise<ResultCode[]> {
      const transaction = { to: addresses.ledger, data: encodeExecute(actions), gas: quantity(gas), from: ZERO_20 };
      const answer = toHex(await rpc.send('eth_call', [transaction, 'latest']));
      const [results] = decoded(() => LEDGER_ABI.decodeFunctionResult('execute', answer));
      return (results as bigint[]).map(resultCode);
    },
    async checkSignature(signer: string, digest: string, signature: string): Promise<boolean> {
      // the ledger answers only itself, and for a call that changes nothing anyone may name it as the sender
      const data = LEDGER_ABI.encodeFunctionData('checkSignature', [signer, digest, signature]);
      const call = { to: addresses.ledger, from: addresses.ledger, data };
      const answer = await rpc.send('eth_call', [call, 'latest']).catch(noneIfReverted);
      return (
        answer !== undefined &&
        Boolean(decoded(() => LEDGER_ABI.decodeFunctionResult('checkSignature', toHex(answer)))[0])
      );
    },
    async checkAuthority(kind: number, jurisdictionHash: string, keyIds: readonly string[]): Promise<ResultCode> {
      const [result] = await call('REGISTRY', 'checkAuthority', [kind, jurisdictionHash, keyIds]);
      return resultCode(result as bigint);
    },
    async key(keyId: string): Promise<{ party: string; revokedAt: number }> {
      const [key] = await call('REGISTRY', 'keyOf', [keyId]);
      return { party: toHex((key as Result)['party']), revokedAt: toNumber((key as Result)['revokedAt']) };
    },
  };
}

/** A verifier reverts on bytes that are no signature at all, which the ledger takes for a wrong one. */
function noneIfReverted(error: unknown): undefined {
  if (error instanceof CallRevertedError) return undefined;
  throw error;
}

function contractReads(call: Call) {
  const text = async (name: string, args: readonly unknown[], at?: BlockTag) =>
    toHex((await call('LEDGER', name, args, at))[0] as unknown);
  const struct = async (name: string, args: readonly unknown[], at?: BlockTag) =>
    (await call('LEDGER', name, args, at))[0] as Result;
  return {
    sequence: async () => toNumber((await call('LEDGER', 'sequence', []))[0] as unknown),
    ledgerHead: () => text('ledgerHead', []),
    headOf: (subject: string, at?: BlockTag) => text('headOf', [subject], at),
    isDeclarationHead: async (caseId: string, declarationId: string, digest: string, at?: BlockTag) =>
      Boolean((await call('LEDGER', 'isDeclarationHead', [caseId, declarationId, digest], at))[0]),
    async actionOf(digest: string) {
      const action = await struct('actionOf', [digest]);
      return { sequence: toNumber(action['sequence']), cancelled: Boolean(action['cancelled']) };
    },
    async versionOf(caseId: string, documentId: string, root: string, at?: BlockTag): Promise<VersionState> {
      const version = await struct('versionOf', [caseId, documentId, root], at);
      return {
        party: toHex(version['party']),
        documentType: toNumber(version['documentType']),
        number: toNumber(version['number']),
        endorsements: toNumber(version['endorsements']),
        superseded: Boolean(version['superseded']),
        withdrawn: Boolean(version['withdrawn']),
        lodgedAt: toNumber(version['lodgedAt']),
      };
    },
    async declarationOf(caseId: string, declarationId: string, at?: BlockTag): Promise<DeclarationState> {
      const declaration = await struct('declarationOf', [caseId, declarationId], at);
      const number = (name: string) => toNumber(declaration[name]);
      return {
        state: number('state'),
        lane: number('lane'),
        version: number('version'),
        openHolds: number('openHolds'),
        openControls: number('openControls'),
        validUntil: number('validUntil'),
      };
    },
  };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new AppError('BAD_CHAIN_ANSWER');
  return value as Record<string, unknown>;
}

function arrayOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new AppError('BAD_CHAIN_ANSWER');
  return value;
}

function blockOf(answer: unknown): ChainBlock {
  const { number, hash, parentHash, timestamp, baseFeePerGas } = record(answer);
  return {
    number: toNumber(number),
    hash: toHex(hash),
    parentHash: toHex(parentHash),
    time: toNumber(timestamp),
    baseFee: baseFeePerGas === undefined || baseFeePerGas === null ? 0n : BigInt(toHex(baseFeePerGas)),
  };
}

function receiptOf(answer: unknown): ChainReceipt {
  const { transactionHash, from, blockNumber, blockHash, gasUsed, status, logs } = record(answer);
  return {
    txHash: toHex(transactionHash),
    from: toHex(from),
    blockNumber: toNumber(blockNumber),
    blockHash: toHex(blockHash),
    gasUsed: toNumber(gasUsed),
    succeeded: toNumber(status) === 1,
    logs: arrayOf(logs).map(logOf),
  };
}

function logOf(answer: unknown): ChainLog {
  const { address, topics, data, blockNumber, blockHash, transactionHash, logIndex } = record(answer);
  return {
    address: toHex(address),
    topics: arrayOf(topics).map(toHex),
    data: toHex(data),
    blockNumber: toNumber(blockNumber),
    blockHash: toHex(blockHash),
    transactionHash: toHex(transactionHash),
    logIndex: toNumber(logIndex),
  };
}

/** keccak256 of the code at an address, zero-length code included. */
export async function codeHash(rpc: Rpc, address: string): Promise<string> {
  return keccak256(toHex(await rpc.send('eth_getCode', [address, 'latest'])));
}
