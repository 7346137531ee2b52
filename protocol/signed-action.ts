/** Signed actions of unknown origin: strict per kind, so that what the contract would call MALFORMED never reaches it. */
import { z } from 'zod';
import type { FieldType } from './abi-words.ts';
import {
  ACTION_KINDS,
  type ActionField,
  type ActionKind,
  type ActionKindName,
  ALL_JURISDICTIONS,
  type SignedAction,
} from './actions.ts';
import { pointerOf } from './json/json-pointer.ts';
import { CODE_FIELDS } from './vocabulary.ts';

/** Limits of the contract, in bytes and signatures. @see contracts/Ledger.sol */
export const ACTION_LIMITS = {
  maxSignatures: 32,
  minSignerBytes: 20,
  maxSignerBytes: 512,
  maxSignatureBytes: 2_048,
  maxAttachmentBytes: 1_024,
} as const;

/** Kinds whose message names material by hash only, which the attachment carries. */
const KINDS_WITH_ATTACHMENT: ReadonlySet<ActionKindName> = new Set<ActionKindName>([
  'CancelAction',
  'EnrolKey',
  'SetCouncil',
  'SetRecovery',
  'StartRecovery',
  'FinishRecovery',
  'EnrolJurisdiction',
]);

/** Hex of whole bytes with `0x`, any case; comes out in lower case, so that one action has one spelling. */
const hex = (minBytes: number, maxBytes: number) =>
  z
    .string()
    .max(2 + 2 * maxBytes)
    .regex(
      new RegExp(`^0x(?:[0-9a-fA-F]{2}){${minBytes},${maxBytes}}$`),
      `not ${minBytes} to ${maxBytes} bytes in 0x hex`,
    )
    .toLowerCase();

const INTEGER_MAXIMA: Partial<Record<FieldType, number>> = {
  uint8: 2 ** 8 - 1,
  uint16: 2 ** 16 - 1,
  uint32: 2 ** 32 - 1,
  // the contract takes more, but a JSON number beyond this is not exact
  uint64: Number.MAX_SAFE_INTEGER,
};

function fieldSchema({ authority }: ActionKind, { name, type }: ActionField): z.ZodType {
  switch (type) {
    case 'bytes32':
      return hex(32, 32);
    case 'bytes8':
      return hex(8, 8);
    case 'address':
      return hex(20, 20);
    case 'bool':
      return z.boolean();
    case 'string':
      return codeSchema(name, authority === 'JOINT');
    default:
      return z
        .int()
        .min(0)
        .max(INTEGER_MAXIMA[type] ?? 0);
  }
}

function codeSchema(name: string, joint: boolean): z.ZodType {
  const field = CODE_FIELDS[name];
  if (field !== undefined) {
    return z
      .string()
      .max(64)
      .refine((code) => field.codes.has(code), { message: `unknown ${name}`, params: { code: field.unknown } });
  }
  if (name === 'jurisdiction' && joint) {
    return z.literal(ALL_JURISDICTIONS, { error: `a joint action names ${ALL_JURISDICTIONS}` });
  }
  return z.string().regex(/^[A-Z]{2}$/, 'not an ISO 3166-1 alpha-2 code');
}

const signatureSchema = z.strictObject({
  signer: hex(ACTION_LIMITS.minSignerBytes, ACTION_LIMITS.maxSignerBytes),
  signature: hex(1, ACTION_LIMITS.maxSignatureBytes),
});

function signaturesSchema({ authority }: ActionKind) {
  if (authority === 'OPERATOR') return z.array(signatureSchema).length(1);
  if (authority === 'ROTATION') return z.array(signatureSchema).length(2);
  return z.array(signatureSchema).min(1).max(ACTION_LIMITS.maxSignatures);
}

function actionSchema(kind: ActionKindName) {
  const definition: ActionKind = ACTION_KINDS[kind];
  const message = Object.fromEntries(definition.fields.map((field) => [field.name, fieldSchema(definition, field)]));
  return z.strictObject({
    kind: z.literal(kind),
    message: z.strictObject(message),
    signatures: signaturesSchema(definition),
    attachment: KINDS_WITH_ATTACHMENT.has(kind) ? hex(1, ACTION_LIMITS.maxAttachmentBytes) : z.literal('0x').optional(),
  });
}

const KIND_NAMES = Object.keys(ACTION_KINDS) as ActionKindName[];

/** Schema of one kind, for example to describe it in OpenAPI. */
export const SIGNED_ACTION_SCHEMAS = Object.fromEntries(
  KIND_NAMES.map((kind) => [kind, actionSchema(kind)]),
) as unknown as Readonly<Record<ActionKindName, z.ZodType<SignedAction>>>;

const headSchema = z.looseObject({ kind: z.enum(KIND_NAMES as [ActionKindName, ...ActionKindName[]]) });

/** What is wrong with a would-be action, in the contract's result codes. */
export interface ActionError {
  /** `MALFORMED`, or `UNKNOWN_REASON` and its like for a code that no list has. */
  readonly code: string;
  /** RFC 6901. */
  readonly pointer: string;
  readonly message: string;
}

export type ParsedAction =
  | { readonly ok: true; readonly action: SignedAction }
  | { readonly ok: false; readonly errors: readonly ActionError[] };

/**
 * Reads a signed action. Says nothing about signatures, rights, times or state: that is the contract's business.
 * @returns the action with its hex in lower case, or every error
 */
export function parseSignedAction(value: unknown): ParsedAction {
  const head = headSchema.safeParse(value);
  if (!head.success) return { ok: false, errors: errorsOf(head.error) };
  const result = SIGNED_ACTION_SCHEMAS[head.data.kind].safeParse(value);
  return result.success ? { ok: true, action: result.data } : { ok: false, errors: errorsOf(result.error) };
}

function errorsOf(error: z.ZodError): ActionError[] {
  return error.issues.map((issue) => {
    const code: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
    return { code: typeof code === 'string' ? code : 'MALFORMED', pointer: pointerOf(path), message: issue.message };
  });
}
