import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { decryptKeystoreJson, keccak256 } from 'ethers';
import { foundersOf, openCouncils } from '../../scripts/embedded/councils.ts';
import { openRelayerKey } from '../../scripts/embedded/relayer-key.ts';
import { errorOf, makeTemporaryDirectory, removeTemporaryDirectory } from './support/temporary-directory.ts';

describe('key files of a data directory', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await makeTemporaryDirectory();
  });

  afterEach(async () => {
    await removeTemporaryDirectory(dataDir);
  });

  it('makes three council keys for each side once, encrypted, of which two are needed', async () => {
    const councils = await openCouncils(dataDir, ['CN', 'MY']);
    expect(councils.map(({ code, threshold, members }) => [code, threshold, members.length])).to.deep.equal([
      ['CN', 2, 3],
      ['MY', 2, 3],
    ]);
    for (const { members, passwordFile } of councils) {
      const password = (await readFile(passwordFile, 'utf8')).trim();
      for (const { file, address, keyId } of members) {
        expect((await decryptKeystoreJson(await readFile(file, 'utf8'), password)).address).to.equal(address);
        expect(keyId).to.equal(keccak256(address));
      }
    }
    expect(await openCouncils(dataDir, ['CN', 'MY'])).to.deep.equal(councils);
  });

  it('lets nobody but the owner read them', async () => {
    const councils = await openCouncils(dataDir, ['CN']);
    const relayer = await openRelayerKey(path.join(dataDir, 'relayer.key'));
    const files = councils.flatMap(({ members, passwordFile }) => [...members.map(({ file }) => file), passwordFile]);
    for (const file of [...files, relayer.file]) expect((await stat(file)).mode & 0o777, file).to.equal(0o600);
  });

  it('gives the founders with their key ids in ascending order', async () => {
    for (const { members } of foundersOf(await openCouncils(dataDir, ['CN', 'MY']))) {
      expect(members.map(BigInt)).to.deep.equal(members.map(BigInt).toSorted((a, b) => (a < b ? -1 : 1)));
    }
  });

  it('refuses a council of which a key is missing', async () => {
    const [council] = await openCouncils(dataDir, ['CN']);
    await rm(council!.members[1]!.file);
    expect(await errorOf(openCouncils(dataDir, ['CN']))).to.have.property('code', 'COUNCIL_KEYS_INCOMPLETE');
  });

  it('keeps the key of the relayer', async () => {
    const file = path.join(dataDir, 'relayer.key');
    expect(await openRelayerKey(file)).to.deep.equal(await openRelayerKey(file));
  });
});
