import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalJson } from '../../../protocol/json/canonical-json.ts';
import { isJsonObject, type JsonValue } from '../../../protocol/json/json-value.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { strictJson } from '../support/arbitraries.ts';
import { codeOf } from '../support/errors.ts';
import { FACTS, sampleBytes } from '../support/samples.ts';

/** `undefined` for a sample outside the strict profile. */
function strictlyRead(file: string): JsonValue | undefined {
  try {
    return parseStrictJson(sampleBytes(file));
  } catch {
    return undefined;
  }
}

describe('canonical JSON', () => {
  it('gives each sample the digest that an independent reader found', () => {
    const files = Object.entries(FACTS).filter(([, { rfc8785sha256 }]) => rfc8785sha256 !== undefined);
    const outside: string[] = [];
    for (const [file, { rfc8785sha256 }] of files) {
      const value = strictlyRead(file);
      if (value === undefined) {
        outside.push(file);
      } else {
        expect(bytesToHex(sha256(utf8ToBytes(canonicalJson(value)))), file).to.equal(rfc8785sha256);
      }
    }
    // these carry numbers with a fraction, as their standards allow
    expect(outside.map((file) => codeOf(() => parseStrictJson(sampleBytes(file))))).to.deep.equal(
      outside.map(() => 'JSON_NOT_INTEGER'),
    );
    expect(files.length - outside.length).to.be.greaterThan(20);
  });

  it('is read back as the same value, and is then its own canonical form', () => {
    fc.assert(
      fc.property(strictJson, (value) => {
        const canonical = canonicalJson(value);
        expect(parseStrictJson(canonical)).to.deep.equal(value);
        expect(canonicalJson(parseStrictJson(canonical))).to.equal(canonical);
      }),
    );
  });

  it('does not depend on the order in which members were written', () => {
    const reversed = (value: JsonValue): JsonValue =>
      isJsonObject(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, member]) => [key, reversed(member)]),
          )
        : value;
    fc.assert(fc.property(strictJson, (value) => canonicalJson(reversed(value)) === canonicalJson(value)));
  });

  it('orders keys by UTF-16 code units', () => {
    // RFC 8785 section 3.2.3
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    const strict = Object.fromEntries(Object.entries(value).map(([key, member]) => [key.normalize('NFC'), member]));
    expect(Object.values(JSON.parse(canonicalJson(strict)))).to.have.members([1, 2, 3, 4, 5, 6, 7]);
    const order = [...canonicalJson(strict).matchAll(/:(\d)/g)].map(([, digit]) => Number(digit));
    // U+FB33 decomposes under NFC to U+05D3 U+05BC, and so comes before the euro sign
    expect(order).to.deep.equal([2, 4, 6, 7, 3, 1, 5]);
  });

  const notPlain: [string, unknown, string][] = [
    ['undefined', undefined, 'JSON_NOT_PLAIN'],
    ['an undefined member', { a: undefined }, 'JSON_NOT_PLAIN'],
    ['a function', () => 1, 'JSON_NOT_PLAIN'],
    ['a bigint', 1n, 'JSON_NOT_PLAIN'],
    ['a date', new Date(0), 'JSON_NOT_PLAIN'],
    ['a map', new Map(), 'JSON_NOT_PLAIN'],
    ['a hole in an array', new Array(2), 'JSON_NOT_PLAIN'],
    ['an array with a member', Object.assign([1], { a: 1 }), 'JSON_NOT_PLAIN'],
    ['a getter', Object.defineProperty({}, 'a', { get: () => 1, enumerable: true }), 'JSON_NOT_PLAIN'],
    ['a symbol key', { [Symbol('a')]: 1 }, 'JSON_NOT_PLAIN'],
    ['a toJSON method', { toJSON: () => 1 }, 'JSON_NOT_PLAIN'],
    ['an own __proto__', JSON.parse('{"__proto__":1}'), 'JSON_FORBIDDEN_KEY'],
    ['NaN', Number.NaN, 'JSON_NOT_INTEGER'],
    ['a fraction', 0.1, 'JSON_NOT_INTEGER'],
    ['minus zero', -0, 'JSON_NOT_INTEGER'],
    ['2^53', 2 ** 53, 'JSON_INTEGER_RANGE'],
    ['half a surrogate pair', ['\ud800'], 'JSON_LONE_SURROGATE'],
    ['a key outside normal form C', { 'e\u0301': 1 }, 'JSON_NOT_NFC'],
  ];
  for (const [what, value, code] of notPlain) {
    it(`refuses ${what}: ${code}`, () => {
      expect(codeOf(() => canonicalJson(value))).to.equal(code);
    });
  }

  it('refuses a circle instead of following it', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(codeOf(() => canonicalJson(circle))).to.equal('JSON_TOO_DEEP');
  });
});
