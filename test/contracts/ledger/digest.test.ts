import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import {
  ACTION_KINDS,
  type ActionKindName,
  type ActionMessage,
  actionDigest,
  encodeBody,
} from '../../../protocol/actions.ts';
import { type Evm, openTestEvm } from '../../../scripts/bench/gas/evm.ts';
import { deployLedger, type Ledger } from '../../../scripts/bench/gas/ledger.ts';

const { vectors }: { vectors: { kind: ActionKindName; message: ActionMessage }[] } = JSON.parse(
  readFileSync(new URL('../../vectors/typed-data.json', import.meta.url), 'utf8'),
);

describe('digests of the contract', function () {
  this.timeout(60_000);
  let evm: Evm;
  let ledger: Ledger;

  before(async () => {
    evm = await openTestEvm();
    ledger = await deployLedger(evm);
  });
  after(() => evm.close());

  it('are those that wallets sign, for the golden message of every kind', async () => {
    const { domain, contract } = ledger;
    expect(new Set(vectors.map(({ kind }) => kind))).to.deep.equal(new Set(Object.keys(ACTION_KINDS)));
    for (const { kind, message } of vectors) {
      const digest = await contract
        .getFunction('digestOf')
        .staticCall(ACTION_KINDS[kind].id, encodeBody(kind, message));
      expect(digest, kind).to.equal(actionDigest(domain, kind, message));
    }
  });
});
