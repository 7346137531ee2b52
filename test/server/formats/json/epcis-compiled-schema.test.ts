/** The compiled schema says the same as a validator that somebody else wrote. */
import { type Schema, Validator } from '@cfworker/json-schema';
import { expect } from 'chai';
import fc from 'fast-check';
import { compileSchema } from '../../../../server/formats/json/epcis/compiled-schema.ts';
import schema from '../../../../server/formats/json/epcis/schema/epcis-2.0.schema.json' with { type: 'json' };
import { FACTS, sampleBytes } from '../../../protocol/support/samples.ts';
import { reshaped } from './support/mutation.ts';

const SAMPLES = Object.keys(FACTS).filter((file) => file.startsWith('epcis-2.0/'));

describe('compiled EPCIS schema', function () {
  this.timeout(30_000);
  const fits = compileSchema(schema, schema);
  const reference = new Validator(structuredClone(schema) as Schema, '7', true);

  it('accepts and refuses the samples as another validator does', () => {
    const verdicts = SAMPLES.map((file) => JSON.parse(new TextDecoder().decode(sampleBytes(file))) as unknown).map(
      (value) => [fits(value), reference.validate(value).valid],
    );
    for (const [own, other] of verdicts) expect(own).to.equal(other);
    expect(new Set(verdicts.map(([own]) => own))).to.deep.equal(new Set([true, false]));
  });

  it('agrees with another validator on whatever becomes of a sample', () => {
    for (const file of SAMPLES) {
      const value = JSON.parse(new TextDecoder().decode(sampleBytes(file))) as Parameters<typeof reshaped>[0];
      fc.assert(
        fc.property(reshaped(value), (each) => {
          const plain: unknown = JSON.parse(JSON.stringify(each));
          expect(fits(plain)).to.equal(reference.validate(plain).valid);
        }),
        { numRuns: 40 },
      );
    }
  });

  it('tells equal items of a list apart from different ones, whatever the order of their members', () => {
    const unique = compileSchema({ uniqueItems: true }, { definitions: {} });
    expect(
      unique([
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ]),
    ).to.equal(false);
    expect(unique([{ a: 1 }, { a: '1' }, 1, '1', [1], null])).to.equal(true);
  });

  it('refuses a schema that says what it does not know', () => {
    for (const part of [
      { multipleOf: 2 },
      { type: 'date' },
      { format: 'colour' },
      { $ref: '#/elsewhere' },
      { not: 1 },
    ]) {
      expect(() => compileSchema(part, { definitions: {} })).to.throw(RangeError);
    }
  });
});
