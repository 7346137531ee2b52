/** Runs a demonstration as the program that it is, and reads what it says of itself. */
import { execFile } from 'node:child_process';
import path from 'node:path';

const FOLDER = path.resolve(import.meta.dirname, '../../../scripts/demo');

export interface DemoSummary {
  readonly ok: boolean;
  readonly steps: readonly {
    readonly step: string;
    readonly by: string;
    readonly sequence: number;
    readonly gas: number;
  }[];
  readonly expectations: readonly { readonly what: string; readonly held: boolean; readonly found: string }[];
}

/** @param temporary where it makes its directory */
export async function runDemoProgram(
  script: string,
  temporary: string,
): Promise<{ readonly code: number; readonly summary: DemoSummary }> {
  const env = { ...process.env, TMPDIR: temporary, RPC_URL: '', DATABASE_URL: '' };
  const [code, output] = await new Promise<[number, string]>((resolve) => {
    const program = [path.join(FOLDER, script), '--json'];
    execFile(process.execPath, program, { env, maxBuffer: 10_000_000 }, (error, stdout) => {
      resolve([typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout]);
    });
  });
  return { code, summary: JSON.parse(output) as DemoSummary };
}
