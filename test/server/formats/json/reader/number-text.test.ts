import { expect } from 'chai';
import fc from 'fast-check';
import { expandNumber } from '../../../../../server/formats/json/reader/number-text.ts';

describe('number text', () => {
  const cases: [string, string | undefined][] = [
    ['1234.50', '1234.50'],
    ['0', '0'],
    ['-0.5', '-0.5'],
    ['1.5e3', '1500'],
    ['1.5E+1', '15'],
    ['12e-1', '1.2'],
    ['1.5e-3', '0.0015'],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    ['1e400', undefined],
    ['1e31', undefined],
    ['.5', undefined],
    ['1,5', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of cases) {
    it(`reads ${text || 'nothing'} as ${expected}`, () => {
      expect(expandNumber(text)).to.equal(expected);
    });
  }

  it('gives the value that the text writes', () => {
    const exponent = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(
        fc.integer({ min: -9_999, max: 9_999 }),
        fc.stringMatching(/^\d{0,4}$/),
        exponent,
        (whole, part, e) => {
          const text = `${whole}${part === '' ? '' : `.${part}`}e${e}`;
          const expanded = expandNumber(text) ?? '';
          expect(expanded).to.match(/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/);
          expect(Number(expanded)).to.be.closeTo(Number(text), Math.abs(Number(text)) * 1e-12);
        },
      ),
    );
  });
});
