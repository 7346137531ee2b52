/** Gas of the actions that change the registry; reported without an aim, since they are rare. */
import { membersAttachment, membersHash } from '../../../protocol/actions.ts';
import type { ActionGas } from './actions.ts';
import { COUNCILS, council, type Draft, type Ledger, opaqueId } from './ledger.ts';
import { enrolKey, enrolParty, newKey } from './people.ts';
import { walletSigner } from './signers.ts';

/** Measures registry actions one by one, signed by two of three council keys except the rotation. */
export async function measureRegistry(ledger: Ledger): Promise<ActionGas> {
  const gas: Record<string, number> = {};
  const measure = async (name: string, draft: Draft) => {
    gas[name] = (await ledger.apply([draft])).gas;
  };
  const partyId = opaqueId('measured party');
  const jurisdiction = 'CN';
  const by = council(jurisdiction);
  const wallet = walletSigner('measured wallet');
  await measure('EnrolParty', enrolParty(jurisdiction, partyId, 'BROKER'));
  await measure('SetPartyRole', {
    kind: 'SetPartyRole',
    fields: { jurisdiction, partyId, role: 'CARRIER', granted: true },
    by,
  });
  await measure('EnrolKey secp256k1', enrolKey(jurisdiction, partyId, opaqueId('measured 1'), wallet));
  const passkey = newKey(ledger, 'passkey', 'measured passkey');
  await measure('EnrolKey passkey', enrolKey(jurisdiction, partyId, opaqueId('measured 2'), passkey));
  const next = walletSigner('measured next wallet');
  await measure('RotateKey', { kind: 'RotateKey', fields: { newKeyId: next.keyId }, by: [wallet, next] });
  await measure('RevokeKey', {
    kind: 'RevokeKey',
    fields: { jurisdiction, revokedKeyId: next.keyId, suspectFrom: 0, reason: 'KEY_LOST' },
    by,
  });
  await measure('SetPartyStatus', {
    kind: 'SetPartyStatus',
    fields: { jurisdiction, partyId, status: 'SUSPENDED', reason: 'UNDER_INVESTIGATION' },
    by,
  });
  await measure('SetPolicy', { kind: 'SetPolicy', fields: { jurisdiction, ...POLICY }, by });
  for (const [name, draft] of councilChanges()) await measure(name, draft);
  return gas;
}

const POLICY = {
  quorumGreen: 1,
  quorumYellow: 1,
  quorumOrange: 1,
  quorumRed: 2,
  minimumEndorsements: 1,
  minimumLane: 'NONE',
  arrivalRequired: true,
};

function councilChanges(): [string, Draft][] {
  const jurisdiction = 'MY';
  const by = council(jurisdiction);
  const keyIds = COUNCILS[jurisdiction].map(({ keyId }) => keyId);
  const list = { members: membersHash(keyIds), threshold: 2 };
  const attachment = membersAttachment(keyIds);
  return [
    ['SetCouncil of 3', { kind: 'SetCouncil', fields: { jurisdiction, ...list }, by, attachment }],
    ['SetRecovery of 3', { kind: 'SetRecovery', fields: { jurisdiction, ...list, delay: 86_400 }, by, attachment }],
    ['PauseJurisdiction', { kind: 'PauseJurisdiction', fields: { jurisdiction, reason: 'UNDER_INVESTIGATION' }, by }],
    ['ResumeJurisdiction', { kind: 'ResumeJurisdiction', fields: { jurisdiction }, by }],
  ];
}
