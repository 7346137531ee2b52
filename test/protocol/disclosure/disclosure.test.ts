import { expect } from 'chai';
import fc from 'fast-check';
import { type Disclosure, disclose, redact } from '../../../protocol/disclosure/disclosure.ts';
import { documentRoot, type SaltedDocument } from '../../../protocol/disclosure/document-tree.ts';
import { verifyDisclosure } from '../../../protocol/disclosure/verify-disclosure.ts';
import type { JsonObject } from '../../../protocol/json/json-value.ts';
import { attachedFile, hex32, pointersOf, strictJson, strictObject } from '../support/arbitraries.ts';

const SECRET = '07'.repeat(32);

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

const rootOf = ({ document, files, secret, sectionPointer }: SaltedDocument) =>
  documentRoot(document, files, secret, sectionPointer);

/** Some of the pointers of a document, chosen by bits. */
const chosen = ({ document, files }: SaltedDocument, bits: bigint) =>
  [...pointersOf(document), ...files.map((_, index) => `file:/${index}`)].filter(
    (_, index) => (bits >> BigInt(index)) & 1n,
  );

const sound = (disclosure: Disclosure) => {
  const result = verifyDisclosure(disclosure);
  if (!result.ok) throw new Error(result.code);
  return result;
};

const failureOf = (disclosure: unknown, root?: string) => {
  const result = verifyDisclosure(disclosure, root);
  return result.ok ? undefined : result.code;
};

/** Paths to every number, text and null of a value. */
function placesIn(value: unknown, path: string[] = []): string[][] {
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([key, member]) => placesIn(member, [...path, key]));
}

/** A copy in which the value at one path is another. */
function changedAt(value: unknown, path: readonly string[]): unknown {
  const copy: unknown = structuredClone(value);
  const last = path.at(-1) ?? '';
  const container = path.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], copy);
  const members = container as Record<string, unknown>;
  const old = members[last];
  members[last] = typeof old === 'number' ? old + 1 : old === null ? '/x' : `${String(old)}0`;
  return copy;
}

describe('disclosure', () => {
  it('of everything gives root, document and files back', () => {
    fc.assert(
      fc.property(salted, (source) => {
        const result = sound(JSON.parse(JSON.stringify(disclose(source))));
        expect(result.root).to.equal(rootOf(source));
        expect(result.complete).to.equal(true);
        expect(result.document).to.deep.equal(source.document);
        expect(result.files).to.deep.equal(source.files);
      }),
    );
  });

  it('of any part keeps the root and shows what was asked for', () => {
    fc.assert(
      fc.property(salted, fc.bigInt({ min: 0n, max: 2n ** 64n }), (source, bits) => {
        const pointers = chosen(source, bits);
        const result = sound(disclose(source, pointers));
        expect(result.root).to.equal(rootOf(source));
        expect(result.leaves.map(({ pointer }) => pointer)).to.include.members(pointers);
      }),
    );
  });

  it('can be redacted again and again by whoever holds it, and the root stays', () => {
    fc.assert(
      fc.property(salted, fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n }), { maxLength: 3 }), (source, rounds) => {
        let disclosure = disclose(source);
        const hidden = new Set<string>();
        for (const bits of rounds) {
          const pointers = chosen(source, bits & (bits >> 7n));
          disclosure = redact(disclosure, pointers);
          for (const pointer of pointers) hidden.add(pointer);
          const result = sound(disclosure);
          expect(result.root).to.equal(rootOf(source));
          expect(result.leaves.filter(({ pointer }) => hidden.has(pointer))).to.deep.equal([]);
        }
      }),
    );
  });

  it('has one spelling: redacting the whole and disclosing the part give the same', () => {
    fc.assert(
      fc.property(salted, fc.bigInt({ min: 0n, max: 2n ** 64n }), (source, bits) => {
        const part = disclose(source, chosen(source, bits));
        const shown = new Set(sound(part).leaves.map(({ pointer }) => pointer));
        const rest = sound(disclose(source)).leaves.filter(({ pointer }) => !shown.has(pointer));
        expect(
          redact(
            disclose(source),
            rest.map(({ pointer }) => pointer),
          ),
        ).to.deep.equal(part);
      }),
    );
  });

  it('holds nothing of what it hides', () => {
    const source: SaltedDocument = {
      document: { price: 'very secret price', consignee: 'Acme' },
      files: [],
      secret: SECRET,
      sectionPointer: undefined,
    };
    const text = JSON.stringify(disclose(source, ['/consignee']));
    expect(text).to.include('Acme');
    expect(text).to.not.include('secret');
    expect(text).to.not.include('price');
    expect(text).to.not.include(SECRET);
  });

  it('shows one consignment of a manifest with logarithmic company', () => {
    const document = { consignments: Array.from({ length: 1_000 }, (_, number) => ({ number, goods: 'milk powder' })) };
    const source = { document, files: [], secret: SECRET, sectionPointer: '/consignments' };
    const disclosure = disclose(source, ['/consignments/417']);
    expect(disclosure.hidden).to.have.length.below(20);
    expect(sound(disclosure).leaves.map(({ pointer }) => pointer)).to.deep.equal([
      '',
      '/consignments',
      '/consignments/417',
      '/consignments/417/goods',
      '/consignments/417/number',
    ]);
  });

  describe('with a single change', () => {
    const source: SaltedDocument = {
      document: { consignments: [{ a: 'x' }, { a: 'y' }], number: 'M', list: [1, 2] },
      files: [{ name: 'a', mediaType: 'b', sha256: '00'.repeat(32) }],
      secret: SECRET,
      sectionPointer: '/consignments',
    };
    const root = rootOf(source);
    const whole = disclose(source);
    const part = disclose(source, ['/consignments/1', '/number']);

    it('never leads to the same root, or is refused by name', () => {
      for (const disclosure of [whole, part]) {
        for (const path of placesIn(disclosure)) {
          // how many hidden leaves a section has is the one thing that a partial disclosure does not prove
          if (disclosure === part && path.at(-1) === 'size') continue;
          expect(failureOf(changedAt(disclosure, path), root), path.join('/')).to.be.a('string');
        }
      }
    });

    const broken: [string, (disclosure: Disclosure) => unknown, string][] = [
      ['another root', (d) => d, 'DISCLOSURE_ROOT_MISMATCH'],
      ['an unknown member', (d) => ({ ...d, note: 1 }), 'DISCLOSURE_MALFORMED'],
      ['a missing hidden hash', (d) => ({ ...d, hidden: d.hidden.slice(1) }), 'DISCLOSURE_HIDDEN_COUNT'],
      ['a superfluous hidden hash', (d) => ({ ...d, hidden: [...d.hidden, SECRET] }), 'DISCLOSURE_HIDDEN_COUNT'],
      ['sections out of order', (d) => ({ ...d, sections: d.sections.toReversed() }), 'DISCLOSURE_ORDER'],
      ['no sections', (d) => ({ ...d, sections: [], hidden: [SECRET] }), 'DISCLOSURE_ROOT_MISMATCH'],
    ];
    for (const [what, change, code] of broken) {
      it(`is refused: ${what} is ${code}`, () => {
        expect(failureOf(change(part), what === 'another root' ? `0x${SECRET}` : root)).to.equal(code);
      });
    }

    it('is refused where a leaf stands without its containers', () => {
      const [first, ...others] = whole.sections;
      const leaves = first?.leaves.filter(({ pointer }) => pointer !== '/list') ?? [];
      const changed = { ...whole, sections: [{ ...first, leaves, hidden: [] }, ...others] };
      expect(failureOf(changed)).to.be.oneOf(['DISCLOSURE_ORPHAN', 'DISCLOSURE_HIDDEN_COUNT']);
    });
  });

  it('of a tree that is no document is refused, although its root is right', () => {
    // a lodger who builds his own tree: the leaf of /a twice, with two values
    const honest = disclose({ document: { a: 1, b: 2 }, files: [], secret: SECRET, sectionPointer: undefined });
    const [section] = honest.sections;
    const leaves = section?.leaves.map((leaf) => (leaf.pointer === '/b' ? { ...leaf, pointer: '/a' } : leaf));
    expect(failureOf({ ...honest, sections: [{ ...section, leaves }] })).to.equal('DISCLOSURE_ORDER');
    const short = section?.leaves.map((leaf) => (leaf.pointer === '' ? { ...leaf, value: ['object', 3] } : leaf));
    expect(failureOf({ ...honest, sections: [{ ...section, leaves: short }] })).to.equal(
      'DISCLOSURE_INCOMPLETE_CONTAINER',
    );
    const array = section?.leaves.map((leaf) => (leaf.pointer === '' ? { ...leaf, value: ['array', 2] } : leaf));
    expect(failureOf({ ...honest, sections: [{ ...section, leaves: array }] })).to.equal('DISCLOSURE_ORPHAN');
  });

  it('of a complete document is refused where a leaf stands in another place than its document gives it', () => {
    const file = { name: 'a', mediaType: 'b', sha256: '00'.repeat(32) };
    const honest = disclose({ document: { a: 1 }, files: [file], secret: SECRET, sectionPointer: undefined });
    const [section] = honest.sections;
    const moved = section?.leaves.map((leaf) => (leaf.kind === 'file' ? { ...leaf, pointer: 'file:/1' } : leaf));
    expect(failureOf({ ...honest, sections: [{ ...section, leaves: moved }] })).to.equal('DISCLOSURE_ORDER');
    const list = disclose({ document: { list: [1, 2] }, files: [], secret: SECRET, sectionPointer: undefined });
    expect(failureOf({ ...list, sectionPointer: '/list' })).to.equal('DISCLOSURE_WRONG_SECTION');
  });

  it('answers garbage with a name, never with a throw', () => {
    fc.assert(fc.property(fc.anything(), (garbage) => failureOf(garbage) === 'DISCLOSURE_MALFORMED'));
  });

  it('keeps members with awkward names', () => {
    const document = JSON.parse('{"constructor":{"~/":1},"":{"":[]},"toString":null}') as JsonObject;
    const source = { document, files: [], secret: SECRET, sectionPointer: undefined };
    expect(sound(disclose(source)).document).to.deep.equal(document);
  });
});
