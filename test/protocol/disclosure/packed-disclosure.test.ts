import { expect } from 'chai';
import fc from 'fast-check';
import { DISCLOSURE_SCHEMA, type Disclosure, disclose } from '../../../protocol/disclosure/disclosure.ts';
import type { SaltedDocument } from '../../../protocol/disclosure/document-tree.ts';
import {
  PACKED_DISCLOSURE_FORMAT,
  type PackedDisclosure,
  packDisclosure,
  unpackDisclosure,
} from '../../../protocol/disclosure/packed-disclosure.ts';
import { verifyDisclosure } from '../../../protocol/disclosure/verify-disclosure.ts';
import { canonicalJson } from '../../../protocol/json/canonical-json.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { hiddenCount } from '../../../protocol/merkle/partial-tree.ts';
import { readPresented } from '../../../protocol/verify/presented-file.ts';
import vector from '../../vectors/packed-disclosure.json' with { type: 'json' };
import { attachedFile, hex32, pointersOf, strictJson, strictObject } from '../support/arbitraries.ts';
import { codeOf } from '../support/errors.ts';

/** Documents with one section and manifests alike. */
const salted: fc.Arbitrary<SaltedDocument> = fc.oneof(
  fc.record({
    document: strictObject,
    files: fc.array(attachedFile, { maxLength: 2 }),
    secret: hex32,
    sectionPointer: fc.constant(undefined),
  }),
  fc.record({
    document: fc.record({ number: strictJson, consignments: fc.array(strictJson, { maxLength: 5 }) }),
    files: fc.array(attachedFile, { maxLength: 2 }),
    secret: hex32,
    sectionPointer: fc.constant('/consignments'),
  }),
);

const disclosure: fc.Arbitrary<Disclosure> = fc
  .tuple(salted, fc.bigInt({ min: 0n, max: 2n ** 64n }))
  .map(([document, bits]) =>
    disclose(
      document,
      [...pointersOf(document.document), 'file:/0'].filter((_, index) => (bits >> BigInt(index)) & 1n),
    ),
  );

const given = vector.packed as unknown as PackedDisclosure;

describe('The packed form of a disclosure', () => {
  it('says the same', () => {
    fc.assert(
      fc.property(disclosure, (plain) => {
        const packed = parseStrictJson(canonicalJson(packDisclosure(plain)));
        expect(unpackDisclosure(packed)).to.deep.equal(plain);
        expect(DISCLOSURE_SCHEMA.safeParse(unpackDisclosure(packed)).success).to.equal(true);
        expect(verifyDisclosure(packed)).to.deep.equal(verifyDisclosure(plain));
      }),
      { numRuns: 300 },
    );
  });

  it('takes no character of a pointer apart', () => {
    const document = { '\u{1F400}': 1, '\u{1F401}': 2 };
    const plain = disclose({ document, files: [], secret: vector.secret, sectionPointer: undefined });
    expect(unpackDisclosure(parseStrictJson(canonicalJson(packDisclosure(plain))))).to.deep.equal(plain);
  });

  it('is the one of the golden vector', () => {
    const { document, secret, sectionPointer, pointers, root } = vector;
    const plain = disclose({ document, files: [], secret, sectionPointer }, pointers);
    expect(packDisclosure(plain)).to.deep.equal(given);
    expect(verifyDisclosure(given, root).ok).to.equal(true);
  });

  it('is refused or leads to another root with any digit, number or text of it changed', () => {
    const text = canonicalJson(given);
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.constantFrom(...'AZaz09+/=1,"[]'), (at, character) => {
        fc.pre(text[at] !== character);
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        let value: unknown;
        try {
          value = parseStrictJson(changed);
        } catch {
          return;
        }
        expect(verifyDisclosure(value, vector.root).ok, changed).to.equal(false);
      }),
      { numRuns: 500 },
    );
  });

  it('has one spelling', () => {
    const [first, ...others] = given.sections;
    if (first === undefined) throw new RangeError('the vector shows a section');
    const [index, size, leaves] = first;
    const [head, next, ...rest] = leaves;
    if (head === undefined || next === undefined) throw new RangeError('the vector shows two leaves');
    const withLeaves = (changed: typeof leaves) => ({ ...given, sections: [[index, size, changed], ...others] });
    const third = rest[0] ?? next;
    const [at, shared, tail, value] = third;
    const whole = `${next[2].slice(0, shared)}${tail}`;
    expect(unpackDisclosure(given)).to.not.equal(undefined);
    const spelled: (typeof third)[] = [
      [at, 0, whole, value],
      [at, 999, tail, value],
    ];
    for (const leaf of spelled)
      expect(unpackDisclosure(withLeaves([head, next, leaf, ...rest.slice(1)]))).to.equal(undefined);
    expect(unpackDisclosure(withLeaves([next, head, ...rest]))).to.equal(undefined);
    expect(unpackDisclosure({ ...given, hashes: given.hashes.slice(0, -44) })).to.equal(undefined);
    expect(unpackDisclosure({ ...given, hashes: `${'A'.repeat(128)}${given.hashes}` })).to.equal(undefined);
    expect(unpackDisclosure({ ...given, more: 1 })).to.equal(undefined);
    expect(verifyDisclosure({ format: PACKED_DISCLOSURE_FORMAT })).to.include({ code: 'DISCLOSURE_MALFORMED' });
  });

  it('does not unfold a short file into a long one', () => {
    const long = 'a'.repeat(60_000);
    const leaves = Array.from({ length: 1_000 }, (_, at) => [at, at === 0 ? 0 : 60_000, at === 0 ? long : '', 1]);
    const packed = { ...given, hashes: 'A'.repeat(43_000), sections: [[0, 2_000, leaves]] };
    expect(unpackDisclosure(packed)).to.equal(undefined);
  });

  it('is told apart from other files', () => {
    const bytes = new TextEncoder().encode(canonicalJson(given));
    expect(readPresented(bytes)?.type).to.equal('DISCLOSURE');
  });

  it('is not made of a disclosure that is not sound', () => {
    const plain = unpackDisclosure(given);
    if (plain === undefined) throw new RangeError('the vector can be read');
    const broken = { ...plain, hidden: plain.hidden.slice(1) };
    expect(codeOf(() => packDisclosure(broken))).to.equal('TREE_HIDDEN_COUNT');
  });
});

describe('Hidden subtrees', () => {
  it('are counted for positions that ascend within the tree', () => {
    expect([[], [0], [4], [0, 1, 2, 3, 4]].map((positions) => hiddenCount(5, positions))).to.deep.equal([1, 3, 1, 0]);
    expect([[5], [1, 1], [2, 1]].map((positions) => hiddenCount(5, positions))).to.deep.equal(Array(3).fill(undefined));
  });
});
