import { expect } from 'chai';
import { hexlify } from 'ethers';
import fc from 'fast-check';
import { ACTION_KINDS, type SignedAction } from '../../../protocol/actions.ts';
import { LEDGER_ABI } from '../../../server/chain/abi.ts';
import { calldataBytes, decodeExecute, encodeAction, encodeExecute } from '../../../server/chain/action-encoding.ts';

const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((value) => hexlify(value));
const word = bytes(32, 32);
const cancellation: fc.Arbitrary<SignedAction> = fc.record(
  {
    kind: fc.constant('CancelAction' as const),
    message: fc.record({
      ...{ ledgerId: word, keyId: word, action: word },
      ...{ signedAt: fc.nat(), notBefore: fc.nat(), deadline: fc.nat() },
    }),
    signatures: fc.array(fc.record({ signer: bytes(20, 130), signature: bytes(1, 400) }), { maxLength: 4 }),
    attachment: bytes(0, 200),
  },
  { requiredKeys: ['kind', 'message', 'signatures'] },
);

describe('calldata of execute', () => {
  it('is what a general ABI coder makes, and reads back', () => {
    fc.assert(
      fc.property(fc.array(cancellation, { maxLength: 6 }), (actions) => {
        const encoded = actions.map(encodeAction);
        const calldata = encodeExecute(encoded);
        const values = encoded.map(({ body }, index) => [
          ACTION_KINDS.CancelAction.id,
          body,
          (actions[index]?.signatures ?? []).map(({ signer, signature }) => [signer, signature]),
          actions[index]?.attachment ?? '0x',
        ]);
        expect(calldata).to.equal(LEDGER_ABI.encodeFunctionData('execute', [values]));
        expect(decodeExecute(calldata).map(({ body }) => body)).to.deep.equal(encoded.map(({ body }) => body));
        const own = encoded.reduce((sum, action) => sum + calldataBytes(action), 0);
        expect((calldata.length - 2) / 2).to.equal(4 + 64 + own);
      }),
      { numRuns: 100 },
    );
  });
});
