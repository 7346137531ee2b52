/** Checks of a dossier's people: every signature, and that each signer was in standing when the action was applied. */
import type { ActionSignature } from '../actions.ts';
import { type AddressSignature, addressOfKey, allSignedByAddress } from '../signers/batch-signatures.ts';
import { isSignedBy } from '../signers/check-signature.ts';
import { type AppliedAction, isByKey } from './applied-action.ts';
import type { Dossier } from './dossier.ts';
import { type DossierFault, fault } from './faults.ts';
import { type Registry, standingFault } from './registry-records.ts';
import type { Trust } from './trust.ts';

/** Actions outside the log of which the signatures are looked at: they are counterfeit already, and may be many. */
const FOREIGN_CHECKED = 16;
/** `0x` and 20 bytes. */
const ADDRESS_DIGITS = 42;

/** @param foreign actions that do not stand in the log */
export function checkSignatures(
  { signerKeys }: Dossier,
  applied: readonly AppliedAction[],
  foreign: ReadonlySet<AppliedAction>,
  { verifiers }: Trust,
): DossierFault[] {
  const keys = new Map(signerKeys.map((key) => [addressOfKey(key), key]));
  const few = new Set([...foreign].slice(0, FOREIGN_CHECKED));
  const looked = applied.filter((each) => !foreign.has(each) || few.has(each));
  // if all of them hold, nothing is left to be named
  const together = allSignedByAddress(looked.flatMap(byAddresses), keys);
  const faults = looked.flatMap(({ action, digest, signers, leaf, where, sequence }) => {
    if (isByKey(action) && signers[0] !== leaf.actor) return [fault('OTHER_SIGNER', where, { sequence })];
    return action.signatures.flatMap((signature, at) =>
      (together && isAddress(signature)) || isSignedBy(signature, digest, verifiers)
        ? []
        : [fault('BAD_SIGNATURE', `${where}/action/signatures/${at}`, { sequence, key: signers[at] ?? '' })],
    );
  });
  return [...checkSignerKeys(keys, signerKeys, applied), ...faults];
}

/** Exactly those of the addresses that signed: one file for one case. */
function checkSignerKeys(
  keys: ReadonlyMap<string, string>,
  signerKeys: readonly string[],
  applied: readonly AppliedAction[],
): DossierFault[] {
  const signers = new Set(applied.flatMap(byAddresses).map(({ address }) => address));
  const strange = signerKeys.findIndex((key) => !signers.has(addressOfKey(key)));
  if (strange !== -1) return [fault('SIGNER_KEYS_DIFFER', `/signerKeys/${strange}`)];
  const missing = [...signers].find((address) => !keys.has(address));
  return missing === undefined ? [] : [fault('SIGNER_KEYS_DIFFER', '/signerKeys', { missing })];
}

function byAddresses({ action, digest }: AppliedAction): AddressSignature[] {
  return action.signatures.filter(isAddress).map(({ signer, signature }) => ({ address: signer, digest, signature }));
}

const isAddress = ({ signer }: ActionSignature): boolean => signer.length === ADDRESS_DIGITS;

/** @param actions of the case */
export function checkSigners(actions: readonly AppliedAction[], registry: Registry): DossierFault[] {
  return actions.flatMap(({ leaf, sequence, anchoredAt, where }) => {
    const code = standingFault(registry, leaf.actor, sequence, anchoredAt);
    return code === undefined ? [] : [fault(code, where, { sequence, key: leaf.actor })];
  });
}
