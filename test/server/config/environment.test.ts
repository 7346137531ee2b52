import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { ConfigurationError, readEnvironment } from '../../../server/config/env.ts';
import { readRelayerKey } from '../../../server/config/relayer-key.ts';

const GOOD = {
  DATABASE_URL: 'postgres://gateway:sesame@localhost/corridor',
  RPC_URL: 'http://localhost:8545',
  CHAIN_ID: '77777',
  LEDGER_ADDRESS: `0x${'Ab'.repeat(20)}`,
  LEDGER_ID: `0x${'cd'.repeat(32)}`,
  RELAYER_KEY_FILE: 'relayer.key',
  GATEWAY_KEY_FILE: 'gateway.key',
};

function refusal(environment: Record<string, string | undefined>): string {
  try {
    readEnvironment(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return '';
}

describe('configuration', () => {
  it('has a default for everything but secrets and the ledger', () => {
    expect(readEnvironment(GOOD)).to.include({
      PORT: 8787,
      HOST: '127.0.0.1',
      RATE_WRITES_PER_MINUTE: 60,
      CONFIRMATIONS: 0,
    });
    for (const name of Object.keys(GOOD)) expect(refusal({ ...GOOD, [name]: undefined }), name).to.contain(name);
  });

  it('takes an empty variable for an absent one', () => {
    expect(readEnvironment({ ...GOOD, PORT: '', PUBLIC_ORIGIN: '' }).PORT).to.equal(8787);
    expect(refusal({ ...GOOD, RPC_URL: '' })).to.contain('RPC_URL');
  });

  it('writes addresses and ids in one form', () => {
    expect(readEnvironment(GOOD).LEDGER_ADDRESS).to.equal(`0x${'ab'.repeat(20)}`);
  });

  const bad: [string, string][] = [
    ['PORT', '65536'],
    ['PORT', '8787x'],
    ['PUBLIC_ORIGIN', 'https://gateway.example/path'],
    ['PUBLIC_ORIGIN', 'javascript:alert(1)'],
    ['RPC_URL', 'file:///etc/passwd'],
    ['DATABASE_URL', 'mysql://localhost'],
    ['LEDGER_ID', '0x1234'],
    ['LOG_LEVEL', 'loud'],
    ['BATCH_MAX_GAS', '16777217'],
    ...['1', '137', '1337', '8453', '31337', '0', '-1', '1e3'].map((id): [string, string] => ['CHAIN_ID', id]),
  ];
  for (const [name, value] of bad) {
    it(`refuses ${name}=${value}, naming the variable`, () => {
      expect(refusal({ ...GOOD, [name]: value })).to.match(new RegExp(`^${name}: `, 'm'));
    });
  }

  it('never repeats a value in what it says', () => {
    expect(refusal({ ...GOOD, DATABASE_URL: 'gateway:sesame@localhost', PORT: 'sesame' })).not.to.contain('sesame');
  });
});

describe('relay key file', () => {
  const key = `0x${'11'.repeat(32)}`;
  let directory: string;
  let file: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'corridor-key-'));
    file = path.join(directory, 'relayer.key');
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const refusalOf = () =>
    readRelayerKey(file).then(
      () => undefined,
      (error: Error) => error,
    );

  it('is read if its owner alone can', async () => {
    await writeFile(file, `${key}\n`, { mode: 0o600 });
    expect(await readRelayerKey(file)).to.equal(key);
  });

  it('is refused if it is missing, open to others, or holds no key', async () => {
    expect(await refusalOf()).to.be.instanceOf(ConfigurationError);
    await writeFile(file, key);
    for (const mode of [0o640, 0o604, 0o644]) {
      await chmod(file, mode);
      expect(await refusalOf(), mode.toString(8)).to.be.instanceOf(ConfigurationError);
    }
    await chmod(file, 0o600);
    await writeFile(file, 'sesame');
    const error = await refusalOf();
    expect(error).to.be.instanceOf(ConfigurationError);
    expect(error?.message).not.to.contain('sesame');
  });
});
