import { expect } from 'chai';
import fc from 'fast-check';
import { nextHead } from '../../../protocol/actions.ts';
import { type HeadProof, headPlace, verifyHead } from '../../../protocol/log/head-map.ts';
import { HeadPage } from '../../../protocol/log/head-page.ts';
import { type HeadPages, headsRoot, proveHead, setHead } from '../../../protocol/log/head-trie.ts';
import type { HeadChange } from '../../../protocol/log/log-leaf.ts';
import { fromHex, toBareHex } from '../../../protocol/merkle/hex.ts';
import { codeOf } from '../support/errors.ts';
import { mapHash, sha256 } from '../support/reference-tree.ts';

const word = (text: string) => `0x${Buffer.from(sha256(Buffer.from(text))).toString('hex')}`;
const kinds = ['CASE', 'REGISTRY'] as const;
type Given = Exclude<HeadChange, { kind: 'STANDING' }>;

/** Changes of a few dozen things, some of them several times. */
const changes = fc.array(fc.tuple(fc.constantFrom(...kinds), fc.nat({ max: 60 })), { maxLength: 90 }).map((moves) =>
  moves.map(([kind, id], at): Given => {
    return { kind, id: word(`id ${id}`), head: word(`head ${at}`), sequence: at + 1 };
  }),
);

function mapOf(moves: readonly HeadChange[]): HeadPages {
  const pages = new Map<string, HeadPage>();
  for (const move of moves) setHead(pages, move);
  return pages;
}

const latest = (moves: readonly Given[]) => [
  ...new Map(moves.map((move) => [`${move.kind}${move.id}`, move])).values(),
];

describe('The map of heads', () => {
  it('has the root of its definition, in whatever order the heads moved', () => {
    fc.assert(
      fc.property(changes, (moves) => {
        const heads = latest(moves).map(({ kind, id, head, sequence }) => ({
          place: sha256(new Uint8Array([kind === 'CASE' ? 1 : 2]), fromHex(id)),
          head: fromHex(head),
          sequence: BigInt(sequence),
        }));
        const expected = toBareHex(mapHash(heads));
        expect(toBareHex(headsRoot(mapOf(moves)))).to.equal(expected);
        expect(toBareHex(headsRoot(mapOf(latest(moves).toReversed())))).to.equal(expected);
      }),
    );
  });

  it('survives being written to pages and read again', () => {
    fc.assert(
      fc.property(changes, changes, (moves, more) => {
        const pages = mapOf(moves) as Map<string, HeadPage>;
        const copy = new Map([...pages].map(([prefix, page]) => [prefix, HeadPage.decode(page.encode())]));
        for (const move of more) setHead(copy, move);
        expect(toBareHex(headsRoot(copy))).to.equal(toBareHex(headsRoot(mapOf([...moves, ...more]))));
      }),
    );
    expect(codeOf(() => HeadPage.decode(new Uint8Array(15)))).to.equal('HEAD_PAGE_INVALID');
    expect(codeOf(() => HeadPage.decode(new Uint8Array(17)))).to.equal('HEAD_PAGE_INVALID');
    expect(codeOf(() => HeadPage.decode(new Uint8Array([9, ...new Array(15).fill(0)])))).to.equal('HEAD_PAGE_INVALID');
  });

  it('names every page that a change touches', () => {
    fc.assert(
      fc.property(changes, (moves) => {
        const pages = new Map<string, HeadPage>();
        for (const move of moves) {
          const before = new Map([...pages].map(([prefix, page]) => [prefix, toBareHex(page.encode())]));
          const touched = new Set(setHead(pages, move));
          for (const [prefix, page] of pages) {
            if (before.get(prefix) !== toBareHex(page.encode())) expect(touched.has(prefix), prefix).to.equal(true);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('proves each current head and the absence of any other', () => {
    fc.assert(
      fc.property(changes, fc.nat({ max: 100 }), (moves, other) => {
        const pages = mapOf(moves);
        const root = headsRoot(pages);
        for (const { kind, id, head, sequence } of latest(moves)) {
          expect(verifyHead(proveHead(pages, kind, id), root)).to.deep.equal({ outcome: 'PRESENT', head, sequence });
        }
        const stranger = proveHead(pages, 'CASE', word(`stranger ${other}`));
        expect(verifyHead(stranger, root)).to.deep.equal({ outcome: 'ABSENT' });
      }),
    );
  });

  it('proves nothing else: no older head, no other place, no changed proof', () => {
    fc.assert(
      fc.property(
        changes.filter((moves) => moves.length > 0),
        fc.nat(),
        fc.nat(),
        (moves, which, bit) => {
          const pages = mapOf(moves);
          const root = headsRoot(pages);
          const heads = latest(moves);
          const { kind, id } = heads[which % heads.length]!;
          const proof = proveHead(pages, kind, id);
          const invalid = (change: Partial<HeadProof>) =>
            expect(verifyHead({ ...proof, ...change }, root).outcome, JSON.stringify(change)).to.equal('INVALID');
          const leaf = proof.leaf!;
          invalid({ leaf: { ...leaf, head: word('older') } });
          invalid({ leaf: { ...leaf, sequence: leaf.sequence + 1 } });
          invalid({ leaf: { ...leaf, sequence: 0 } });
          invalid({ leaf: null });
          invalid({ siblings: [...proof.siblings, ''] });
          if (heads.length > 1) invalid({ siblings: proof.siblings.slice(1) });
          const at = bit % Math.max(1, proof.siblings.length);
          const changed = proof.siblings.map((hash, index) => (index === at ? toBareHex(sha256(fromHex(hash))) : hash));
          if (changed.length > 0) invalid({ siblings: changed });
          // the proof of one head says about another nothing, or that it is absent where it is
          for (const stranger of ['a', 'b', 'c', 'd'].map(word)) {
            expect(verifyHead({ ...proof, id: stranger }, root).outcome).not.to.equal('PRESENT');
          }
        },
      ),
    );
  });

  it('takes the same id as case and as key for two things', () => {
    const one: Given = { kind: 'CASE', id: word('one'), head: word('head'), sequence: 1 };
    const pages = mapOf([one]);
    expect(verifyHead(proveHead(pages, 'REGISTRY', one.id), headsRoot(pages)).outcome).to.equal('ABSENT');
    expect(headPlace('CASE', one.id)).not.to.deep.equal(headPlace('REGISTRY', one.id));
    expect(headPlace('STANDING', one.id)).not.to.deep.equal(headPlace('REGISTRY', one.id));
  });

  it('chains standing over the registry actions on a thing, wherever its head moves to in the map', () => {
    fc.assert(
      fc.property(changes, fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 20 }), (moves, drawn) => {
        const pages = mapOf(moves);
        const chains = new Map<string, { head: string; sequence: number }>();
        for (const [at, which] of drawn.entries()) {
          const [id, digest, sequence] = [word(`thing ${which}`), word(`digest ${at}`), 1_000 + at];
          setHead(pages, { kind: 'STANDING', id, digest, sequence });
          chains.set(id, { head: nextHead(chains.get(id)?.head ?? `0x${'0'.repeat(64)}`, digest), sequence });
        }
        for (const [id, { head, sequence }] of chains) {
          const proven = verifyHead(proveHead(pages, 'STANDING', id), headsRoot(pages));
          expect(proven).to.deep.equal({ outcome: 'PRESENT', head, sequence });
        }
      }),
    );
  });

  it('grows by the logarithm', () => {
    const pages = new Map<string, HeadPage>();
    for (let at = 0; at < 4_096; at += 1) {
      setHead(pages, { kind: 'CASE', id: word(`case ${at}`), head: word(`h ${at}`), sequence: at + 1 });
    }
    const lengths = Array.from({ length: 64 }, (_, at) => proveHead(pages, 'CASE', word(`case ${at}`)).siblings.length);
    expect(Math.max(...lengths)).to.be.at.most(30);
  });
});
