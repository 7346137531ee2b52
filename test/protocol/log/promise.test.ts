import { expect } from 'chai';
import { logOrigin } from '../../../protocol/log/checkpoint.ts';
import { gatewayOf } from '../../../protocol/log/gateway-key.ts';
import { judgePromise, latestAnchoring, openPromise, signPromise } from '../../../protocol/log/promise.ts';

const origin = logOrigin(`0x${'ab'.repeat(32)}`);
const secret = { name: 'gateway.example/cn', seed: new Uint8Array(32).fill(1) };
const gateways = [gatewayOf(secret)];
const promise = { origin, digest: `0x${'12'.repeat(32)}`, acceptedAt: 1_000, anchoredBy: 1_300 };
const note = signPromise(promise, secret);

describe('Promises of anchoring', () => {
  it('name the gateway, the action and the times', () => {
    expect(openPromise(note, origin, gateways)).to.deep.equal({ ok: true, promise, gateway: secret.name });
  });

  it('say why they are worth nothing', () => {
    const reason = (text: string, at = origin, known = gateways) => {
      const opened = openPromise(text, at, known);
      return opened.ok ? 'NONE' : opened.reason;
    };
    expect(reason('nothing')).to.equal('MALFORMED');
    expect(reason(note.replace('accepted 1000', 'accepted 01000'))).to.equal('MALFORMED');
    expect(reason(note.replace('corridor-promise/v1', 'corridor-promise/v2'))).to.equal('MALFORMED');
    expect(reason(note, logOrigin(`0x${'cd'.repeat(32)}`))).to.equal('OTHER_LOG');
    expect(reason(note.replace('anchored by 1300', 'anchored by 1301'))).to.equal('BAD_SIGNATURE');
    const stranger = gatewayOf({ name: secret.name, seed: new Uint8Array(32).fill(2) });
    expect(reason(note, origin, [stranger])).to.equal('NOT_SIGNED');
  });

  it('end with the deadline of the action at the latest', () => {
    expect(latestAnchoring(1_000, 5_000, 300)).to.equal(1_300);
    expect(latestAnchoring(1_000, 1_200, 300)).to.equal(1_200);
  });

  it('are kept by anchoring and by a refusal in time, broken by neither, and open until then', () => {
    expect(judgePromise(promise, { anchoredAt: 1_300 }, 9_999)).to.equal('KEPT');
    expect(judgePromise(promise, { refusedAt: 1_299 }, 9_999)).to.equal('KEPT');
    expect(judgePromise(promise, { anchoredAt: 1_301 }, 9_999)).to.equal('BROKEN');
    expect(judgePromise(promise, {}, 1_301)).to.equal('BROKEN');
    expect(judgePromise(promise, {}, 1_300)).to.equal('OPEN');
  });
});
