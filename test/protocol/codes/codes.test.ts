import { expect } from 'chai';
import fc from 'fast-check';
import {
  containerCheckDigit,
  containerNumberFault,
  isContainerTypeCode,
} from '../../../protocol/codes/container-number.ts';
import { isCountryCode } from '../../../protocol/codes/countries.ts';
import { isCurrencyCode, minorUnitDigits } from '../../../protocol/codes/currencies.ts';
import { codeTitle } from '../../../protocol/codes/data-elements.ts';
import { isGs1Number } from '../../../protocol/codes/gs1-number.ts';
import { isHsCode } from '../../../protocol/codes/harmonized-system.ts';
import { isImoNumber } from '../../../protocol/codes/imo-number.ts';
import { findLocation, locationFault, probablyMeant } from '../../../protocol/codes/locations.ts';
import { isUcr } from '../../../protocol/codes/ucr.ts';
import { isUscc, usccCheckCharacter } from '../../../protocol/codes/uscc.ts';

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));

describe('codes of the trade', () => {
  describe('container numbers (ISO 6346)', () => {
    it('accepts the numbers of a real manifest', () => {
      for (const number of ['FCIU5956299', 'TCLU5546482', 'TGCU0235724', 'FCIU2469131']) {
        expect(containerNumberFault(number), number).to.equal(null);
      }
    });

    it('tells a wrong check digit from a wrong form', () => {
      expect(containerNumberFault('MSKU1234567')).to.equal('CHECK_DIGIT');
      expect(containerNumberFault('MSKX1234565')).to.equal('FORM');
      expect(containerNumberFault('msku1234565')).to.equal('FORM');
    });

    it('accepts exactly one check digit for every serial number', () => {
      fc.assert(
        fc.property(digits(6), (serial) => {
          const accepted = [...'0123456789'].filter((digit) => containerNumberFault(`CSQU${serial}${digit}`) === null);
          expect(accepted).to.deep.equal([String(containerCheckDigit(`CSQU${serial}`))]);
        }),
      );
    });

    it('knows the form of size and type codes', () => {
      expect(['22G1', '45R1', '42P3', 'L5G1'].filter(isContainerTypeCode)).to.deep.equal([
        '22G1',
        '45R1',
        '42P3',
        'L5G1',
      ]);
      expect(['2G1', '22Q1', '22g1', '22G11'].filter(isContainerTypeCode)).to.deep.equal([]);
    });
  });

  it('checks IMO numbers by their last digit', () => {
    expect(isImoNumber('9074729')).to.equal(true);
    expect(isImoNumber('9074728')).to.equal(false);
    expect(isImoNumber('IMO9074729')).to.equal(false);
  });

  it('checks GS1 numbers', () => {
    expect(isGs1Number('4006381333931')).to.equal(true);
    expect(isGs1Number('4006381333932')).to.equal(false);
    expect(isGs1Number('400638133393')).to.equal(false);
  });

  describe('unified social credit codes (GB 32100)', () => {
    it('accepts a published code and refuses a changed one', () => {
      expect(isUscc('91350100M000100Y43')).to.equal(true);
      expect(isUscc('91350100M000100Y44')).to.equal(false);
    });

    it('refuses letters that the alphabet leaves out', () => {
      for (const letter of 'IOSVZ') expect(usccCheckCharacter(`91350100M000100${letter}4`)).to.equal(null);
    });

    it('notices every single changed character', () => {
      const code = '91350100M000100Y43';
      fc.assert(
        fc.property(fc.nat(17), fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), (at, character) => {
          fc.pre(code.charAt(at) !== character);
          expect(isUscc(code.slice(0, at) + character + code.slice(at + 1))).to.equal(false);
        }),
      );
    });
  });

  it('knows the form of a UCR', () => {
    expect(isUcr('6CN123456789-ABC/01(X)')).to.equal(true);
    expect(isUcr('')).to.equal(false);
    expect(isUcr('lower')).to.equal(false);
    expect(isUcr('A'.repeat(36))).to.equal(false);
  });

  describe('UN/LOCODE', () => {
    it('knows the places of the corridor', () => {
      const places = ['CNCQI', 'CNCHQ', 'CNCQD', 'CNQZH', 'MYPKG', 'MYLPK', 'MYWSP'];
      expect(places.filter((code) => findLocation(code) === null)).to.deep.equal([]);
    });

    it('takes the airport of Chongqing for a likely mistake', () => {
      expect(probablyMeant('CNCKG')?.code).to.equal('CNCQI');
      expect(probablyMeant('CNCQI')).to.equal(null);
    });

    it('calls no place wrong that the table does not cover', () => {
      expect(locationFault('EGEDK')).to.equal('NOT_COVERED');
      expect(locationFault('SGZZZ')).to.equal('UNKNOWN');
      expect(locationFault('XXABC')).to.equal('FORM');
    });
  });

  it('finds commodity codes by their first six digits', () => {
    expect(isHsCode('040210')).to.equal(true);
    expect(isHsCode('0402101000')).to.equal(true);
    expect(isHsCode('999998')).to.equal(false);
    expect(isHsCode('0402.10')).to.equal(false);
  });

  it('knows countries, currencies and their minor units', () => {
    expect([isCountryCode('CN'), isCountryCode('MY'), isCountryCode('XX')]).to.deep.equal([true, true, false]);
    expect([minorUnitDigits('CNY'), minorUnitDigits('JPY'), minorUnitDigits('KWD')]).to.deep.equal([2, 0, 3]);
    expect(isCurrencyCode('XYZ')).to.equal(false);
  });

  it('titles codes of UN/EDIFACT, and only its own', () => {
    expect(codeTitle('1001', '705')).to.equal('Bill of lading');
    expect(codeTitle('1001', 'constructor')).to.equal(null);
  });
});
