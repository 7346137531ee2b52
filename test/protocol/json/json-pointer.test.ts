import { expect } from 'chai';
import fc from 'fast-check';
import { isWithin, parentPointer, pointerOf, tokensOf, valueAt } from '../../../protocol/json/json-pointer.ts';
import { pointersOf, strictJson, strictKey } from '../support/arbitraries.ts';

describe('JSON pointers', () => {
  it('spell every path so that it is read back', () => {
    fc.assert(
      fc.property(fc.array(strictKey), (path) => {
        expect(tokensOf(pointerOf(path))).to.deep.equal(path);
      }),
    );
  });

  it('find every value of a document', () => {
    fc.assert(
      fc.property(strictJson, (value) => pointersOf(value).every((pointer) => valueAt(value, pointer) !== undefined)),
    );
  });

  it('find nothing where nothing is', () => {
    const document = { list: [1, 2], text: 'abc' };
    for (const pointer of ['/none', '/list/2', '/list/01', '/list/-', '/text/0', '/text/length', '/toString']) {
      expect(valueAt(document, pointer), pointer).to.equal(undefined);
    }
  });

  it('know their container', () => {
    expect(parentPointer('')).to.equal(undefined);
    expect(parentPointer('/a')).to.equal('');
    expect(parentPointer('/a/b~1c')).to.equal('/a');
    expect(isWithin('/ab', '/a')).to.equal(false);
    expect(isWithin('/a/b', '/a')).to.equal(true);
  });
});
