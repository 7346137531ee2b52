/** Checks of a dossier's people: every signature, and that each signer was in standing when the action was applied. */
import type { ActionSignature } from '../actions.ts';
import { type AddressSignature, addressOfKey, allSignedByAddress } from '../signers/batch-signatures.ts';
import { isSignedBy } from '../signers/check-signature.ts';
import { type AppliedAction, isByKey } from './applied-action.ts';
import type { Dossier } from './dossier.ts';
import { type DossierFault, fault } from './faults.ts';
import { type Registry, standingFault } from './registry-records.ts';
import type { Trust } from './trust.ts';

/** Signatures looked at on actions outside the log: these are counterfeit already, and may be many. */
const FOREIGN_SIGNATURES = 16;
/** `0x` and 20 bytes. */
const ADDRESS_DIGITS = 42;

/** @param foreign actions that do not stand in the log */
export function checkSignatures(
  { signerKeys }: Dossier,
  applied: readonly AppliedAction[],
  foreign: ReadonlySet<AppliedAction>,
  { verifiers }: Trust,
): DossierFault[] {
  const logged = applied.filter((each) => !foreign.has(each)).flatMap(byAddresses);
  const { keys, faults: keyFaults } = readSignerKeys(signerKeys, applied.flatMap(byAddresses));
  // if all of them hold, nothing is left to be named
  const together = allSignedByAddress(logged, keys);
  let left = FOREIGN_SIGNATURES;
  const faults = applied.flatMap((each) => {
    const strange = foreign.has(each);
    if (strange) left -= each.action.signatures.length;
    return strange && left < 0 ? [] : signatureFaults(each, together && !strange, verifiers);
  });
  return [...keyFaults, ...faults];
}

/** @param known whether its signatures of addresses are known to hold */
function signatureFaults(
  { action, digest, signers, leaf, where, sequence }: AppliedAction,
  known: boolean,
  verifiers: Trust['verifiers'],
): DossierFault[] {
  if (isByKey(action) && signers[0] !== leaf.actor) return [fault('OTHER_SIGNER', where, { sequence })];
  return action.signatures.flatMap((signature, at) =>
    (known && isAddress(signature)) || isSignedBy(signature, digest, verifiers)
      ? []
      : [fault('BAD_SIGNATURE', `${where}/action/signatures/${at}`, { sequence, key: signers[at] ?? '' })],
  );
}

/** Public keys by address: exactly those of the addresses that signed, since one case has one file. */
function readSignerKeys(
  signerKeys: readonly string[],
  signatures: readonly AddressSignature[],
): { readonly keys: ReadonlyMap<string, string>; readonly faults: readonly DossierFault[] } {
  const signers = new Set(signatures.map(({ address }) => address));
  const refused = (where: string, params = {}) => ({
    keys: new Map<string, string>(),
    faults: [fault('SIGNER_KEYS_DIFFER', where, params)],
  });
  // counted before they are hashed: there may be very many
  if (signerKeys.length !== signers.size) return refused('/signerKeys', { signers: signers.size });
  const keys = new Map<string, string>();
  for (const [at, key] of signerKeys.entries()) {
    const address = addressOfKey(key);
    if (!signers.has(address)) return refused(`/signerKeys/${at}`);
    keys.set(address, key);
  }
  return { keys, faults: [] };
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
