/**
 * Signed actions, kept before they are sent: whoever signed can cancel one that a gateway withholds, or hand the same
 * bytes to another gateway.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { PreparedAction } from '../../../client/compose.ts';
import { ACTION_KINDS, type ActionKindName, type SignedAction } from '../../../protocol/actions.ts';
import { CliError, EXIT } from './cli-error.ts';

const actionSchema = z.object({
  kind: z.enum(Object.keys(ACTION_KINDS) as [ActionKindName, ...ActionKindName[]]),
  message: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  signatures: z.array(z.object({ signer: z.string(), signature: z.string() })),
  attachment: z.string().optional(),
});

function fileOf(home: string, digest: string): string {
  return path.join(home, 'actions', `${digest}.json`);
}

/** Keeps an action in the profile folder, readable by its owner only. */
export async function storeAction(home: string, { action, digest }: PreparedAction): Promise<void> {
  await mkdir(path.join(home, 'actions'), { recursive: true, mode: 0o700 });
  await writeFile(fileOf(home, digest), `${JSON.stringify(action, undefined, 2)}\n`, { mode: 0o600 });
}

/**
 * @param which digest of a kept action, or a file
 * @throws {CliError} NOT_AN_ACTION
 */
export async function readStoredAction(home: string, which: string): Promise<SignedAction> {
  const file = /^0x[0-9a-f]{64}$/.test(which) ? fileOf(home, which) : which;
  const text = await readFile(file, 'utf8');
  const parsed = actionSchema.safeParse(safeJson(text));
  if (parsed.success) return parsed.data as SignedAction;
  throw new CliError('NOT_AN_ACTION', 'The file holds no signed action.', 'Actions are kept in the profile folder.', {
    where: [file],
    exitCode: EXIT.INVALID,
  });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
