import { expect } from 'chai';
import type { Block } from '../../../scripts/embedded/chain/evm.ts';
import { Evm } from '../../../scripts/embedded/chain/evm.ts';
import type { JournalHeader } from '../../../scripts/embedded/chain/journal-records.ts';
import { Sender } from '../support/chain-client.ts';
import { makeTemporaryDirectory, removeTemporaryDirectory } from '../support/temporary-directory.ts';

const CHAIN_ID = 123_456_789;
const START = 1_800_000_000;

describe('EVM of the embedded chain', () => {
  const sender = new Sender();
  const receiver = new Sender();
  let scratchDir: string;

  before(async () => {
    scratchDir = await makeTemporaryDirectory();
  });

  after(async () => {
    await removeTemporaryDirectory(scratchDir);
  });

  function create(): Promise<Evm> {
    const header: JournalHeader = {
      format: 1,
      chainId: CHAIN_ID,
      ledgerId: `0x${'00'.repeat(32)}`,
      hardfork: 'osaka',
      edrVersion: '0.0.0',
      initialTime: START,
      baseFeePerGas: 7,
      blockGasLimit: 120_000_000,
      funded: [{ address: sender.address, balance: '0xde0b6b3a7640000' }],
    };
    return Evm.create(header, scratchDir);
  }

  /** Two transactions of which the sender can pay each but not both: the EVM then refuses to mine at all. */
  async function mineUnpayable(evm: Evm): Promise<Block> {
    const most = { to: receiver.address, value: 6n * 10n ** 17n };
    await evm.submit(await sender.sign(CHAIN_ID, 0, most));
    await evm.submit(await sender.sign(CHAIN_ID, 1, most));
    return evm.mine(START + 1);
  }

  it('mines the same block without what cannot be executed, each time', async () => {
    const [one, other] = [await create(), await create()];
    const block = await mineUnpayable(one);
    expect(block).to.include({ number: 1, timestamp: START + 1 });
    expect(await mineUnpayable(other)).to.deep.equal(block);
  });

  it('goes on after a block whose transactions could not be executed', async () => {
    const evm = await create();
    await mineUnpayable(evm);
    const hash = await evm.submit(await sender.sign(CHAIN_ID, 0));
    expect((await evm.mine(START + 1)).transactions).to.deep.equal([hash]);
  });

  it('gives the same hashes whatever is asked in between', async () => {
    const [asked, quiet] = [await create(), await create()];
    for (let nonce = 0; nonce < 3; nonce += 1) {
      const raw = await sender.sign(CHAIN_ID, nonce);
      await asked.submit(raw);
      await asked.request('eth_getBlockByNumber', ['pending', false]);
      await asked.request('eth_estimateGas', [{ to: receiver.address }]);
      await asked.request('evm_setNextBlockTimestamp', [START + 1_000]);
      await asked.request('eth_call', [{ to: receiver.address }, 'pending']);
      await quiet.submit(raw);
      expect(await asked.mine(START + nonce)).to.deep.equal(await quiet.mine(START + nonce));
    }
  });
});
