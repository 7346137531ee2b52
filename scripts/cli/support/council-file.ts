/**
 * A council's proposal on its way from member to member: the action, the signatures so far and, for an enrolment, the
 * profile that it names by digest. The file holds no secret but the salt secret of the profile.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { cosignAction } from '../../../client/compose.ts';
import { rootOf } from '../../../client/documents.ts';
import type { Signer } from '../../../client/signer.ts';
import {
  ACTION_KINDS,
  type ActionKindName,
  actionDigest,
  keyIdOf,
  type LedgerDomain,
  type SignedAction,
} from '../../../protocol/actions.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { CliError, EXIT } from './cli-error.ts';

export const PROPOSAL_FORMAT = 'corridor/council-proposal/1';

const hex = z.string().regex(/^0x[0-9a-fA-F]*$/);

const proposalSchema = z.strictObject({
  format: z.literal(PROPOSAL_FORMAT),
  ledger: z.strictObject({ chainId: z.int(), verifyingContract: hex, ledgerId: hex }),
  action: z.strictObject({
    kind: z.enum(Object.keys(ACTION_KINDS) as [ActionKindName, ...ActionKindName[]]),
    message: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    signatures: z.array(z.strictObject({ signer: hex, signature: hex })),
    attachment: hex.optional(),
  }),
  /** Profile of an enrolment. */
  content: z.strictObject({ document: z.json(), secret: z.string() }).optional(),
});

export interface Proposal {
  readonly format: typeof PROPOSAL_FORMAT;
  readonly ledger: LedgerDomain;
  readonly action: SignedAction;
  readonly content?: { readonly document: JsonValue; readonly secret: string } | undefined;
}

/** @throws {CliError} NOT_A_PROPOSAL */
export async function readProposal(file: string): Promise<Proposal> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const parsed = proposalSchema.safeParse(value);
  if (parsed.success) return parsed.data as Proposal;
  throw new CliError(
    'NOT_A_PROPOSAL',
    'The file is no council proposal.',
    'Make one with corridor council ... --out FILE.',
    {
      where: [file],
      exitCode: EXIT.INVALID,
    },
  );
}

/** Writes a proposal whole or not at all. */
export async function writeProposal(file: string, proposal: Proposal): Promise<void> {
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(proposal, undefined, 2)}\n`, { mode: 0o600 });
  await rename(fresh, file);
}

/** Digest that the members sign. */
export function proposalDigest({ ledger, action }: Proposal): string {
  return actionDigest(ledger, action.kind, action.message);
}

/**
 * Checks that what the file shows is what its digest names, so that nobody signs a hash of something else.
 * @throws {CliError} PROPOSAL_INCONSISTENT
 */
export function assertConsistent({ action, content }: Proposal): void {
  const { kind, message, attachment } = action;
  if (kind === 'EnrolKey' && keyIdOf(attachment ?? '0x') !== message.enrolledKeyId) {
    throw inconsistent('the key in the attachment has another fingerprint than the action names');
  }
  if (kind !== 'EnrolParty') return;
  if (content === undefined) throw inconsistent('the profile of the party is missing');
  if (rootOf(content.document, [], content.secret) !== message.profile) {
    throw inconsistent('the profile shown is not the one whose digest the action names');
  }
}

function inconsistent(what: string): CliError {
  return new CliError('PROPOSAL_INCONSISTENT', `Do not sign: ${what}.`, 'Ask whoever gave you the file.', {
    exitCode: EXIT.INVALID,
  });
}

/** Adds a member's signature. @throws {CliError} PROPOSAL_INCONSISTENT */
export async function signProposal(proposal: Proposal, signer: Signer): Promise<Proposal> {
  assertConsistent(proposal);
  return { ...proposal, action: await cosignAction(proposal.ledger, proposal.action, signer) };
}
