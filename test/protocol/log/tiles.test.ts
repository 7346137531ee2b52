import { expect } from 'chai';
import fc from 'fast-check';
import { growTiles } from '../../../protocol/log/grow-tiles.ts';
import {
  parseTilePath,
  subtreeHashes,
  TILE_WIDTH,
  tilePath,
  tilesOfRanges,
  tileWidth,
} from '../../../protocol/log/tiles.ts';
import { toBareHex } from '../../../protocol/merkle/hex.ts';
import { consistencyRanges, hashOfRange, inclusionRanges } from '../../../protocol/merkle/ranges.ts';
import { leafHash, merkleRoot } from '../../../protocol/merkle/rfc6962.ts';
import vectors from '../../vectors/signed-notes.json' with { type: 'json' };
import { auditPath, consistencyProof } from '../support/reference-tree.ts';

const entries = Array.from({ length: 70_000 }, (_, index) => new Uint8Array([index >> 16, index >> 8, index & 255]));
const hashes = entries.map(leafHash);

/** Stores leaves in parts of the given sizes, over and over, as a gateway does. */
function store(size: number, parts: readonly number[]) {
  const tiles = new Map<string, Uint8Array>();
  const read = (level: number, index: number) => tiles.get(`${level}/${index}`) ?? new Uint8Array();
  for (let at = 0, part = 0; at < size; part += 1) {
    const next = Math.min(size, at + (parts[part % parts.length] ?? 1));
    for (const { level, index, bytes } of growTiles(at, read, hashes.slice(at, next))) {
      tiles.set(`${level}/${index}`, bytes);
    }
    at = next;
  }
  return { tiles, read };
}

describe('Tiles', () => {
  it('have the paths of the specification, and one spelling each', () => {
    for (const { path, ...tile } of vectors.tiles.paths) {
      expect(tilePath(tile)).to.equal(path);
      expect(parseTilePath(path)).to.deep.equal(tile);
    }
    fc.assert(
      fc.property(
        fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 })),
        fc.integer({ min: 0, max: 10 ** 12 }),
        fc.integer({ min: 1, max: TILE_WIDTH }),
        (level, index, width) => {
          expect(parseTilePath(tilePath({ level, index, width }))).to.deep.equal({ level, index, width });
        },
      ),
    );
    for (const path of [
      'tile/00/000',
      'tile/64/000',
      'tile/0/x000/001',
      'tile/0/1',
      'tile/0/000.p/256',
      'tile/0/000.p/0',
    ]) {
      expect(parseTilePath(path), path).to.equal(undefined);
    }
  });

  it('are as many and as wide as the specification says', () => {
    const { size, ...expected } = vectors.tiles.partial;
    const { tiles } = store(size, [5_000]);
    const widths = (level: number) =>
      [...tiles].filter(([name]) => name.startsWith(`${level}/`)).map(([, bytes]) => bytes.length / 32);
    expect(widths(0).filter((width) => width === TILE_WIDTH)).to.have.length(expected.fullLevel0);
    expect(widths(0).at(-1)).to.equal(expected.partialLevel0);
    expect(widths(1)).to.deep.equal([TILE_WIDTH, expected.partialLevel1]);
    expect(widths(2)).to.deep.equal([expected.partialLevel2]);
    expect(tileWidth(0, 273, size)).to.equal(expected.partialLevel0);
    expect(tileWidth(1, 1, size)).to.equal(expected.partialLevel1);
    expect(tileWidth(0, 274, size)).to.equal(0);
  });

  it('are the same however the leaves came in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_400 }),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }),
        (size, parts) => {
          const { tiles } = store(size, parts);
          const { tiles: atOnce } = store(size, [size]);
          expect([...tiles.keys()].sort()).to.deep.equal([...atOnce.keys()].sort());
          for (const [name, bytes] of tiles) expect(toBareHex(bytes), name).to.equal(toBareHex(atOnce.get(name)!));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('prove what the recursive definition proves, reading only the tiles that the ranges call for', () => {
    const { read } = store(2_000, [300]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.nat(), (size, seed) => {
        const index = seed % size;
        const whole = [{ from: 0, to: size }];
        const proofs = [inclusionRanges(index, size), consistencyRanges(index, size), whole];
        const [path, consistency, root] = proofs.map((ranges) => {
          const loaded = new Set(tilesOfRanges(ranges, size).map((tile) => `${tile.level}/${tile.index}`));
          const hashOf = subtreeHashes((level, at) => {
            expect(loaded.has(`${level}/${at}`)).to.equal(true);
            return read(level, at);
          });
          return ranges.map((range) => toBareHex(hashOfRange(range, hashOf)));
        });
        const part = entries.slice(0, size);
        expect(path).to.deep.equal(auditPath(index, part).map(toBareHex));
        expect(consistency).to.deep.equal(index === 0 ? [] : consistencyProof(index, part).map(toBareHex));
        expect(root).to.deep.equal([toBareHex(merkleRoot(hashes.slice(0, size)))]);
      }),
      { numRuns: 30 },
    );
  });
});
