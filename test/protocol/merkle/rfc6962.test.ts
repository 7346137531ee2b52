import { hexToBytes } from '@noble/hashes/utils';
import { expect } from 'chai';
import fc from 'fast-check';
import { toBareHex } from '../../../protocol/merkle/hex.ts';
import { inclusionPath, leafHash, merkleRoot, rootFromPath } from '../../../protocol/merkle/rfc6962.ts';
import vectors from '../../vectors/rfc6962.json' with { type: 'json' };

const treeOf = (size: number) => Array.from({ length: size }, (_, i) => leafHash(new Uint8Array([i >> 8, i & 255])));

describe('RFC 6962 trees', () => {
  it('have the published roots', () => {
    const leaves = vectors.leaves.map((leaf) => leafHash(hexToBytes(leaf)));
    expect(toBareHex(merkleRoot([]))).to.equal(vectors.emptyRoot);
    vectors.roots.forEach((root, index) => {
      expect(toBareHex(merkleRoot(leaves.slice(0, index + 1)))).to.equal(root);
    });
  });

  it('prove every leaf of every small tree', () => {
    for (let size = 1; size <= 40; size += 1) {
      const hashes = treeOf(size);
      const root = toBareHex(merkleRoot(hashes));
      hashes.forEach((hash, index) => {
        const found = rootFromPath(hash, index, size, inclusionPath(hashes, index));
        expect(found === undefined ? found : toBareHex(found), `${index} of ${size}`).to.equal(root);
      });
    }
  });

  it('prove no leaf at another place, in another size or with another path', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 70 }), fc.nat(), fc.nat(), (size, a, b) => {
        const hashes = treeOf(size);
        const root = toBareHex(merkleRoot(hashes));
        const index = a % size;
        const path = inclusionPath(hashes, index);
        const hash = hashes[index] as Uint8Array;
        const reaches = (at: number, of: number, by: Uint8Array[]) => {
          const found = rootFromPath(hash, at, of, by);
          return found !== undefined && toBareHex(found) === root;
        };
        const other = b % size;
        expect(reaches(other, size, path)).to.equal(other === index);
        expect(reaches(index, size, path.slice(1))).to.equal(false);
        expect(reaches(index, size, [...path, hash])).to.equal(false);
        expect(reaches(size, size, path)).to.equal(false);
        expect(reaches(-1, size, path)).to.equal(false);
      }),
    );
  });

  it('have no leaf outside them', () => {
    expect(() => inclusionPath(treeOf(3), 3)).to.throw(RangeError);
    expect(() => inclusionPath([], 0)).to.throw(RangeError);
  });
});
