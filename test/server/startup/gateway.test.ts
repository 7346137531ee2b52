import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openGatewayKey } from '../../../scripts/embedded/gateway-key.ts';
import { environmentSchema } from '../../../server/config/env.ts';
import { type Gateway, startGateway } from '../../../server/gateway.ts';
import { silentLogger } from '../../../server/platform/logger.ts';
import { startWorld, type TestWorld } from '../../support/core.ts';

const MAIN = fileURLToPath(new URL('../../../server/main.ts', import.meta.url));

describe('start of a gateway', function () {
  this.timeout(60_000);
  let world: TestWorld;
  let directory: string;
  let environment: Record<string, string>;
  const running: Gateway[] = [];

  before(async () => {
    world = await startWorld();
    directory = await mkdtemp(path.join(tmpdir(), 'corridor-startup-'));
    const keyFile = path.join(directory, 'relayer.key');
    await writeFile(keyFile, `${world.chain.relayerKeys[0]}\n`, { mode: 0o600 });
    const { domain, deployment, rpcUrl } = world.chain;
    environment = {
      PORT: '0',
      DATABASE_URL: world.database.url,
      RPC_URL: rpcUrl,
      CHAIN_ID: String(domain.chainId),
      LEDGER_ADDRESS: domain.verifyingContract,
      LEDGER_ID: domain.ledgerId,
      DEPLOY_BLOCK: String(deployment.deployBlock),
      RELAYER_KEY_FILE: keyFile,
      GATEWAY_KEY_FILE: (await openGatewayKey(path.join(directory, 'gateway.key'))).file,
      LOG_LEVEL: 'silent',
    };
  });
  afterEach(async () => {
    for (const gateway of running.splice(0)) await gateway.close('test is over');
  });
  after(async () => {
    await world.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function start(changes: Record<string, string> = {}): Promise<Gateway> {
    const config = environmentSchema.parse({ ...environment, ...changes });
    const gateway = await startGateway({ config, logger: silentLogger(), lockWaitMs: 0 });
    running.push(gateway);
    return gateway;
  }
  const refusal = (changes: Record<string, string>) =>
    start(changes).then(
      () => 'started',
      (error: { code?: string }) => error.code,
    );

  it('answers as soon as it is started, and says what it serves', async () => {
    const { url, origin } = await start();
    const ledger = await (await fetch(`${url}/v1/ledger`)).json();
    expect(ledger).to.include({ ledgerId: world.chain.domain.ledgerId, chainId: world.chain.domain.chainId });
    expect(ledger.gateway.origin).to.equal(origin);
    const ready = await fetch(`${url}/ready`);
    expect([ready.status, (await ready.json()).status]).to.deep.equal([200, 'READY']);
  });

  it('tells Prometheus about requests, outbox, index and relay account', async () => {
    const { url } = await start();
    await fetch(`${url}/v1/ledger`);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).to.match(/^corridor_http_request_seconds_count\{method="GET",route="readLedger",status="200"\} 1$/m);
    for (const name of [
      'corridor_index_block',
      'corridor_chain_block',
      'corridor_ledger_sequence',
      'corridor_relay_balance_ether',
    ]) {
      expect(text, name).to.match(new RegExp(`^${name}(\\{[^}]*\\})? \\d`, 'm'));
    }
  });

  it('refuses a second gateway on the same relay key', async () => {
    await start();
    expect(await refusal({})).to.equal('LOCK_HELD');
  });

  it('lets a successor start once it has stopped', async () => {
    const first = await start();
    expect(await first.close('make way')).to.equal(true);
    expect(await refusal({})).to.equal('started');
  });

  it('refuses another ledger than the configured one, and holds nothing after that', async () => {
    expect(await refusal({ LEDGER_ID: `0x${'11'.repeat(32)}` })).to.equal('DEPLOYMENT_MISMATCH');
    expect(await refusal({ LEDGER_ADDRESS: `0x${'11'.repeat(20)}` })).to.equal('DEPLOYMENT_MISMATCH');
    expect(await refusal({ CHAIN_ID: '4242' })).to.equal('DEPLOYMENT_MISMATCH');
    expect(await refusal({})).to.equal('started');
  });

  it('answers what is under way when it is stopped, and takes nothing new', async () => {
    const gateway = await start();
    const waiting = fetch(`${gateway.url}/v1/parties`, { headers: { authorization: `Bearer cs_${'A'.repeat(43)}` } });
    const [response, clean] = await Promise.all([waiting, waiting.then(() => gateway.close('test'))]);
    expect([response.status, clean]).to.deep.equal([401, true]);
    const refused = await fetch(`${gateway.url}/v1/ledger`).then(
      () => 'answered',
      () => 'refused',
    );
    expect(refused).to.equal('refused');
  });

  describe('as a process', () => {
    interface Run {
      readonly line: Promise<Record<string, unknown>>;
      readonly exit: Promise<number | null>;
      readonly child: ReturnType<typeof spawn>;
    }

    function run(changes: Record<string, string | undefined> = {}): Run {
      const child = spawn(process.execPath, [MAIN], {
        stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
        env: { ...process.env, ...environment, ...changes },
      });
      const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
      const line = new Promise<Record<string, unknown>>((resolve, reject) => {
        if (child.stdout === null) throw new Error('spawned with a pipe');
        createInterface({ input: child.stdout }).once('line', (text) => resolve(JSON.parse(text)));
        void exit.then(() => reject(new Error('ended without a line')));
      });
      return { line, exit, child };
    }

    it('says where it listens, and ends with 0 on SIGTERM', async () => {
      const { line, exit, child } = run();
      const { msg, url } = await line;
      expect(msg).to.equal('listening');
      expect((await fetch(`${String(url)}/health`)).status).to.equal(200);
      child.kill('SIGTERM');
      expect(await exit).to.equal(0);
    });

    it('ends when its supervisor is gone', async () => {
      const { line, exit, child } = run();
      await line;
      child.disconnect();
      expect(await exit).to.equal(0);
    });

    it('says why it does not start, without values', async () => {
      const { line, exit } = run({ CHAIN_ID: '31337', DATABASE_URL: 'sesame' });
      const failed = await line;
      expect([failed.msg, failed.code]).to.deep.equal(['failed', 'INVALID_CONFIGURATION']);
      expect(failed.detail).to.contain('CHAIN_ID').and.to.contain('DATABASE_URL').and.not.to.contain('sesame');
      expect(await exit).to.equal(1);
    });
  });
});
