/**
 * What a console asks a signer page for, and what it answers: messages between two windows of different origins. A signer
 * believes nothing of a request: it decodes the message, recomputes roots and digest, and asks the person.
 */
import { z } from 'zod';
import { ACTION_KINDS, type ActionKindName } from './actions.ts';
import { BARE_HEX_32, CHAIN_HEX_32 } from './merkle/hex.ts';

/** Name of the popup window. */
export const SIGNER_WINDOW = 'corridor-signer';

const hex32 = z.string().regex(CHAIN_HEX_32);
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const id = z.string().min(1).max(64);

export const ledgerDomainSchema = z.strictObject({
  chainId: z.int().min(1),
  verifyingContract: address,
  ledgerId: hex32,
});

/** A document behind a root of the message; its canonical form is recomputed, never believed. */
export const evidenceSchema = z.strictObject({
  document: z.json(),
  files: z.array(z.strictObject({ name: z.string(), mediaType: z.string(), sha256: z.string().regex(BARE_HEX_32) })),
  secret: z.string().regex(/^(?:0x)?[0-9a-f]{64}$/),
});

const common = { id, language: z.string().max(10), ledger: ledgerDomainSchema };

/** Posted by the signer to whoever opened it, as soon as it listens. Says nothing, so it may go to any origin. */
export const signerReadySchema = z.strictObject({ type: z.literal('SIGNER_READY') });

export const signingRequestSchema = z.discriminatedUnion('type', [
  /** Make a passkey for this ledger on this device. */
  z.strictObject({ type: z.literal('CREATE_KEY'), ...common, verifier: address }),
  /** Sign in with a passkey of this device. */
  z.strictObject({
    type: z.literal('SIGN_SESSION'),
    ...common,
    session: z.strictObject({
      ledgerId: hex32,
      gatewayOrigin: z.string().max(300),
      nonce: z.string().max(64),
      expires: z.int().min(0),
    }),
  }),
  /** Sign one action. */
  z.strictObject({
    type: z.literal('SIGN_ACTION'),
    ...common,
    kind: z.enum(Object.keys(ACTION_KINDS) as [ActionKindName, ...ActionKindName[]]),
    message: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    attachment: z.string().optional(),
    evidence: z.array(evidenceSchema).max(4),
  }),
]);

export type SigningRequest = z.output<typeof signingRequestSchema>;
export type SigningRequestOf<T extends SigningRequest['type']> = Extract<SigningRequest, { type: T }>;

/** Why a signer did not sign. */
export const SIGNER_REFUSALS = {
  DECLINED: 'the person declined or closed the window',
  MALFORMED: 'the request cannot be read',
  UNKNOWN_KEY: 'this device has no passkey of that key id',
  OTHER_LEDGER: 'the key was made for another ledger',
  WRONG_ORIGIN: 'the session is for another address than the one that asks',
  UNSUPPORTED_KIND: 'actions of this kind are not signed here',
  CONTENT_MISMATCH: 'a document shown is not what the message names',
  AUTHENTICATOR_FAILED: 'the authenticator did not answer',
} as const;

export type SignerRefusal = keyof typeof SIGNER_REFUSALS;

const hexBytes = z.string().regex(/^0x(?:[0-9a-f]{2})+$/);

export const signingAnswerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('KEY_CREATED'), id, keyId: hex32, signer: hexBytes }),
  z.strictObject({ type: z.literal('SIGNED'), id, keyId: hex32, signer: hexBytes, signature: hexBytes }),
  z.strictObject({
    type: z.literal('REFUSED'),
    id,
    code: z.enum(Object.keys(SIGNER_REFUSALS) as [SignerRefusal, ...SignerRefusal[]]),
  }),
]);

export type SigningAnswer = z.output<typeof signingAnswerSchema>;
