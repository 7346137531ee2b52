/** Wire format of signed actions and of what became of them. */
import { z } from 'zod';
import type { ActionKindName } from '../../../protocol/actions.ts';
import { hexSchema, instantSchema, sha256Schema } from '../../http/wire-schemas.ts';
import { KIND_NAMES } from './actions.service.ts';

const kindSchema = z
  .enum(KIND_NAMES as [ActionKindName, ...ActionKindName[]])
  .meta({ description: 'EIP-712 primary type' });

/** The outer form; fields are checked per kind, with the contract's own codes for what is wrong. */
export const signedActionSchema = z
  .object({
    kind: kindSchema,
    message: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .meta({ description: 'EIP-712 message: hex for bytes, integers for numbers and unix seconds, codes as text' }),
    signatures: z
      .array(
        z.strictObject({
          signer: z.string().meta({ description: 'ERC-7913 signer: address, or verifier and key material; hex' }),
          signature: z.string().meta({ description: 'hex' }),
        }),
      )
      .meta({ description: 'One per signer; of a council sorted by key id; of a rotation old key, new key' }),
    attachment: z.string().optional().meta({ description: 'Material that the message names by hash only; hex' }),
  })
  .strict()
  .meta({ id: 'SignedAction' });

export const fileSchema = z.strictObject({
  name: z.string().min(1).max(255),
  mediaType: z.string().min(1).max(127),
  sha256: sha256Schema('Of the bytes as they came'),
});

export const contentSchema = z
  .strictObject({
    document: sha256Schema('Of the canonical document, uploaded to /v1/contents before'),
    secret: z
      .string()
      .regex(/^(0x)?[0-9a-f]{64}$/, '32 bytes hex')
      .transform((text) => text.replace(/^0x/, ''))
      .meta({ description: 'Secret that the salts of this version derive from; 32 bytes hex' }),
    files: z.array(fileSchema).max(100).default([]),
  })
  .meta({ id: 'ActionContent' });

export const submissionSchema = z
  .strictObject({
    action: signedActionSchema,
    content: contentSchema.optional().meta({ description: 'What the digest in the action stands for' }),
  })
  .meta({ id: 'ActionSubmission' });

export const actionViewSchema = z
  .object({
    digest: hexSchema(32, 'EIP-712 digest: nonce, idempotency key and log identity'),
    kind: kindSchema,
    status: z.enum(['ACCEPTED', 'SENT', 'ANCHORED', 'REJECTED', 'QUARANTINED']),
    reason: z.string().optional().meta({ description: 'Error code of the refusal, or why the action was set aside' }),
    sequence: z.int().optional().meta({ description: 'Place among all applied actions, from 1' }),
    blockNumber: z.int().optional(),
    blockHash: hexSchema(32, 'Block that made it final').optional(),
    blockTime: instantSchema('Time of that block').optional(),
    txHash: hexSchema(32, 'Transaction that carried it').optional(),
    gasUsed: z.int().optional().meta({ description: 'Gas of that transaction, divided by the actions in it' }),
    acceptedAt: instantSchema('When this gateway accepted it; absent if another carried it').optional(),
    promise: z.string().optional().meta({
      description:
        'Signed note: this gateway promises that the action is anchored, or refused by the chain, by the time stated in it. Keep it: a promise that was not kept is evidence',
    }),
  })
  .meta({ id: 'Action' });

export const digestParams = z.object({ digest: hexSchema(32, 'EIP-712 digest of the action') });

/** `Prefer: wait=N` and nothing else. @see RFC 7240 section 4.3 */
export const preferHeaders = z.object({
  prefer: z
    .string()
    .max(200)
    .optional()
    .meta({ description: '`wait=N`: answer when the action is final, after N seconds (at most 30) in any case' }),
});

/** @see RFC 9110 section 13.1.1 */
export const submissionHeaders = preferHeaders.extend({
  'if-match': z
    .string()
    .max(1_000)
    .regex(/^\s*(\*|(W\/)?"[^"]*"(\s*,\s*(W\/)?"[^"]*")*)\s*$/, 'a list of entity tags, or *')
    .optional()
    .meta({
      description:
        'With AmendDocument, WithdrawDocument and EndorseDocument: the ETag of the version that was read. 412 if the ' +
        'action is about another version, or the version is not the newest any more',
    }),
});

/** Longest wait, seconds. */
export const MAX_WAIT_SECONDS = 30;

/** Seconds that a Prefer header asks to wait; 0 without one. */
export function waitSeconds(prefer: string | undefined): number {
  const wanted = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?/i.exec(prefer ?? '')?.[1];
  return Math.min(MAX_WAIT_SECONDS, Number(wanted ?? 0));
}
