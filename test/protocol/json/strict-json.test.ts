import { expect } from 'chai';
import fc from 'fast-check';
import { JsonError } from '../../../protocol/json/json-error.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { strictJson } from '../support/arbitraries.ts';
import { codeOf } from '../support/errors.ts';
import { FACTS, sampleBytes } from '../support/samples.ts';

describe('strict JSON', () => {
  it('reads what JSON.stringify writes', () => {
    fc.assert(
      fc.property(strictJson, fc.constantFrom(undefined, 2), (value, indent) => {
        expect(parseStrictJson(JSON.stringify(value, null, indent))).to.deep.equal(value);
      }),
    );
  });

  it('accepts no text that JSON.parse refuses, and reads the same value', () => {
    const noise = fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^[[\]{}:,"\\u0-9eE.+\- \ntrfalsn]*$/));
    fc.assert(
      fc.property(noise, (text) => {
        let value: unknown;
        try {
          value = parseStrictJson(text);
        } catch (error) {
          expect(error).to.be.instanceOf(JsonError);
          return;
        }
        expect(value).to.deep.equal(JSON.parse(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws an untyped error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          parseStrictJson(bytes);
        } catch (error) {
          expect(error).to.be.instanceOf(JsonError);
        }
      }),
    );
  });

  const refusals: [string, string, string][] = [
    ['a duplicate key', '{"a":1,"a":2}', 'JSON_DUPLICATE_KEY'],
    ['a duplicate key written in two ways', '{"a":1,"\\u0061":2}', 'JSON_DUPLICATE_KEY'],
    ['__proto__', '{"__proto__":{}}', 'JSON_FORBIDDEN_KEY'],
    ['half a surrogate pair', '"\\ud800"', 'JSON_LONE_SURROGATE'],
    ['half a surrogate pair in a key', '{"\\udc00":1}', 'JSON_LONE_SURROGATE'],
    ['text outside normal form C', '"e\u0301"', 'JSON_NOT_NFC'],
    ['a fraction', '1.5', 'JSON_NOT_INTEGER'],
    ['a fraction that is zero', '1.0', 'JSON_NOT_INTEGER'],
    ['an exponent', '1e3', 'JSON_NOT_INTEGER'],
    ['minus zero', '-0', 'JSON_NOT_INTEGER'],
    ['an integer beyond 2^53-1', '9007199254740992', 'JSON_INTEGER_RANGE'],
    ['an integer that rounds into range', '-9007199254740993', 'JSON_INTEGER_RANGE'],
    ['a leading zero', '01', 'JSON_SYNTAX'],
    ['a comment', '{/**/}', 'JSON_SYNTAX'],
    ['a trailing comma', '[1,]', 'JSON_SYNTAX'],
    ['a raw control character', '"\u0000"', 'JSON_SYNTAX'],
    ['an unknown escape', '"\\x41"', 'JSON_SYNTAX'],
    ['an escape named like an object member', '"\\constructor"', 'JSON_SYNTAX'],
    ['text after the value', '{} {}', 'JSON_SYNTAX'],
    ['nothing', '', 'JSON_SYNTAX'],
    ['a missing quote', '"abc', 'JSON_SYNTAX'],
    ['a byte order mark', '\ufeff{}', 'JSON_ENCODING'],
  ];
  for (const [what, text, code] of refusals) {
    it(`refuses ${what}: ${code}`, () => {
      expect(codeOf(() => parseStrictJson(text))).to.equal(code);
    });
  }

  it('refuses bytes that are not UTF-8', () => {
    expect(codeOf(() => parseStrictJson(new Uint8Array([0x22, 0xc0, 0x80, 0x22])))).to.equal('JSON_ENCODING');
    expect(codeOf(() => parseStrictJson(new Uint8Array([0xff, 0xfe, 0x22, 0x00])))).to.equal('JSON_ENCODING');
    expect(codeOf(() => parseStrictJson(new Uint8Array([0xef, 0xbb, 0xbf, 0x31])))).to.equal('JSON_ENCODING');
  });

  it('keeps every limit, at its edge', () => {
    expect(parseStrictJson('['.repeat(32) + ']'.repeat(32))).to.be.an('array');
    expect(codeOf(() => parseStrictJson('['.repeat(33) + ']'.repeat(33)))).to.equal('JSON_TOO_DEEP');
    expect(codeOf(() => parseStrictJson('{"a":'.repeat(10_000)))).to.equal('JSON_TOO_DEEP');
    expect(codeOf(() => parseStrictJson('['.repeat(5_000_000)))).to.equal('JSON_TOO_DEEP');
    const keys = (n: number) => JSON.stringify(Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, i])));
    expect(parseStrictJson(keys(2_000))).to.be.an('object');
    expect(codeOf(() => parseStrictJson(keys(2_001)))).to.equal('JSON_TOO_MANY_KEYS');
    const items = (n: number) => JSON.stringify(Array.from({ length: n }, () => 0));
    expect(parseStrictJson(items(10_000))).to.have.length(10_000);
    expect(codeOf(() => parseStrictJson(items(10_001)))).to.equal('JSON_TOO_MANY_ITEMS');
    expect(parseStrictJson(JSON.stringify('a'.repeat(65_536)))).to.have.length(65_536);
    expect(codeOf(() => parseStrictJson(JSON.stringify('a'.repeat(65_537))))).to.equal('JSON_STRING_TOO_LONG');
    expect(codeOf(() => parseStrictJson(JSON.stringify('中'.repeat(21_846))))).to.equal('JSON_STRING_TOO_LONG');
    expect(codeOf(() => parseStrictJson('"1234"', { maxBytes: 5 }))).to.equal('JSON_TOO_LARGE');
  });

  it('says where it stopped', () => {
    try {
      parseStrictJson('{\n  "items": [\n    {"hsCode": 1.5}]}');
      expect.fail('was accepted');
    } catch (error) {
      expect(error).to.be.instanceOf(JsonError);
      const { pointer, position } = error as JsonError;
      expect(pointer).to.equal('/items/0/hsCode');
      expect(position).to.include({ line: 3, column: 16 });
    }
  });

  it('keeps members named like those of Object', () => {
    const value = parseStrictJson('{"constructor":1,"toString":2,"hasOwnProperty":3}');
    expect(Object.entries(value ?? {})).to.deep.equal([
      ['constructor', 1],
      ['toString', 2],
      ['hasOwnProperty', 3],
    ]);
  });

  it('refuses real files that carry decimals as numbers, and names the first', () => {
    expect(FACTS['json/vgm-api-100-post-request.json']).to.include({ kind: 'json' });
    expect(codeOf(() => parseStrictJson(sampleBytes('json/vgm-api-100-post-request.json')))).to.equal(
      'JSON_NOT_INTEGER',
    );
    expect(codeOf(() => parseStrictJson(sampleBytes('json/AggregationEvent.json')))).to.equal('JSON_NOT_INTEGER');
  });
});
