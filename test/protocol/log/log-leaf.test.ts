import { expect } from 'chai';
import fc from 'fast-check';
import { ACTION_KINDS, type ActionKindName } from '../../../protocol/actions.ts';
import {
  decodeLogLeaf,
  encodeLogLeaf,
  headChanges,
  LOG_LEAF_BYTES,
  type LogLeaf,
  logLeafHash,
} from '../../../protocol/log/log-leaf.ts';
import {
  makeConsistencyProof,
  makeInclusionProof,
  verifyConsistency,
  verifyInclusion,
} from '../../../protocol/log/tree-proofs.ts';
import { toBareHex } from '../../../protocol/merkle/hex.ts';
import { merkleRoot } from '../../../protocol/merkle/rfc6962.ts';
import vector from '../../vectors/log-leaf.json' with { type: 'json' };
import { hex32 } from '../support/arbitraries.ts';
import { codeOf } from '../support/errors.ts';
import { sha256, treeHash } from '../support/reference-tree.ts';

const word = hex32.map((hex) => `0x${hex}`);
const leaf: fc.Arbitrary<LogLeaf> = fc.record({
  sequence: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  kind: fc.constantFrom(...(Object.keys(ACTION_KINDS) as ActionKindName[])),
  blockTime: fc.nat(),
  digest: word,
  signatureDigest: word,
  actor: word,
  subject: word,
  actorHead: word,
  subjectHead: word,
});

describe('Log leaves', () => {
  it('have the bytes of the golden vector', () => {
    const read = { ...vector.leaf, kind: vector.leaf.kind as ActionKindName };
    expect(toBareHex(encodeLogLeaf(read))).to.equal(vector.bytes);
    expect(toBareHex(sha256(new Uint8Array([0]), Buffer.from(vector.bytes, 'hex')))).to.equal(vector.hash);
    expect(toBareHex(logLeafHash(read))).to.equal(vector.hash);
  });

  it('come back from their bytes, and differ in their bytes if they differ at all', () => {
    fc.assert(
      fc.property(leaf, leaf, (a, b) => {
        const bytes = encodeLogLeaf(a);
        expect(bytes).to.have.length(LOG_LEAF_BYTES);
        expect(decodeLogLeaf(bytes)).to.deep.equal(a);
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(toBareHex(encodeLogLeaf(b)) === toBareHex(bytes)).to.equal(same);
      }),
    );
  });

  it('are refused in another version, length, kind or result', () => {
    const bytes = Buffer.from(vector.bytes, 'hex');
    const changed = (at: number, value: number) =>
      new Uint8Array(bytes.map((byte, index) => (index === at ? value : byte)));
    const wrong = [
      changed(0, 2),
      changed(9, 99),
      changed(10, 1),
      changed(1, 255),
      bytes.subarray(1),
      Buffer.concat([bytes, bytes]),
    ];
    for (const each of wrong) expect(codeOf(() => decodeLogLeaf(each))).to.equal('LOG_LEAF_INVALID');
  });

  it('move the head of the signer and of what the action concerns', () => {
    const of = (kind: ActionKindName, change: Partial<LogLeaf> = {}) => {
      const base = { ...vector.leaf, ...change, kind };
      return headChanges(base).map((head) => `${head.kind} ${head.id === base.actor ? 'actor' : 'subject'}`);
    };
    expect(of('LodgeDocument')).to.deep.equal(['CASE subject', 'REGISTRY actor']);
    expect(of('RevokeKey')).to.deep.equal(['REGISTRY subject', 'REGISTRY actor', 'STANDING subject']);
    expect(of('RotateKey')).to.deep.equal(['REGISTRY subject', 'REGISTRY actor', 'STANDING subject', 'STANDING actor']);
    expect(of('SetPolicy', { subject: vector.leaf.actor })).to.deep.equal(['REGISTRY actor', 'STANDING actor']);
    expect(of('CancelAction', { subjectHead: `0x${'0'.repeat(64)}` })).to.deep.equal(['REGISTRY actor']);
  });
});

describe('Proofs of the log', () => {
  it('verify for their leaf, size and root, and for no other', () => {
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 2, maxLength: 30 }), fc.nat(), (drawn, which) => {
        const leaves = drawn.map((each, index) => ({ ...each, sequence: index + 1 }));
        const hashes = leaves.map(logLeafHash);
        const hashOf = ({ height, index }: { height: number; index: number }) =>
          merkleRoot(hashes.slice(index * 2 ** height, (index + 1) * 2 ** height));
        const size = leaves.length;
        const root = treeHash(leaves.map(encodeLogLeaf));
        const sequence = 1 + (which % size);
        const proof = makeInclusionProof(sequence, size, hashOf);
        const one = leaves[sequence - 1]!;
        expect(verifyInclusion(one, proof, root)).to.equal(true);
        expect(verifyInclusion({ ...one, blockTime: one.blockTime + 1 }, proof, root)).to.equal(false);
        expect(verifyInclusion({ ...one, sequence: sequence + 1 }, proof, root)).to.equal(false);
        expect(verifyInclusion(one, { ...proof, path: proof.path.map((hash) => hash.toUpperCase()) }, root)).to.equal(
          proof.path.every((hash) => !/[a-f]/.test(hash)),
        );
        const from = which % size;
        const fromRoot = treeHash(leaves.slice(0, from).map(encodeLogLeaf));
        const consistency = makeConsistencyProof(from, size, hashOf);
        expect(verifyConsistency(consistency, fromRoot, root)).to.equal(true);
        expect(verifyConsistency(consistency, fromRoot, fromRoot)).to.equal(from === 0);
      }),
    );
  });
});
