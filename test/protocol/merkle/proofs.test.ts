import { expect } from 'chai';
import fc from 'fast-check';
import { isConsistent } from '../../../protocol/merkle/consistency.ts';
import { fromHex, toBareHex } from '../../../protocol/merkle/hex.ts';
import { consistencyRanges, hashOfRange, inclusionRanges, subtreesOf } from '../../../protocol/merkle/ranges.ts';
import { leafHash, merkleRoot, rootFromPath } from '../../../protocol/merkle/rfc6962.ts';
import vectors from '../../vectors/rfc6962.json' with { type: 'json' };
import { auditPath, consistencyProof, treeHash } from '../support/reference-tree.ts';

const hex = (hashes: readonly Uint8Array[]) => hashes.map(toBareHex);
const entriesOf = (size: number) =>
  Array.from({ length: size }, (_, index) => new Uint8Array([index >> 8, index & 255]));
const subtreeOf =
  (hashes: readonly Uint8Array[]) =>
  ({ height, index }: { height: number; index: number }) =>
    merkleRoot(hashes.slice(index * 2 ** height, (index + 1) * 2 ** height));
const inclusion = (index: number, hashes: readonly Uint8Array[]) =>
  inclusionRanges(index, hashes.length).map((range) => hashOfRange(range, subtreeOf(hashes)));
const consistency = (from: number, hashes: readonly Uint8Array[]) =>
  consistencyRanges(from, hashes.length).map((range) => hashOfRange(range, subtreeOf(hashes)));

describe('Proofs over RFC 6962 trees', () => {
  const leaves = vectors.leaves.map((leaf) => leafHash(fromHex(leaf)));

  it('are the published ones', () => {
    for (const { index, size, path } of vectors.inclusion) {
      expect(hex(inclusion(index, leaves.slice(0, size)))).to.deep.equal(path);
    }
    for (const { from, to, path } of vectors.consistency) {
      expect(hex(consistency(from, leaves.slice(0, to)))).to.deep.equal(path);
    }
  });

  it('are those of the recursive definition, for every leaf and every beginning of every small tree', () => {
    for (let size = 1; size <= 40; size += 1) {
      const entries = entriesOf(size);
      const hashes = entries.map(leafHash);
      expect(toBareHex(hashOfRange({ from: 0, to: size }, subtreeOf(hashes)))).to.equal(toBareHex(treeHash(entries)));
      for (let at = 0; at < size; at += 1) {
        expect(hex(inclusion(at, hashes)), `leaf ${at} of ${size}`).to.deep.equal(hex(auditPath(at, entries)));
        const proof = consistencyProof(at + 1, entries);
        expect(hex(consistency(at + 1, hashes)), `${at + 1} to ${size}`).to.deep.equal(hex(proof));
      }
    }
  });

  it('take the same subtrees as paths, and cut every range into complete ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.nat(), (size, seed) => {
        const index = seed % size;
        const ranges = [...inclusionRanges(index, size), ...consistencyRanges(index, size)];
        for (const range of ranges) {
          let at = range.from;
          for (const { height, index: place } of subtreesOf(range)) {
            expect(place * 2 ** height).to.equal(at);
            at += 2 ** height;
          }
          expect(at).to.equal(range.to);
        }
        expect(inclusionRanges(index, size).length).to.be.at.most(Math.ceil(Math.log2(size)));
      }),
    );
  });
});

describe('Consistency', () => {
  const size = fc.integer({ min: 1, max: 130 });

  it('holds between every tree and each of its beginnings', () => {
    fc.assert(
      fc.property(size, fc.nat(), (to, seed) => {
        const entries = entriesOf(to);
        const from = seed % (to + 1);
        const first = { size: from, root: treeHash(entries.slice(0, from)) };
        const proof = from === 0 ? [] : consistencyProof(from, entries);
        expect(isConsistent(first, { size: to, root: treeHash(entries) }, proof)).to.equal(true);
      }),
    );
  });

  it('holds for no other root or path, and not backwards', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), fc.nat(), (to, seed, which, bit) => {
        const entries = entriesOf(to);
        const from = 1 + (seed % to);
        const first = { size: from, root: treeHash(entries.slice(0, from)) };
        const second = { size: to, root: treeHash(entries) };
        const path = consistencyProof(from, entries);
        const flip = (hash: Uint8Array) => hash.map((byte, at) => (at === bit % 32 ? byte ^ (1 << (which % 8)) : byte));
        expect(isConsistent({ ...first, root: flip(first.root) }, second, path)).to.equal(false);
        expect(isConsistent(first, { ...second, root: flip(second.root) }, path)).to.equal(false);
        expect(isConsistent(second, first, path)).to.equal(from === to);
        expect(isConsistent(first, second, [...path, second.root])).to.equal(false);
        if (path.length === 0) return;
        expect(isConsistent(first, second, path.slice(1))).to.equal(false);
        const changed = path.map((hash, at) => (at === which % path.length ? flip(hash) : hash));
        expect(isConsistent(first, second, changed)).to.equal(false);
      }),
    );
  });

  it('holds for no tree that differs in one early leaf', () => {
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (to, seed, at) => {
        const from = 1 + (seed % to);
        const entries = entriesOf(to);
        const other = entries.map((entry, index) => (index === at % from ? new Uint8Array([255, 255, 255]) : entry));
        const first = { size: from, root: treeHash(entries.slice(0, from)) };
        const proof = consistencyProof(from, other);
        expect(isConsistent(first, { size: to, root: treeHash(other) }, proof)).to.equal(false);
      }),
    );
  });

  it('has no proof beyond the tree', () => {
    expect(() => inclusionRanges(3, 3)).to.throw(RangeError);
    expect(() => consistencyRanges(4, 3)).to.throw(RangeError);
    expect(rootFromPath(leafHash(new Uint8Array()), 0, 0, [])).to.equal(undefined);
  });
});
