import { expect } from 'chai';
import fc from 'fast-check';
import { JSON_LIMITS } from '../../../../../protocol/json/json-limits.ts';
import { JsonCursor } from '../../../../../server/formats/json/reader/json-cursor.ts';
import { MappingLog } from '../../../../../server/formats/json/reader/mapping-log.ts';
import { parseSource, plainValue } from '../../../../../server/formats/json/reader/source-tree.ts';
import { codeOf } from '../../../../protocol/support/errors.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function cursorOf(text: string): { cursor: JsonCursor; log: MappingLog } {
  const { root, lines } = parseSource(bytesOf(text));
  const log = new MappingLog(lines);
  return { cursor: new JsonCursor(root, '', log), log };
}

describe('foreign JSON', () => {
  it('reads what JSON.stringify writes, with or without byte order mark', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', '\ufeff'), (value, mark) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__') && text.isWellFormed() && !/\\ud[89a-f]/.test(text));
        expect(plainValue(parseSource(bytesOf(mark + text)).root)).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  const refusals: [string, string, string][] = [
    ['duplicate keys', '{"a":1,"a":2}', 'JSON_DUPLICATE_KEY'],
    ['__proto__', '{"__proto__":1}', 'JSON_FORBIDDEN_KEY'],
    ['too many containers inside each other', '['.repeat(JSON_LIMITS.maxDepth + 1), 'JSON_TOO_DEEP'],
    ['half a surrogate pair', '"\\ud800"', 'JSON_LONE_SURROGATE'],
    ['a number of nonsense', '[1.]', 'JSON_SYNTAX'],
  ];
  for (const [what, text, code] of refusals) {
    it(`refuses ${what}: ${code}`, () => {
      expect(codeOf(() => parseSource(bytesOf(text)))).to.equal(code);
    });
  }

  it('keeps the digits of a number and takes them as a decimal', () => {
    const { cursor } = cursorOf('{"a":0.10,"b":"1e2","c":1e-2,"d":12345678901234567890}');
    const taken = ['a', 'b', 'c'].map((key) => cursor.get(key).decimal(`/${key}`));
    expect(taken).to.deep.equal(['0.10', '100', '0.01']);
    expect(cursor.get('d').decimal('/d')).to.equal(undefined);
  });

  it('lists what was not taken, with pointer, line and column, but nothing blank', () => {
    const { cursor, log } = cursorOf('{\r\n "a": "x",\n "b": ["y", null, " "],\n "c/d": {"e": 1.50}}');
    expect(cursor.get('a').text('/a')).to.equal('x');
    expect(log.unmapped(cursor.node as never)).to.deep.equal([
      { path: '/b/0', line: 3, column: 8, value: 'y' },
      { path: '/c~1d/e', line: 4, column: 15, value: '1.50' },
    ]);
    expect([...log.sources]).to.deep.equal([['/a', { path: '/a', line: 2, column: 7 }]]);
  });

  it('reports a value that does not fit and leaves it among the unmapped', () => {
    const { cursor, log } = cursorOf(`{"date":"22-07-2026","list":{"x":1},"code":"XX","long":"${'y'.repeat(300)}"}`);
    expect(cursor.get('date').date('/d')).to.equal(undefined);
    expect(cursor.get('list').text('/l')).to.equal(undefined);
    expect(cursor.get('code').code('/c', { A: 'a' })).to.equal(undefined);
    expect(cursor.get('code').code('/c', Object.create({ XX: 1 }))).to.equal(undefined);
    expect(cursor.get('long').text('/t')).to.equal(undefined);
    expect(log.findings.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`)).to.deep.equal([
      'VALUE_UNREADABLE /d',
      'VALUE_UNREADABLE /l',
      'CODE_NOT_LISTED /c',
      'CODE_NOT_LISTED /c',
      'VALUE_UNREADABLE /t',
    ]);
    expect(log.unmapped(cursor.node as never).map((each) => 'path' in each && each.path)).to.deep.equal([
      '/date',
      '/list/x',
      '/code',
      '/long',
    ]);
  });

  it('tells a value too long to list by its length and digest', () => {
    const { cursor, log } = cursorOf(`{"picture":"${'A'.repeat(3_000)}"}`);
    const [unmapped] = log.unmapped(cursor.node as never);
    expect(unmapped?.value).to.match(/^3000 characters, SHA-256 [0-9a-f]{64}, beginning A{60}$/);
  });

  it('takes strings in normalization form C', () => {
    expect(cursorOf('"e\u0301"').cursor.text('')).to.equal('\u00e9');
  });
});
