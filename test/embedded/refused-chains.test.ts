import { expect } from 'chai';
import { network } from 'hardhat';
import { EmbeddedError } from '../../scripts/embedded/errors.ts';
import { Supervisor } from '../../scripts/embedded/supervisor/supervisor.ts';
import { call } from './support/chain-client.ts';
import { makeTemporaryDirectory, removeTemporaryDirectory } from './support/temporary-directory.ts';

describe('a node of RPC_URL whose chain id others have as well', function () {
  this.timeout(60_000);
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await makeTemporaryDirectory();
  });

  afterEach(() => removeTemporaryDirectory(dataDir));

  for (const [chainId, name] of [
    [1, 'Ethereum'],
    [137, 'a public network'],
    [1337, 'geth in development'],
    [31_337, 'Hardhat and anvil in development'],
  ] as const) {
    it(`is refused before anything is sent to it: ${chainId}, ${name}`, async () => {
      const node = await network.createServer({ network: 'osaka', override: { chainId } }, '127.0.0.1', 0);
      const { address, port } = await node.listen();
      const rpcUrl = `http://${address}:${port}`;
      const supervisor = new Supervisor({
        ...{ dataDir, host: '127.0.0.1', port: 0, rpcUrl },
        // the chain is looked at first: nothing answers here
        databaseUrl: 'postgres://127.0.0.1:1/none',
        ...{ ledgerAddress: undefined, relayerKeyFile: undefined },
      });
      try {
        const refused: unknown = await supervisor.start().catch((error: unknown) => error);
        expect(refused).to.be.instanceOf(EmbeddedError).and.include({ code: 'CHAIN_REFUSED' });
        expect((await call(rpcUrl, 'eth_blockNumber')).result).to.equal('0x0');
      } finally {
        await supervisor.stop();
        await node.close();
      }
    });
  }
});
