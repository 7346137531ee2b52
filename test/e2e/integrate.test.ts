/** docs/integrate.md is true: its blocks run, in order, against a real gateway started the way it says. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { createSystem, type System } from '../support/system.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const GUIDE = path.join(ROOT, 'docs/integrate.md');

interface Block {
  readonly section: number;
  readonly language: string;
  readonly code: string;
}

/** Fenced blocks of the guide with the number of the section they stand in. */
function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let section = 0;
  for (const match of markdown.matchAll(/^## (\d+)\.|^```(\w+)\n([\s\S]*?)^```$/gm)) {
    if (match[1] !== undefined) section = Number(match[1]);
    else blocks.push({ section, language: match[2] ?? '', code: match[3] ?? '' });
  }
  return blocks;
}

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

describe('integration guide', function () {
  this.timeout(120_000);
  let system: System;
  let work: string;
  let blocks: Block[];

  before(async () => {
    blocks = blocksOf(await readFile(GUIDE, 'utf8'));
    work = await mkdtemp(path.join(tmpdir(), 'corridor-guide-'));
    system = await createSystem();
  });

  after(async () => {
    await system?.close();
    await rm(work, { recursive: true, force: true });
  });

  const run = async (program: string, args: readonly string[], code: string): Promise<Outcome> => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: {
        ...{
          PATH: `${path.dirname(process.execPath)}:${process.env.PATH ?? ''}`,
          HOME: work,
          WORK: work,
          GATEWAY: system.url,
          RPC_URL: system.rpcUrl,
        },
        COUNCIL: path.join(system.dataDir, 'councils/MY'),
      },
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.stdin.end(code);
    const [exit] = await once(child, 'close');
    return { code: exit, output: Buffer.concat(output).toString('utf8') };
  };
  const code = (language: string, ...sections: number[]) =>
    blocks
      .filter((block) => block.language === language && sections.includes(block.section))
      .map((block) => block.code)
      .join('\n');
  const typescript = (...sections: number[]) =>
    run(process.execPath, ['--input-type=module-typescript', '-'], code('ts', ...sections));

  it('has no block that is not executed', () => {
    expect(blocks.map(({ section, language }) => `${section} ${language}`)).to.have.members([
      ...['1 sh', '1 sh', '2 ts', '2 ts', '2 ts', '2 ts'],
      ...['3 ts', '3 ts', '3 ts', '3 ts', '3 ts', '4 ts'],
    ]);
  });

  it('enrols a fresh key through the council', async () => {
    const { code: exit, output } = await run('bash', ['-eu'], code('sh', 1));
    expect(exit, output).to.equal(0);
    expect(output.match(/status\s+ANCHORED/g), output).to.have.length(2);
  });

  it('anchors and verifies with the client', async () => {
    const { code: exit, output } = await typescript(2);
    expect(exit, output).to.equal(0);
    expect(output)
      .to.match(/^VALID$/m)
      .and.match(/^DIGEST_MISMATCH \[ '\/number' \]$/m);
  });

  it('anchors and verifies with nothing but HTTP and ethers, and past every gateway', async () => {
    expect(code('ts', 3, 4)).not.to.match(/from '\.{1,2}\//);
    const { code: exit, output } = await typescript(3, 4);
    expect(exit, output).to.equal(0);
    expect(output)
      .to.match(/^ANCHORED \d+$/m)
      .and.match(/^VALID$/m);
    expect(output).to.match(/^version 1 of party 0x[0-9a-f]{16}, superseded: false$/m);
  });
});
