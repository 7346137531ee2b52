/** A modest share of `npm run abuse`: whatever a file is, intake answers or refuses it with a code. */
import { expect } from 'chai';
import fc from 'fast-check';
import { answerOf } from '../../scripts/abuse/answer.ts';
import { readCorpus } from '../../scripts/abuse/corpus.ts';
import { abuseInputs } from '../../scripts/abuse/inputs.ts';

describe('abuse of intake', function () {
  this.timeout(60_000);
  const corpus = readCorpus();

  it('starts from samples that intake answers or refuses as they are', () => {
    expect(corpus).to.have.length.greaterThan(80);
    const codes = corpus.map(({ bytes }) => answerOf({ recipe: '', bytes, fileName: undefined }));
    expect(codes.filter(({ answered }) => answered)).to.have.length.greaterThan(70);
  });

  it('never makes it throw anything but a refusal', () => {
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(abuseInputs(corpus), (input) => {
        const answer = answerOf(input);
        outcomes.add(answer.answered ? answer.kind : answer.code);
      }),
      { numRuns: 500 },
    );
    // inputs that never get past the first byte would prove nothing
    expect(outcomes.size).to.be.greaterThan(15);
  });
});
