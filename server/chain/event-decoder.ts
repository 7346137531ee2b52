/**
 * Turns logs into what they mean: applied actions with the typed events that belong to them, refused actions, ends of
 * batches. Within one transaction the typed events come first and `ActionApplied` closes them.
 * @see contracts/interfaces/ILedger.sol
 */
import type { LogDescription, ParamType } from 'ethers';
import { ACTION_KINDS, type ActionKindName } from '../../protocol/actions.ts';
import { LEDGER_ABI, REGISTRY_ABI } from './abi.ts';
import { type ResultCode, resultCode } from './result-codes.ts';

/** A log as a node gives it. */
export interface ChainLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly transactionHash: string;
  readonly logIndex: number;
}

export type EventValue = string | number | boolean | readonly EventValue[] | { readonly [name: string]: EventValue };

/** One typed event, arguments by name: integers up to 2^53 as numbers, larger ones as decimal strings, bytes as hex. */
export interface TypedEvent {
  readonly name: string;
  readonly args: Readonly<Record<string, EventValue>>;
}

/** Where in the chain something stands. */
export interface Place {
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly txHash: string;
  readonly logIndex: number;
}

export interface AppliedAction extends Place {
  readonly type: 'APPLIED';
  readonly sequence: number;
  readonly digest: string;
  readonly kind: ActionKindName;
  readonly subject: string;
  readonly actor: string;
  readonly party: string;
  readonly operator: string;
  readonly signedAt: number;
  readonly subjectHead: string;
  readonly actorHead: string;
  readonly signatureDigest: string;
  readonly events: readonly TypedEvent[];
}

export interface RefusedAction extends Place {
  readonly type: 'REFUSED';
  /** Zero where none could be computed (MALFORMED). */
  readonly digest: string;
  readonly result: ResultCode;
}

export interface BatchEnd extends Place {
  readonly type: 'BATCH_END';
  readonly sequence: number;
  readonly ledgerHead: string;
}

/** Events that belong to no action: the founding councils, from the constructor of the registry. */
export interface Founding extends Place {
  readonly type: 'FOUNDING';
  readonly events: readonly TypedEvent[];
}

export type ChainItem = AppliedAction | RefusedAction | BatchEnd | Founding;

export interface ContractAddresses {
  readonly ledger: string;
  readonly registry: string;
}

const KIND_BY_ID = new Map(Object.entries(ACTION_KINDS).map(([name, { id }]) => [id, name as ActionKindName]));

/** @throws {RangeError} for a kind that this release does not know */
export function actionKind(id: number): ActionKindName {
  const kind = KIND_BY_ID.get(id);
  if (kind === undefined) throw new RangeError(`unknown kind of action ${id}`);
  return kind;
}

/** Whether actions of a kind concern a case, named by their field `caseId`. */
export function concernsCase(kind: ActionKindName): boolean {
  return ACTION_KINDS[kind].fields.some(({ name }) => name === 'caseId');
}

/**
 * Decodes logs of the two contracts.
 * @param logs of whole transactions, in any order
 * @returns items in chain order
 * @throws {RangeError} for a log that the interfaces do not have
 */
export function decodeLogs(logs: readonly ChainLog[], addresses: ContractAddresses): ChainItem[] {
  const ordered = [...logs].sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
  const items: ChainItem[] = [];
  let open: TypedEvent[] = [];
  let last: ChainLog | undefined;
  for (const log of ordered) {
    if (last !== undefined && last.transactionHash !== log.transactionHash) open = closeFounding(items, open, last);
    last = log;
    const event = parse(log, addresses);
    const item = itemOf(event, log, open);
    if (item === undefined) open.push({ name: event.name, args: argumentsOf(event) });
    else {
      items.push(item);
      if (item.type === 'APPLIED') open = [];
    }
  }
  if (last !== undefined) closeFounding(items, open, last);
  return items;
}

function closeFounding(items: ChainItem[], open: readonly TypedEvent[], last: ChainLog): TypedEvent[] {
  if (open.length > 0) items.push({ type: 'FOUNDING', ...placeOf(last), events: open });
  return [];
}

function parse(log: ChainLog, { ledger, registry }: ContractAddresses): LogDescription {
  const address = log.address.toLowerCase();
  const abi = address === ledger ? LEDGER_ABI : address === registry ? REGISTRY_ABI : undefined;
  const event = abi?.parseLog({ topics: [...log.topics], data: log.data });
  if (event === null || event === undefined) throw new RangeError(`unknown log ${log.topics[0]} of ${address}`);
  return event;
}

function placeOf({ blockNumber, blockHash, transactionHash, logIndex }: ChainLog): Place {
  return { blockNumber, blockHash, txHash: transactionHash, logIndex };
}

function itemOf(event: LogDescription, log: ChainLog, events: readonly TypedEvent[]): ChainItem | undefined {
  const { args } = event;
  switch (event.name) {
    case 'ActionApplied':
      return { type: 'APPLIED', ...placeOf(log), ...appliedFields(event), events };
    case 'ActionRefused':
      return {
        type: 'REFUSED',
        ...placeOf(log),
        digest: String(args['digest']),
        result: resultCode(args['result'] as bigint),
      };
    case 'BatchExecuted':
      return {
        type: 'BATCH_END',
        ...placeOf(log),
        sequence: Number(args['sequence']),
        ledgerHead: String(args['ledgerHead']),
      };
    default:
      return undefined;
  }
}

function appliedFields({ args }: LogDescription): Omit<AppliedAction, keyof Place | 'type' | 'events'> {
  return {
    sequence: Number(args['sequence']),
    digest: String(args['digest']),
    kind: actionKind(Number(args['kind'])),
    subject: String(args['subject']),
    actor: String(args['actor']),
    party: String(args['party']),
    operator: String(args['operator']),
    signedAt: Number(args['signedAt']),
    subjectHead: String(args['subjectHead']),
    actorHead: String(args['actorHead']),
    signatureDigest: String(args['signatureDigest']),
  };
}

function argumentsOf(event: LogDescription): Record<string, EventValue> {
  return Object.fromEntries(
    event.fragment.inputs.map((input, index) => [input.name, plainValue(event.args[index] as unknown, input)]),
  );
}

function plainValue(value: unknown, type: ParamType): EventValue {
  if (typeof value === 'bigint') return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.startsWith('0x') ? value.toLowerCase() : value;
  const members = [...(value as Iterable<unknown>)];
  const { arrayChildren, components } = type;
  if (arrayChildren !== null) return members.map((member) => plainValue(member, arrayChildren));
  return Object.fromEntries(
    (components ?? []).map((component, index) => [component.name, plainValue(members[index], component)]),
  );
}
