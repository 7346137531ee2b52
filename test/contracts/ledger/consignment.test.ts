import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { id } from 'ethers';
import { documentIdOf } from '../../../protocol/actions.ts';
import { type Evm, openTestEvm } from '../../../scripts/bench/gas/evm.ts';
import { deployLedger, type Ledger } from '../../../scripts/bench/gas/ledger.ts';
import { enrolParties, enrolPeople, PARTIES, type People } from '../../../scripts/bench/gas/people.ts';

interface Proof {
  readonly root: string;
  readonly consignmentRoot: string;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly string[];
}

const vectors: { cases: Proof[] } = JSON.parse(
  readFileSync(new URL('../../vectors/consignment-proofs.json', import.meta.url), 'utf8'),
);

describe('consignments of an anchored manifest', function () {
  this.timeout(60_000);
  let evm: Evm;
  let ledger: Ledger;
  let people: People;

  before(async () => {
    evm = await openTestEvm();
    ledger = await deployLedger(evm);
    await enrolParties(ledger);
    people = await enrolPeople(ledger, 'secp256k1');
  });

  after(() => evm.close());

  const stands = (caseId: string, { root, consignmentRoot, index, size, proof }: Proof, claimed = root) => {
    const documentId = documentIdOf(caseId, PARTIES.exportBroker.partyId, root);
    const verify = ledger.contract.getFunction('verifyConsignment');
    return verify.staticCall(caseId, documentId, claimed, consignmentRoot, index, size, proof);
  };

  /** A case in which the manifest of a proof is anchored. */
  async function anchored({ root }: Proof, name: string): Promise<string> {
    const caseId = id(name);
    const by = [people.exportBroker];
    await ledger.apply([
      { kind: 'OpenCase', fields: { caseId, envelope: id('envelope') }, by },
      { kind: 'LodgeDocument', fields: { caseId, documentType: 785, root }, by },
    ]);
    return caseId;
  }

  it('stand in the manifest that their proof leads to, for every golden vector', async () => {
    for (const [index, proof] of vectors.cases.entries()) {
      const caseId = await anchored(proof, `vector ${index}`);
      expect(await stands(caseId, proof), `vector ${index}`).to.equal(true);
    }
  });

  it('do not stand in it at another place, in another size, with another root or a changed proof', async () => {
    const proof = vectors.cases.at(-1);
    if (proof === undefined) throw new Error('there are no vectors');
    const caseId = await anchored(proof, 'changed');
    const changed: Proof[] = [
      { ...proof, index: proof.index - 1 },
      { ...proof, index: proof.size },
      { ...proof, consignmentRoot: id('another consignment') },
      { ...proof, proof: proof.proof.slice(1) },
      { ...proof, proof: [...proof.proof, id('more')] },
      { ...proof, proof: [id('another sibling'), ...proof.proof.slice(1)] },
    ];
    for (const [index, wrong] of changed.entries()) expect(await stands(caseId, wrong), `${index}`).to.equal(false);
    expect(await stands(id('another case'), proof)).to.equal(false);
  });

  it('do not stand in a larger manifest whose first hashes their proof would be', async () => {
    const second = vectors.cases.find(({ index, size }) => index === 1 && size === 2);
    if (second === undefined) throw new Error('there is no vector of the second of two');
    const caseId = await anchored(second, 'second of two');
    expect(await stands(caseId, second)).to.equal(true);
    for (const size of [3, 4, 100]) expect(await stands(caseId, { ...second, size }), `${size}`).to.equal(false);
  });

  it('stand in the current version only: not in one that was amended or withdrawn', async () => {
    const [proof] = vectors.cases;
    if (proof === undefined) throw new Error('there are no vectors');
    const documentId = documentIdOf(await anchored(proof, 'withdrawn'), PARTIES.exportBroker.partyId, proof.root);
    const by = [people.exportBroker];
    const fields = { caseId: id('withdrawn'), documentId, root: proof.root, reason: 'LODGED_IN_ERROR' };
    await ledger.apply([{ kind: 'WithdrawDocument', fields, by }]);
    expect(await stands(id('withdrawn'), proof)).to.equal(false);
    const other = await anchored(proof, 'amended');
    const change = { caseId: other, documentId: documentIdOf(other, PARTIES.exportBroker.partyId, proof.root) };
    const next = { supersedes: proof.root, root: id('next version'), reason: 'ERROR_CORRECTED' };
    await ledger.apply([{ kind: 'AmendDocument', fields: { ...change, ...next }, by }]);
    expect(await stands(other, proof)).to.equal(false);
  });
});
