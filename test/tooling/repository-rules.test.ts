import { expect } from 'chai';
import { deadPaths, lockHosts, machinePaths } from '../../scripts/checks/repository-rules.ts';

const source = (file: string, text: string) => ({ file, text });

describe('rules for the repository', () => {
  it('finds folders of one machine', () => {
    const folder = ['', 'home', 'someone'].join('/');
    expect(machinePaths([source('a.ts', `const x = '${folder}';`)])).to.have.lengthOf(1);
  });

  it('leaves relative paths, routes and URLs alone', () => {
    const text = "import './home/page.ts'; get('/v1/work'); 'https://example.org/home/a';";
    expect(machinePaths([source('a.ts', text)])).to.deep.equal([]);
  });

  it('finds a host in a lock file', () => {
    const line = '"resolved": "https://packages.example.org/a.tgz"';
    expect(lockHosts([source('package-lock.json', line)])).to.have.lengthOf(1);
    expect(lockHosts([source('package-lock.json', '"integrity": "sha512-x"')])).to.deep.equal([]);
  });

  it('finds links and code-quoted paths that lead nowhere', () => {
    const page = source(
      'docs/page.md',
      '[a](adr/one.md#x) [b](missing.md) `server/app.ts` `server/gone.ts` [c](https://example.org)',
    );
    const there = new Set(['docs/adr/one.md', 'server/app.ts']);
    const dead = deadPaths([page], (file) => there.has(file));
    expect(dead.map(({ detail }) => detail)).to.have.members(['docs/missing.md', 'server/gone.ts']);
  });
});
