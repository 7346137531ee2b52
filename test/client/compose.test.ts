import { expect } from 'chai';
import { id, verifyTypedData, Wallet } from 'ethers';
import { composeMessage, cosignAction, signAction } from '../../client/compose.ts';
import { walletSigner } from '../../client/signer.ts';
import { actionDigest, keyIdOf, typedDataDomain, typedDataTypes } from '../../protocol/actions.ts';

const DOMAIN = { chainId: 7, verifyingContract: `0x${'11'.repeat(20)}`, ledgerId: id('ledger') };
const TIMES = { signedAt: 1_800_000_000 };
const wallet = new Wallet(id('compose'));

describe('client actions', () => {
  it('fills in ledger, key and times, in the order of the type', () => {
    const fields = { caseId: id('case'), envelope: id('envelope') };
    const message = composeMessage(DOMAIN, 'OpenCase', keyIdOf(wallet.address), TIMES, fields);
    expect(Object.keys(message)).to.deep.equal([
      'ledgerId',
      'keyId',
      'signedAt',
      'notBefore',
      'deadline',
      'caseId',
      'envelope',
    ]);
    expect(message).to.include({ ledgerId: DOMAIN.ledgerId, notBefore: 0, deadline: 1_800_003_600 });
  });

  it('names the jurisdiction as actor of a council action', () => {
    const message = composeMessage(DOMAIN, 'PauseJurisdiction', 'CN', TIMES, { reason: 'KEY_COMPROMISED' });
    expect(message.jurisdiction).to.equal('CN');
    expect(message).not.to.have.property('keyId');
  });

  it('refuses a missing field, a foreign field and a deadline beyond 72 hours', () => {
    const key = keyIdOf(wallet.address);
    expect(() => composeMessage(DOMAIN, 'OpenCase', key, TIMES, { caseId: id('case') })).to.throw(TypeError);
    const foreign = { caseId: id('case'), envelope: id('envelope'), root: id('root') };
    expect(() => composeMessage(DOMAIN, 'OpenCase', key, TIMES, foreign)).to.throw(TypeError);
    const late = { ...TIMES, validSeconds: 72 * 3600 + 1 };
    expect(() => composeMessage(DOMAIN, 'CancelAction', key, late, { action: id('action') })).to.throw(RangeError);
  });

  it('signs what the wallet would show, and answers its digest', async () => {
    const signer = walletSigner(wallet);
    const message = composeMessage(DOMAIN, 'CancelAction', signer.keyId, TIMES, { action: id('action') });
    const { action, digest } = await signAction(DOMAIN, 'CancelAction', message, signer);
    expect(digest).to.equal(actionDigest(DOMAIN, 'CancelAction', message));
    const [signature] = action.signatures;
    const types = typedDataTypes('CancelAction');
    expect(verifyTypedData(typedDataDomain(DOMAIN), types, message, signature?.signature ?? '')).to.equal(
      wallet.address,
    );
  });

  it('keeps council signatures sorted by key id and one per member, whoever signs first', async () => {
    const members = ['a', 'b', 'c', 'd'].map((name) => walletSigner(new Wallet(id(name))));
    const message = composeMessage(DOMAIN, 'PauseJurisdiction', 'CN', TIMES, { reason: 'KEY_COMPROMISED' });
    let action = {
      kind: 'PauseJurisdiction' as const,
      message,
      signatures: [] as { signer: string; signature: string }[],
    };
    for (const member of [...members, ...members.toReversed()]) {
      action = (await cosignAction(DOMAIN, action, member)) as typeof action;
    }
    const keyIds = action.signatures.map(({ signer }) => keyIdOf(signer));
    expect(keyIds).to.deep.equal(members.map(({ keyId }) => keyId).sort());
  });
});
