/**
 * Building and signing actions. What a person signs is made here from what they asked for and from the deployment they
 * pinned; no digest, domain or type is ever taken from a gateway.
 */
import {
  ACTION_KINDS,
  type ActionField,
  type ActionKindName,
  type ActionMessage,
  type ActionSignature,
  actionDigest,
  keyIdOf,
  type LedgerDomain,
  MAX_DEADLINE_SECONDS,
  type SignedAction,
} from '../protocol/actions.ts';
import type { Evidence, Signer } from './signer.ts';

/** Fields of a kind without the five that every action has. */
export type ActionFields = Readonly<Record<string, string | number | boolean>>;

export interface ActionTimes {
  /** Unix seconds that the signer claims. */
  readonly signedAt: number;
  /** Unix seconds before which the action must not be applied; 0 for at once. */
  readonly notBefore?: number | undefined;
  /** Seconds after `signedAt` until which it may be applied; at most 72 hours. Default one hour. */
  readonly validSeconds?: number | undefined;
}

/** An action and the digest that its signatures are over. */
export interface PreparedAction {
  readonly digest: string;
  readonly action: SignedAction;
}

/** Short enough that a withheld action is soon worthless, long enough for a gateway to come back. */
export const DEFAULT_VALID_SECONDS = 60 * 60;

/**
 * The complete message of an action, fields in the order of its type.
 * @param actor key id of an operator, or the code of the jurisdiction for a council
 * @throws {TypeError} a field is missing or not of this kind
 * @throws {RangeError} the deadline is more than 72 hours ahead
 */
export function composeMessage(
  domain: LedgerDomain,
  kind: ActionKindName,
  actor: string,
  times: ActionTimes,
  fields: ActionFields,
): ActionMessage {
  const validSeconds = times.validSeconds ?? DEFAULT_VALID_SECONDS;
  if (validSeconds < 0 || validSeconds > MAX_DEADLINE_SECONDS) {
    throw new RangeError(`a deadline is at most ${MAX_DEADLINE_SECONDS} seconds ahead, not ${validSeconds}`);
  }
  const declared: readonly ActionField[] = ACTION_KINDS[kind].fields;
  const [, actorField] = declared;
  const given: ActionFields = {
    ledgerId: domain.ledgerId,
    [actorField?.name ?? 'keyId']: actor,
    signedAt: times.signedAt,
    notBefore: times.notBefore ?? 0,
    deadline: times.signedAt + validSeconds,
    ...fields,
  };
  const message: Record<string, string | number | boolean> = {};
  for (const { name } of declared) {
    const value = given[name];
    if (value === undefined) throw new TypeError(`${kind}.${name} is missing`);
    message[name] = value;
  }
  const foreign = Object.keys(given).find((name) => !(name in message));
  if (foreign !== undefined) throw new TypeError(`${kind} has no field ${foreign}`);
  return message;
}

/** Signs a message with one key. @param extra what goes with the action, and what the signer may show of it */
export async function signAction(
  domain: LedgerDomain,
  kind: ActionKindName,
  message: ActionMessage,
  signer: Signer,
  extra: { readonly attachment?: string | undefined; readonly evidence?: readonly Evidence[] | undefined } = {},
): Promise<PreparedAction> {
  const { attachment, evidence = [] } = extra;
  const signature = { signer: signer.signer, signature: await signer.sign(domain, kind, message, evidence) };
  return {
    digest: actionDigest(domain, kind, message),
    action: { kind, message, signatures: [signature], ...(attachment === undefined ? {} : { attachment }) },
  };
}

/** Adds a council member's signature; signatures stand sorted by key id, as the ledger wants them. */
export async function cosignAction(domain: LedgerDomain, action: SignedAction, signer: Signer): Promise<SignedAction> {
  const added = { signer: signer.signer, signature: await signer.sign(domain, action.kind, action.message) };
  const others = action.signatures.filter((entry) => entry.signer.toLowerCase() !== signer.signer.toLowerCase());
  return { ...action, signatures: sortSignatures([...others, added]) };
}

function sortSignatures(signatures: readonly ActionSignature[]): ActionSignature[] {
  const keyed = signatures.map((entry) => ({ entry, keyId: BigInt(keyIdOf(entry.signer)) }));
  return keyed.sort((a, b) => (a.keyId < b.keyId ? -1 : 1)).map(({ entry }) => entry);
}
