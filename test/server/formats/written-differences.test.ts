import { expect } from 'chai';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { writtenDifferences } from '../../../server/formats/written-differences.ts';

const changes = (document: JsonValue, read: JsonValue) =>
  writtenDifferences(document, read).map(({ pointer, change }) => `${change} ${pointer}`);

describe('differences of a written document', () => {
  it('are none where nothing is said, or the same time in another spelling', () => {
    expect(changes({ a: [], b: { lines: [] } }, {})).to.deep.equal([]);
    expect(changes({ a: '2026-01-01T08:00:00+08:00' }, { a: '2026-01-01T00:00:00Z' })).to.deep.equal([]);
    expect(changes({ a: '2026-01-01T08:00' }, { a: '2026-01-01T08:00:00' })).to.deep.equal([]);
  });

  it('name what is lost, changed and added', () => {
    expect(changes({ a: '1', b: 2, 'x/y': { z: 'q' } }, { a: '2', c: true })).to.deep.equal([
      'CHANGED /a',
      'LOST /b',
      'LOST /x~1y',
      'ADDED /c',
    ]);
    expect(changes([{ a: '1' }, { a: '2' }], [{ a: '1' }])).to.deep.equal(['LOST /1']);
  });

  it('tell other line breaks and rounded seconds from other values', () => {
    expect(changes(['one two', 'three'], ['one', 'two three'])).to.deep.equal(['REFLOWED ']);
    expect(changes({ a: '2026-01-01T00:00:00.250Z' }, { a: '2026-01-01T00:00:00Z' })).to.deep.equal(['ROUNDED /a']);
    expect(changes({ a: '2026-01-01T00:00:01Z' }, { a: '2026-01-01T00:00:00Z' })).to.deep.equal(['CHANGED /a']);
    expect(changes({ a: '2026-01-01T00:00:00' }, { a: '2026-01-01T00:00:00Z' })).to.deep.equal(['CHANGED /a']);
  });
});
