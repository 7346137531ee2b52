import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encryptKeystoreJson, keccak256, Wallet } from 'ethers';
import { z } from 'zod';
import type { Founder } from '../deploy/deploy.ts';
import { readFileIfPresent, SECRET_MODE, syncDirectory, writeFileDurably } from './durable-file.ts';
import { EmbeddedError } from './errors.ts';

const MEMBERS = 3;
const THRESHOLD = 2;
const DESCRIPTION_FILE = 'council.json';
const PASSWORD_FILE = 'password';
/** The password is 256 random bits: no key derivation could make it harder to guess, so this one may be quick. */
const SCRYPT = { N: 2 ** 12, r: 8, p: 1 };

const descriptionSchema = z.object({
  code: z.string().regex(/^[A-Z]{2}$/),
  threshold: z.number().int().positive(),
  members: z.array(z.object({ file: z.string(), address: z.string(), keyId: z.string() })).min(1),
});

/** A council's keys on disk. Nothing that serves requests reads them: its members sign with the command line. */
export interface CouncilKeys {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly directory: string;
  /** Password of all the key files, for the local default set-up; a real council's members keep their own. */
  readonly passwordFile: string;
  /** Signatures that an action of the council needs. */
  readonly threshold: number;
  readonly members: readonly CouncilMember[];
}

/** One member's key. */
export interface CouncilMember {
  /** Absolute path of the encrypted key file (ethers keystore). */
  readonly file: string;
  readonly address: string;
  /** keccak256 of the 20 address bytes, `0x` hex. */
  readonly keyId: string;
}

/**
 * Opens the council keys below a data directory, making three for each council at the first start.
 *
 * @param dataDir keys are in `councils/<code>/` below it
 * @param codes ISO 3166-1 alpha-2 codes of the jurisdictions
 * @throws {EmbeddedError} COUNCIL_KEYS_INCOMPLETE when some are there but not all
 */
export function openCouncils(dataDir: string, codes: readonly string[]): Promise<CouncilKeys[]> {
  return Promise.all(codes.map((code) => openCouncil(path.join(dataDir, 'councils', code), code)));
}

/** What the registry is founded with. */
export function foundersOf(councils: readonly CouncilKeys[]): Founder[] {
  return councils.map(({ code, threshold, members }) => ({
    code,
    threshold,
    members: members.map(({ keyId }) => keyId).toSorted(),
  }));
}

async function openCouncil(directory: string, code: string): Promise<CouncilKeys> {
  const stored = await readFileIfPresent(path.join(directory, DESCRIPTION_FILE));
  if (stored === undefined) {
    await createCouncil(directory, code);
    return openCouncil(directory, code);
  }
  const description = descriptionSchema.safeParse(JSON.parse(stored));
  if (!description.success) throw incomplete(directory, DESCRIPTION_FILE);
  const { threshold, members } = description.data;
  for (const { file } of members) {
    if ((await readFileIfPresent(path.join(directory, file))) === undefined) throw incomplete(directory, file);
  }
  return {
    code,
    directory,
    passwordFile: path.join(directory, PASSWORD_FILE),
    threshold,
    members: members.map((member) => ({ ...member, file: path.join(directory, member.file) })),
  };
}

/** Makes the keys in a directory beside, which gets its name when all is in it: there is never half a council. */
async function createCouncil(directory: string, code: string): Promise<void> {
  const unfinished = `${directory}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const password = randomBytes(32).toString('base64url');
  await writeFileDurably(path.join(unfinished, PASSWORD_FILE), `${password}\n`);
  const members = await Promise.all(
    Array.from({ length: MEMBERS }, (_, index) => createMember(unfinished, `member-${index + 1}.json`, password)),
  );
  const description = { code, threshold: THRESHOLD, members };
  await writeFileDurably(path.join(unfinished, DESCRIPTION_FILE), `${JSON.stringify(description, null, 2)}\n`);
  await rename(unfinished, directory);
  await syncDirectory(path.dirname(directory));
}

async function createMember(directory: string, file: string, password: string): Promise<CouncilMember> {
  const { address, privateKey } = Wallet.createRandom();
  const keystore = await encryptKeystoreJson({ address, privateKey }, password, { scrypt: SCRYPT });
  await writeFile(path.join(directory, file), `${keystore}\n`, { mode: SECRET_MODE, flush: true });
  return { file, address, keyId: keccak256(address) };
}

function incomplete(directory: string, file: string): EmbeddedError {
  return new EmbeddedError(
    'COUNCIL_KEYS_INCOMPLETE',
    `${file} is missing or damaged in ${directory}. Restore the directory from a back-up: the ledger was founded with it.`,
    { directory, file },
  );
}
