import { expect } from 'chai';
import { id, ZeroHash } from 'ethers';
import { cancelAttachment } from '../../../protocol/actions.ts';
import { council, type SignedItem, signDraft } from '../../../scripts/bench/gas/ledger.ts';
import { passkey, walletSigner } from '../../../scripts/bench/gas/signers.ts';
import { type Corridor, deployCorridor } from '../support/corridor.ts';
import { draft, fresh, openCase } from '../support/files.ts';
import { enrolKeyOf, partyOf, people } from '../support/roster.ts';

const HOUR = 3_600;

describe('admission of signed actions [in-process]', function () {
  this.timeout(120_000);
  let corridor: Corridor;

  before(async () => {
    corridor = await deployCorridor();
  });
  after(() => corridor.close());

  it('calls what has not the form of its kind MALFORMED', async () => {
    const item = await corridor.sign(openCase(fresh('case')));
    await corridor.refuse({ ...item, kind: 99 }, 'MALFORMED');
    await corridor.refuse({ ...item, body: item.body.slice(0, -64) }, 'MALFORMED');
    await corridor.refuse({ ...item, signatures: [] }, 'MALFORMED');
    await corridor.refuse({ ...item, signatures: [...item.signatures, ...item.signatures] }, 'MALFORMED');
    await corridor.refuse({ ...item, attachment: '0x00' }, 'MALFORMED');
    await corridor.refuse(
      draft('RecordEvents', people.carrier, {
        ...{ caseId: fresh('case'), milestone: 'ARRIVED', occurredAt: 1, root: ZeroHash, count: 1 },
      }),
      'UNKNOWN_CASE',
    );
  });

  it('takes nothing that was signed for another ledger, contract or chain', async () => {
    await corridor.refuse(draft('OpenCase', people.broker, { ...fields(), ledgerId: id('another') }), 'WRONG_LEDGER');
    const now = await corridor.evm.now();
    const elsewhere = { ...corridor.ledger.domain, chainId: corridor.ledger.domain.chainId + 1 };
    await refuseForeign(signDraft(elsewhere, openCase(fresh('case')), now));
    const other = { ...corridor.ledger.domain, verifyingContract: `0x${'12'.repeat(20)}` };
    await refuseForeign(signDraft(other, openCase(fresh('case')), now));
  });

  it('holds an action to its times', async () => {
    const now = await corridor.evm.now();
    const timed = (signedAt: number, notBefore: number, deadline: number) =>
      draft('OpenCase', people.broker, { ...fields(), signedAt, notBefore, deadline });
    await corridor.refuse(timed(now, 0, now + 73 * HOUR), 'DEADLINE_TOO_FAR');
    await corridor.refuse(timed(now, 0, now - 1), 'DEADLINE_TOO_FAR');
    await corridor.refuse(timed(now + HOUR, 0, now + 2 * HOUR), 'SIGNED_IN_FUTURE');
    await corridor.refuse(timed(now - 2 * HOUR, 0, now - HOUR), 'EXPIRED');
    await corridor.refuse(timed(now, now + HOUR, now + 2 * HOUR), 'NOT_YET_VALID');
  });

  it('applies an action once, whoever carries it again', async () => {
    const item = await corridor.sign(openCase(fresh('case')));
    await corridor.apply(item);
    await corridor.refuse(item, 'DUPLICATE');
  });

  it('lets the signer cancel what was not applied, and nobody else', async () => {
    const now = await corridor.evm.now();
    const message = {
      ...{ ledgerId: corridor.ledger.domain.ledgerId, keyId: people.broker.keyId },
      ...{ signedAt: now, notBefore: 0, deadline: now + HOUR, ...fields() },
    };
    const target = signDraft(corridor.ledger.domain, draft('OpenCase', people.broker, message), now);
    const cancel = (by = people.broker, attachment = cancelAttachment('OpenCase', message)) => ({
      ...draft('CancelAction', by, { action: target.digest }),
      attachment,
    });
    await corridor.refuse(cancel(people.forwarder), 'NOT_SIGNER');
    await corridor.refuse(cancel(people.broker, '0x'), 'MALFORMED');
    await corridor.apply(cancel());
    await corridor.refuse(cancel(), 'CANCELLED');
    await corridor.refuse(target, 'CANCELLED');
    const applied = { ...message, caseId: fresh('case') };
    await corridor.apply(signDraft(corridor.ledger.domain, draft('OpenCase', people.broker, applied), now));
    const { digest } = signDraft(corridor.ledger.domain, draft('OpenCase', people.broker, applied), now);
    const late = draft('CancelAction', people.broker, { action: digest });
    await corridor.refuse({ ...late, attachment: cancelAttachment('OpenCase', applied) }, 'ALREADY_APPLIED');
  });

  it('knows the key, its times and its end', async () => {
    const stranger = walletSigner('stranger');
    await corridor.refuse(openCase(fresh('case'), stranger), 'UNKNOWN_KEY');
    const now = await corridor.evm.now();
    const enrol = (name: string, validFrom: number, validUntil: number) => {
      const key = walletSigner(name);
      const { kind, fields: enrolled, by, attachment = '0x' } = enrolKeyOf('broker', key);
      return { key, action: { kind, by, attachment, fields: { ...enrolled, validFrom, validUntil } } };
    };
    const early = enrol('early', now + HOUR, now + 2 * HOUR);
    const old = enrol('old', now - 2 * HOUR, now - HOUR);
    const lost = enrol('lost', 0, now + 1000 * HOUR);
    await corridor.apply(early.action, old.action, lost.action);
    await corridor.refuse(openCase(fresh('case'), early.key), 'KEY_NOT_YET_VALID');
    await corridor.refuse(openCase(fresh('case'), old.key), 'KEY_EXPIRED');
    await corridor.apply(openCase(fresh('case'), lost.key));
    await corridor.apply({
      kind: 'RevokeKey',
      fields: { jurisdiction: 'CN', revokedKeyId: lost.key.keyId, suspectFrom: now, reason: 'KEY_LOST' },
      by: council('CN'),
    });
    await corridor.refuse(openCase(fresh('case'), lost.key), 'KEY_REVOKED');
  });

  it('takes no signature of another, none that was changed and no high s', async () => {
    const item = await corridor.sign(openCase(fresh('case')));
    const [own] = item.signatures;
    const { signature: foreign } = (await corridor.sign(openCase(fresh('case'), people.forwarder))).signatures[0]!;
    await corridor.refuse({ ...item, signatures: [{ signer: own!.signer, signature: foreign }] }, 'BAD_SIGNATURE');
    const asForwarder = [{ signer: people.forwarder.signer, signature: people.forwarder.sign(item.digest) }];
    await corridor.refuse({ ...item, signatures: asForwarder }, 'BAD_SIGNATURE');
    await corridor.refuse({ ...item, signatures: [{ ...own!, signature: highS(own!.signature) }] }, 'BAD_SIGNATURE');
    await corridor.apply(item);
  });

  it('takes a passkey that was enrolled for its page', async () => {
    const key = passkey(corridor.ledger.webAuthn, 'broker passkey');
    await corridor.apply(enrolKeyOf('broker', key), openCase(fresh('case'), key));
    const item = await corridor.sign(openCase(fresh('case'), key));
    const [own] = item.signatures;
    const other = key.sign(id('what a login page asked for'));
    await corridor.refuse({ ...item, signatures: [{ ...own!, signature: other }] }, 'BAD_SIGNATURE');
  });

  it('stops the people of a suspended party and of a paused jurisdiction', async () => {
    const { partyId } = partyOf('forwarder');
    const status = (value: string, reason: string) => ({
      kind: 'SetPartyStatus' as const,
      fields: { jurisdiction: 'CN', partyId, status: value, reason },
      by: council('CN'),
    });
    await corridor.apply(status('SUSPENDED', 'UNDER_INVESTIGATION'));
    await corridor.refuse(openCase(fresh('case'), people.forwarder), 'PARTY_SUSPENDED');
    await corridor.apply(status('ACTIVE', 'SUSPENSION_ENDED'));
    await corridor.apply(openCase(fresh('case'), people.forwarder));
    const pause = { jurisdiction: 'CN', reason: 'UNDER_INVESTIGATION' };
    await corridor.apply({ kind: 'PauseJurisdiction', fields: pause, by: council('CN') });
    await corridor.refuse(openCase(fresh('case')), 'JURISDICTION_PAUSED');
    await corridor.apply(openCase(fresh('case'), people.importBroker));
    await corridor.apply({ kind: 'ResumeJurisdiction', fields: { jurisdiction: 'CN' }, by: council('CN') });
    await corridor.apply(openCase(fresh('case')));
  });

  it('leaves an action alone for which the gas does not suffice, instead of calling its signature bad', async () => {
    await corridor.refuse(openCase(fresh('case')), 'UNPROCESSED', { gasLimit: 900_000 });
    const item = await corridor.sign(openCase(fresh('case')));
    await corridor.refuse(item, 'UNPROCESSED', { gasLimit: 700_000 });
    await corridor.apply(item);
  });

  /** To this ledger the action has another digest than its signer computed. */
  async function refuseForeign(item: SignedItem): Promise<void> {
    const before = await corridor.storage();
    const { results } = await corridor.carry([item]);
    expect(results).to.deep.equal(['BAD_SIGNATURE']);
    expect(await corridor.storage()).to.deep.equal(before);
  }

  const fields = () => ({ caseId: fresh('case'), envelope: id('envelope') });
});

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other signature of the same digest: `s` in the upper half, `v` turned. */
function highS(signature: string): string {
  const s = ORDER - BigInt(`0x${signature.slice(66, 130)}`);
  const v = signature.endsWith('1b') ? '1c' : '1b';
  return `${signature.slice(0, 66)}${s.toString(16).padStart(64, '0')}${v}`;
}
