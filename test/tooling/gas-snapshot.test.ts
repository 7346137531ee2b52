import { expect } from 'chai';
import type { OurGas } from '../../scripts/bench/gas/ours.ts';
import { differences } from '../../scripts/bench/gas/snapshot.ts';

const gas = (openCase: number): OurGas => {
  const scheme = { alone: { OpenCase: openCase }, batch: {} };
  return {
    actions: { secp256k1: scheme, passkey: scheme },
    registry: {},
    manifest: { lodge: 1, verifyConsignment: 1 },
  };
};

describe('gas snapshot', () => {
  it('tolerates what random signatures cost, and nothing above', () => {
    expect(differences(gas(1000), gas(1010), 10)).to.deep.equal([]);
    expect(differences(gas(1000), gas(1011), 10).map(({ figure }) => figure)).to.deep.equal([
      'actions/secp256k1/alone/OpenCase',
      'actions/passkey/alone/OpenCase',
    ]);
  });

  it('names figures that appeared or vanished', () => {
    const more = { ...gas(1), registry: { EnrolKey: 5 } };
    expect(differences(gas(1), more, 10)).to.deep.equal([
      { figure: 'registry/EnrolKey', expected: undefined, measured: 5 },
    ]);
  });
});
