/** A deployment with both sides enrolled, on our own EVM or the node of RPC_URL, and the way of signed actions onto it. */
import { expect } from 'chai';
import { type BrowserProvider, Contract, type ContractTransactionReceipt, type Log, type ParamType } from 'ethers';
import hre from 'hardhat';
import { type Evm, openTestEvm, TRANSACTION_GAS } from '../../../scripts/bench/gas/evm.ts';
import {
  calldataOf,
  type Draft,
  deployLedger,
  type Ledger,
  type SignedItem,
  signDraft,
} from '../../../scripts/bench/gas/ledger.ts';
import { RESULT_CODES, type ResultCode } from '../../../server/chain/result-codes.ts';
import { reached } from './reached.ts';
import { enrolments } from './roster.ts';

export type Action = Draft | SignedItem;

/** An event of ledger or registry; integers are numbers, 64 bits at most. */
export interface ChainEvent {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What one transaction did. */
export interface Outcome {
  /** One per action. */
  readonly results: readonly ResultCode[];
  readonly digests: readonly string[];
  /** In order, without `ActionApplied`, `ActionRefused` and `BatchExecuted`. */
  readonly events: readonly ChainEvent[];
  /** All, in order. */
  readonly log: readonly ChainEvent[];
  /** Block time, unix seconds. */
  readonly at: number;
}

export interface CarryOptions {
  readonly gasLimit?: number;
  /** Time of the block, later than that of the latest one; unix seconds. */
  readonly at?: number;
}

const FRAME = new Set(['ActionApplied', 'ActionRefused', 'BatchExecuted']);

export class Corridor {
  readonly evm: Evm;
  readonly ledger: Ledger;
  /** Ledger contract. */
  readonly contract: Contract;
  readonly registry: Contract;
  #drafts = 0;

  constructor(evm: Evm, ledger: Ledger, registry: Contract) {
    this.evm = evm;
    this.ledger = ledger;
    this.contract = ledger.contract;
    this.registry = registry;
  }

  get provider(): BrowserProvider {
    return this.evm.account.provider as BrowserProvider;
  }

  /** Signs at the time of the latest block; two equal drafts get different digests. */
  async sign(draft: Draft): Promise<SignedItem> {
    this.#drafts += 1;
    const fields = { notBefore: this.#drafts, ...draft.fields };
    return signDraft(this.ledger.domain, { ...draft, fields }, await this.evm.now());
  }

  /** Carries actions in one transaction and reads from its events what became of each. */
  async carry(actions: readonly Action[], options: CarryOptions = {}): Promise<Outcome> {
    const items = await this.#signed(actions);
    if (options.at !== undefined) await this.provider.send('evm_setNextBlockTimestamp', [options.at]);
    const sent = await this.contract
      .getFunction('execute')
      .send(items.map(calldataOf), { gasLimit: options.gasLimit ?? TRANSACTION_GAS });
    const receipt = (await sent.wait()) as ContractTransactionReceipt;
    const log = this.#read(receipt.logs);
    for (const { name } of log) reached.events.add(name);
    const results = resultsIn(log, items.length);
    for (const result of results) reached.results.add(result);
    return {
      results,
      digests: items.map(({ digest }) => digest),
      events: log.filter(({ name }) => !FRAME.has(name)),
      log,
      at: (await receipt.getBlock()).timestamp,
    };
  }

  /** Applies actions in one transaction. @returns what it did; fails the test if one of them is refused */
  async apply(...actions: Action[]): Promise<Outcome> {
    const outcome = await this.carry(actions);
    expect(outcome.results, actions.map(kindOf).join()).to.deep.equal(actions.map(() => 'APPLIED'));
    return outcome;
  }

  /** Applies one action. @returns its digest */
  async applyOne(action: Action): Promise<string> {
    const { digests } = await this.apply(action);
    return digests[0] ?? '';
  }

  /** Holds that one action is refused with a result, and that neither ledger nor registry changes by a bit. */
  async refuse(action: Action, result: ResultCode, options: CarryOptions = {}): Promise<void> {
    const before = await this.storage();
    const { results, log, digests } = await this.carry([action], options);
    expect(results[0], kindOf(action)).to.equal(result);
    expect(await this.storage(), 'storage').to.deep.equal(before);
    // of what was never looked at nothing is said; what has no right form has no digest
    const digest = result === 'MALFORMED' ? log[0]?.args['digest'] : digests[0];
    const said =
      result === 'UNPROCESSED'
        ? []
        : [{ name: 'ActionRefused', args: { digest, result: RESULT_CODES.indexOf(result) } }];
    expect(log).to.deep.equal(said);
  }

  /**
   * Roots of the storage of ledger and registry. Of a node of RPC_URL there are none: anvil counts slots that were only
   * read into its tries, so that its roots differ where nothing changed.
   */
  async storage(): Promise<string[]> {
    if (process.env['RPC_URL'] !== undefined) return [];
    const rootOf = async (contract: Contract) => {
      const proof = await this.provider.send('eth_getProof', [await contract.getAddress(), [], 'latest']);
      return proof.storageHash as string;
    };
    return [await rootOf(this.contract), await rootOf(this.registry)];
  }

  /** Answer of a view of the ledger, integers as numbers. */
  read(name: string, ...args: readonly unknown[]): Promise<unknown> {
    return view(this.contract, name, args);
  }

  /** Answer of a view of the registry, integers as numbers. */
  readRegistry(name: string, ...args: readonly unknown[]): Promise<unknown> {
    return view(this.registry, name, args);
  }

  close(): Promise<void> {
    return this.evm.close();
  }

  async #signed(actions: readonly Action[]): Promise<SignedItem[]> {
    const items: SignedItem[] = [];
    for (const action of actions) items.push('digest' in action ? action : await this.sign(action));
    return items;
  }

  #read(logs: readonly Log[]): ChainEvent[] {
    return logs.map((entry) => {
      const parsed = this.contract.interface.parseLog(entry) ?? this.registry.interface.parseLog(entry);
      if (parsed === null) throw new Error('an event of neither contract');
      return { name: parsed.name, args: plainFields(parsed.args, parsed.fragment.inputs) };
    });
  }
}

/** A fresh deployment with everybody of the roster enrolled. */
export async function deployCorridor(): Promise<Corridor> {
  const evm = await openTestEvm();
  const ledger = await deployLedger(evm);
  const { abi } = await hre.artifacts.readArtifact('Registry');
  const registry = new Contract(await ledger.contract.getFunction('registry').staticCall(), abi, evm.account);
  const corridor = new Corridor(evm, ledger, registry);
  await corridor.apply(...enrolments());
  return corridor;
}

/** Each action leaves one closing event, in order; those that were not looked at leave none. */
function resultsIn(log: readonly ChainEvent[], count: number): ResultCode[] {
  const results = log.flatMap(({ name, args }): ResultCode[] => {
    if (name === 'ActionApplied') return ['APPLIED'];
    const refused = name === 'ActionRefused' ? RESULT_CODES[Number(args['result'])] : undefined;
    return refused === undefined ? [] : [refused];
  });
  return Array.from({ length: count }, (_, index) => results[index] ?? 'UNPROCESSED');
}

function kindOf(action: Action): string {
  return String(action.kind);
}

/** Structs become objects, lists stay lists, integers become numbers where a number holds them. */
function plain(value: unknown, type: ParamType): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  const { arrayChildren, components } = type;
  const parts = value as readonly unknown[];
  if (arrayChildren !== null) return parts.map((part) => plain(part, arrayChildren));
  return components === null ? value : plainFields(parts, components);
}

function plainFields(values: readonly unknown[], types: readonly ParamType[]): Record<string, unknown> {
  return Object.fromEntries(types.map((type, index) => [type.name, plain(values[index], type)]));
}

async function view(contract: Contract, name: string, args: readonly unknown[]): Promise<unknown> {
  const method = contract.getFunction(name);
  const { outputs } = method.fragment;
  const answer: unknown = await method.staticCall(...args);
  const [only] = outputs;
  return outputs.length === 1 && only ? plain(answer, only) : plainFields(answer as readonly unknown[], outputs);
}
