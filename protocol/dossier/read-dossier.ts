/** Reads a dossier of unknown origin: its form, its one order, its actions in their one spelling. */
import { keyIdOf, type LedgerDomain, type SignedAction } from '../actions.ts';
import { pointerOf } from '../json/json-pointer.ts';
import { parseSignedAction } from '../signed-action.ts';
import { type AppliedAction, appliedAction } from './applied-action.ts';
import { DOSSIER_FORMAT, DOSSIER_SCHEMA, type Dossier, type DossierEntry, firstMisplaced } from './dossier.ts';
import { type DossierFault, fault } from './faults.ts';

export interface ReadDossier {
  readonly dossier: Dossier;
  readonly actions: readonly AppliedAction[];
  readonly registry: readonly AppliedAction[];
}

/** Whether a value says of itself that it is a dossier. */
export function isDossier(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as { format?: unknown }).format === DOSSIER_FORMAT;
}

/** @returns the dossier, or what is wrong with its form */
export function readDossier(value: unknown): ReadDossier | { readonly faults: readonly DossierFault[] } {
  const parsed = DOSSIER_SCHEMA.safeParse(value);
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path }) => pointerOf(path));
    return { faults: places.map((where) => fault('NOT_A_DOSSIER', where)) };
  }
  const dossier = parsed.data;
  const misplaced = firstMisplaced(dossier);
  if (misplaced !== undefined) return { faults: [fault('NOT_IN_ORDER', misplaced)] };
  const faults: DossierFault[] = [];
  const keyId = keyIds();
  const read = (list: 'actions' | 'registry') =>
    dossier[list].flatMap((entry, at) => {
      const where = `/${list}/${at}`;
      const action = soleSpelling(entry);
      if (action === undefined) faults.push(fault('ACTION_MALFORMED', where, { sequence: entry.sequence }));
      return action === undefined ? [] : [appliedAction(dossier.ledger as LedgerDomain, action, entry, where, keyId)];
    });
  const actions = read('actions');
  const registry = read('registry');
  return faults.length > 0 ? { faults } : { dossier, actions, registry };
}

/** Ids of signers, each computed once. */
function keyIds(): (signer: string) => string {
  const known = new Map<string, string>();
  return (signer) => {
    const keyId = known.get(signer) ?? keyIdOf(signer);
    known.set(signer, keyId);
    return keyId;
  };
}

/** A signed action, if it stands there as it is read: hex in lower case, nothing more and nothing less. */
function soleSpelling({ action }: DossierEntry): SignedAction | undefined {
  const parsed = parseSignedAction(action);
  if (!parsed.ok) return undefined;
  return sameHex(parsed.action, action as SignedAction) ? parsed.action : undefined;
}

/** Reading changes nothing but the case of hex digits. */
function sameHex(read: SignedAction, given: SignedAction): boolean {
  const words = ({ message, signatures, attachment = '' }: SignedAction) => [
    ...Object.keys(read.message).map((name) => message[name]),
    ...signatures.flatMap(({ signer, signature }) => [signer, signature]),
    attachment,
  ];
  const others = words(given);
  return words(read).every((word, at) => word === others[at]);
}
