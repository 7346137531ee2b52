import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import hardhatEthers from '@nomicfoundation/hardhat-ethers';
import hardhatEthersChaiMatchers from '@nomicfoundation/hardhat-ethers-chai-matchers';
import hardhatMocha from '@nomicfoundation/hardhat-mocha';
import hardhatNetworkHelpers from '@nomicfoundation/hardhat-network-helpers';
import { defineConfig } from 'hardhat/config';
import { warningsAsErrors } from './scripts/hardhat/warnings-as-errors.ts';

const SOLC_VERSION = '0.8.37';

/** The compiler comes from npm: nothing is downloaded, and the lock file pins its bytes. */
const solcPath = createRequire(import.meta.url).resolve('solc/soljson.js');

const compiler = {
  version: SOLC_VERSION,
  path: solcPath,
  settings: {
    evmVersion: 'osaka',
    viaIR: true,
    optimizer: { enabled: true, runs: 300 },
    metadata: { bytecodeHash: 'none' },
  },
};

/** Solidity tests deploy the production artifacts by name; their own code is only to compile fast and trace well. */
const testCompiler = { ...compiler, settings: { ...compiler.settings, viaIR: false, optimizer: { enabled: false } } };
const testFiles = globSync('test/contracts/fuzz/suites/*.t.sol', { cwd: import.meta.dirname });
const overrides = Object.fromEntries(testFiles.map((file) => [file, testCompiler]));
const profile = { compilers: [compiler], overrides };

/** With RPC_URL the same contract tests run against that node; only what is named [in-process] needs Hardhat's own EVM. */
const rpcUrl = process.env.RPC_URL;

/** Of the Solidity fuzz and invariant tests; FUZZ_SEED runs others, or a failure again. Printed by scripts/test. */
const fuzzSeed = process.env.FUZZ_SEED ?? '0x636f727269646f72206c65646765722066757a7a2073656564202d2066697865';

export default defineConfig({
  plugins: [hardhatEthers, hardhatMocha, hardhatEthersChaiMatchers, hardhatNetworkHelpers, warningsAsErrors],
  paths: { tests: { mocha: 'test/contracts', solidity: 'test/contracts/fuzz/suites' } },
  solidity: {
    profiles: { default: profile, production: profile },
    npmFilesToBuild: ['@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913P256Verifier.sol'],
    splitTestsCompilation: true,
  },
  networks: {
    osaka: { type: 'edr-simulated', chainType: 'l1', hardfork: 'osaka' },
    ...(rpcUrl === undefined ? {} : { remote: { type: 'http' as const, chainType: 'l1' as const, url: rpcUrl } }),
  },
  test: {
    solidity: { fuzz: { seed: fuzzSeed } },
    mocha: {
      timeout: 60_000,
      ...(rpcUrl === undefined ? {} : { grep: '\\[(embedded|in-process)\\]', invert: true }),
    },
  },
});
