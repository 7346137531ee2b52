/**
 * What the command line remembers between commands: the gateway, the ledger that it was first seen to serve, and the
 * session. One file, readable by its owner only.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { CliError } from './cli-error.ts';

const profileSchema = z.strictObject({
  version: z.literal(1),
  gateway: z.url(),
  /** Pinned at sign-in: signatures are made for this deployment and no other, whatever the gateway says later. */
  ledger: z.strictObject({ chainId: z.int(), verifyingContract: z.string(), ledgerId: z.string() }).optional(),
  session: z
    .strictObject({ token: z.string(), keyId: z.string(), partyId: z.string(), expiresAt: z.string() })
    .optional(),
  /** Key file that is used when none is named. */
  keyFile: z.string().optional(),
});

export type Profile = z.infer<typeof profileSchema>;

/** Folder of profile and keys: CORRIDOR_HOME, else the platform's place for settings. */
export function corridorHome(environment: NodeJS.ProcessEnv): string {
  if (environment.CORRIDOR_HOME) return path.resolve(environment.CORRIDOR_HOME);
  return path.join(environment.XDG_CONFIG_HOME ?? path.join(homedir(), '.config'), 'corridor');
}

/** @throws {CliError} PROFILE_UNREADABLE */
export async function loadProfile(home: string): Promise<Profile | undefined> {
  const file = path.join(home, 'profile.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return profileSchema.parse(JSON.parse(text));
  } catch {
    throw new CliError('PROFILE_UNREADABLE', 'The profile cannot be read.', `Delete it and sign in again: rm ${file}`, {
      where: [file],
    });
  }
}

/** Writes the profile whole or not at all. */
export async function saveProfile(home: string, profile: Profile): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const file = path.join(home, 'profile.json');
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(profile, undefined, 2)}\n`, { mode: 0o600 });
  await rename(fresh, file);
}

export async function deleteProfile(home: string): Promise<void> {
  await rm(path.join(home, 'profile.json'), { force: true });
}
