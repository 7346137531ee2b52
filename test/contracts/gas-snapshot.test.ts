import { expect } from 'chai';
import { measureOurs } from '../../scripts/bench/gas/ours.ts';
import { differences, readSnapshot, TOLERANCE_GAS } from '../../scripts/bench/gas/snapshot.ts';

describe('gas [in-process]', function () {
  this.timeout(300_000);

  it('is what the committed snapshot says, for every action alone and in a batch', async () => {
    const moved = differences(readSnapshot().ours, await measureOurs(), TOLERANCE_GAS);
    expect(moved, 'if the change is wanted: npm run bench:gas -- --update').to.deep.equal([]);
  });
});
