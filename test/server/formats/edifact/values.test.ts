import { expect } from 'chai';
import fc from 'fast-check';
import { massInKg, readCount, readDecimal, readTime } from '../../../../server/formats/edifact/values.ts';

describe('EDIFACT values', () => {
  it('spells numbers as decimals and changes no value', () => {
    const spellings: [string, string | undefined][] = [
      ['.000', '0.000'],
      ['14182.000', '14182.000'],
      ['14182,5', '14182.5'],
      ['007', '7'],
      ['0', '0'],
      ['5.', '5'],
      ['+5', '5'],
      ['-5', undefined],
      ['', undefined],
      ['.', undefined],
      ['1.2.3', undefined],
      ['1e3', undefined],
      ['12A', undefined],
    ];
    for (const [value, expected] of spellings) expect(readDecimal(value), value).to.equal(expected);
    fc.assert(fc.property(fc.nat(), fc.nat(999), (a, b) => readDecimal(`${a}.${b}`) === `${a}.${b}`));
  });

  it('counts with whole numbers only', () => {
    expect(['560', '0', '', '1.5', '-1', '123456789'].map(readCount)).to.deep.equal([
      560,
      0,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('converts masses exactly, or not at all', () => {
    expect(massInKg('14182.000', 'KGM')).to.equal('14182.000');
    expect(massInKg('2.5', 'TNE')).to.equal('2500');
    expect(massInKg('0.001234', 'TNE')).to.equal('1.234');
    expect(massInKg('1500', 'GRM')).to.equal('1.5');
    expect(massInKg('100', 'LBR')).to.equal('45.359237');
    expect(massInKg('2.000', 'TON')).to.equal(undefined);
    expect(massInKg('1', 'constructor')).to.equal(undefined);
    expect(massInKg('0.0000001', 'LBR')).to.equal(undefined);
  });

  it('reads times in every layout, with and without zone', () => {
    expect(readTime('20170119', '102')).to.deep.equal({ date: '2017-01-19' });
    expect(readTime('170119', '101')).to.deep.equal({ date: '2017-01-19' });
    expect(readTime('1701290000', '201')).to.deep.equal({ date: '2017-01-29', local: '2017-01-29T00:00:00' });
    expect(readTime('202604171530', '203')).to.include({ local: '2026-04-17T15:30:00' });
    expect(readTime('202604171530+0800', '205')).to.include({ instant: '2026-04-17T15:30:00+08:00' });
    expect(readTime('202604171530+08', '303')).to.include({ instant: '2026-04-17T15:30:00+08:00' });
    expect(readTime('202604171530UTC', '303')).to.include({ instant: '2026-04-17T15:30:00Z' });
  });

  it('reads no impossible time', () => {
    const impossible = [
      ['20170230', '102'],
      ['20171301', '102'],
      ['201701192460', '203'],
      ['202604171530+9900', '205'],
      ['20170119', '999'],
      ['2017', '102'],
      ['', ''],
      ['20170119', 'constructor'],
    ];
    for (const [value = '', format = ''] of impossible) expect(readTime(value, format), value).to.equal(undefined);
    expect(readTime('20160229', '102')).to.deep.equal({ date: '2016-02-29' });
  });
});
