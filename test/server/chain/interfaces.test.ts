import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { Interface } from 'ethers';
import { ACTION_KINDS, actionDigest, encodeBody } from '../../../protocol/actions.ts';
import { readArtifact } from '../../../scripts/deploy/artifacts.ts';
import { LEDGER_ABI, REGISTRY_ABI } from '../../../server/chain/abi.ts';
import { encodedDigest } from '../../../server/chain/action-encoding.ts';
import { RESULT_CODES } from '../../../server/chain/result-codes.ts';

describe('the gateway’s copy of the contracts’ interfaces', () => {
  for (const [name, ours] of [
    ['Ledger', LEDGER_ABI],
    ['Registry', REGISTRY_ABI],
  ] as const) {
    const compiled = new Interface(readArtifact(name).abi);

    it(`has the functions of the compiled ${name} with their answers`, () => {
      ours.forEachFunction((fragment) => {
        const other = compiled.getFunction(fragment.selector);
        expect(
          other?.outputs.map((output) => output.format('sighash')),
          fragment.name,
        ).to.deep.equal(fragment.outputs.map((output) => output.format('sighash')));
      });
    });

    it(`has every event of the compiled ${name}, with the same names and indexes`, () => {
      compiled.forEachEvent((fragment) => {
        // EIP-5267 declares it; the domain of a ledger never changes
        if (fragment.name === 'EIP712DomainChanged') return;
        const event = ours.getEvent(fragment.topicHash);
        expect(
          event?.inputs.map((input) => [input.name, input.indexed ?? false]),
          fragment.name,
        ).to.deep.equal(fragment.inputs.map((input) => [input.name, input.indexed ?? false]));
      });
    });
  }

  it('numbers results as the contracts do', () => {
    const source = readFileSync(new URL('../../../contracts/types/Types.sol', import.meta.url), 'utf8');
    const [, members = ''] = /enum Result \{([^}]*)\}/.exec(source) ?? [];
    expect(members.split(',').map((member) => member.trim())).to.deep.equal([...RESULT_CODES]);
  });

  it('computes the digest of an encoded action as wallets do', () => {
    const domain = { chainId: 7, verifyingContract: `0x${'11'.repeat(20)}`, ledgerId: `0x${'22'.repeat(32)}` };
    const message = {
      ledgerId: domain.ledgerId,
      keyId: `0x${'33'.repeat(32)}`,
      signedAt: 1,
      notBefore: 0,
      deadline: 2,
      caseId: `0x${'44'.repeat(32)}`,
      envelope: `0x${'55'.repeat(32)}`,
    };
    const encoded = encodedDigest(domain, ACTION_KINDS.OpenCase.id, encodeBody('OpenCase', message));
    expect(encoded).to.equal(actionDigest(domain, 'OpenCase', message));
  });
});
