import { expect } from 'chai';
import { chainImporters, environmentReaders, tableOwners } from '../../scripts/checks/architecture-rules.ts';

const source = (file: string, text: string) => ({ file, text });

describe('one reader of the environment', () => {
  for (const text of [
    'const port = process.env.PORT;',
    "const port = process['env'].PORT;",
    'const { env } = process;',
    "import { env } from 'node:process';",
    'const all = globalThis.process.env;',
  ]) {
    it(`finds: ${text}`, () => {
      expect(environmentReaders([source('server/http/limits.ts', text)])).to.have.lengthOf(1);
    });
  }

  it('allows the one reader, and words that only look alike', () => {
    const sources = [
      source('server/config/env.ts', 'export const port = process.env.PORT;'),
      source('server/http/limits.ts', '// process.env\nconst pid = process.pid; const x = deps.env.PORT;'),
    ];
    expect(environmentReaders(sources)).to.deep.equal([]);
  });
});

describe('one importer of providers', () => {
  for (const text of [
    "import { JsonRpcProvider } from 'ethers';",
    "import { Contract as C, id } from 'ethers';",
    "import * as lib from 'ethers';",
    "import { ethers } from 'ethers';",
    "const lib = await import('ethers');",
    "import { Wallet } from 'ethers/wallet';",
  ]) {
    it(`finds: ${text}`, () => {
      expect(chainImporters([source('server/modules/actions/actions.service.ts', text)])).to.have.lengthOf(1);
    });
  }

  it('allows arithmetic and types anywhere, and everything in the chain folder', () => {
    const sources = [
      source('server/modules/actions/actions.service.ts', "import { id, keccak256 } from 'ethers';"),
      source('server/modules/actions/actions.policy.ts', "import type { Provider } from 'ethers';"),
      source('server/chain/rpc.ts', "import { JsonRpcProvider } from 'ethers';"),
    ];
    expect(chainImporters(sources)).to.deep.equal([]);
  });
});

describe('one owner per table', () => {
  const migrations = [
    source(
      'server/database/migrations/001.sql',
      'CREATE TABLE batches (id int); create table if not exists actions ();',
    ),
  ];
  const owner = source(
    'server/modules/relayer/relayer.repository.ts',
    "db.selectFrom('batches').innerJoin('actions as a', 'x', 'y')",
  );

  it('finds a second folder that queries a table, by query builder or by SQL', () => {
    const second = source(
      'server/modules/actions/actions.repository.ts',
      'await sql`update batches set status = 1`.execute(db)',
    );
    const findings = tableOwners(migrations, [owner, second]);
    expect(findings.map(({ file }) => file)).to.have.members([owner.file, second.file]);
  });

  it('allows two files of one folder, and strings that are no queries', () => {
    const beside = source('server/modules/relayer/relayer-batches.ts', "db.updateTable('batches')");
    const words = source('server/modules/health/health.routes.ts', "const title = 'batches'; log(`from batches`);");
    expect(tableOwners(migrations, [owner, beside, words])).to.deep.equal([]);
  });
});
