/** Wire format of intake. */
import { z } from 'zod';
import { ACTION_KINDS, type ActionKindName } from '../../../protocol/actions.ts';
import { MEDIA_TYPES, type SniffedFormat } from '../../formats/sniff.ts';

const hex = (bytes: number, description: string) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`), `0x and ${bytes * 2} lower-case hex digits`)
    .meta({ description });
const sha256 = (description: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description });

export const intakeQuery = z.strictObject({
  fileName: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Name of the file; its ending is a claim that is checked' }),
  item: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(1)
    .meta({ description: 'Which message of the file Document-Secret is for, from 1' }),
  documentType: z.coerce
    .number()
    .int()
    .min(1)
    .max(999)
    .optional()
    .meta({ description: 'UNTDID 1001 of a file that says nothing about itself, such as a scan' }),
  caseId: hex(32, 'Case that the document is to be lodged in').optional(),
  keyId: hex(32, 'Key that will sign').optional(),
  partyId: hex(8, 'Party of that key; with it the document id is answered').optional(),
});

export const intakeHeaders = z.object({
  'document-secret': z
    .string()
    .regex(/^0x[0-9a-f]{64}$/, '0x and 64 lower-case hex digits')
    .optional()
    .meta({
      description:
        'Secret of the document version, made by the client. With it the root is answered. The gateway makes none, keeps none and logs none; whoever signs computes the root again.',
    }),
});

const segmentPosition = {
  segment: z.int(),
  tag: z.string(),
  element: z.int().optional(),
  component: z.int().optional(),
};
const pathPosition = { path: z.string(), line: z.int().optional(), column: z.int().optional() };
const sourcePositionSchema = z.union([z.object(segmentPosition), z.object(pathPosition)]);
const unmappedSchema = z.union([
  z.object({ ...segmentPosition, value: z.string() }),
  z.object({ ...pathPosition, value: z.string() }),
]);

export const findingSchema = z
  .object({
    ruleId: z.string(),
    severity: z.enum(['error', 'finding']),
    pointer: z.string().meta({ description: 'RFC 6901, into the document' }),
    source: sourcePositionSchema.optional().meta({ description: 'Place in the file; counts from 1' }),
    message: z.string(),
    doNext: z.string(),
  })
  .meta({ id: 'Finding' });

const KINDS = Object.keys(ACTION_KINDS) as [ActionKindName, ...ActionKindName[]];

export const typedDataSchema = z
  .object({
    domain: z.object({ name: z.string(), version: z.string(), chainId: z.int(), verifyingContract: z.string() }),
    types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
    primaryType: z.enum(KINDS),
    message: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  })
  .meta({ id: 'TypedData', description: 'EIP-712, as wallets take it' });

const SNIFFED = Object.keys(MEDIA_TYPES) as [SniffedFormat, ...SniffedFormat[]];

export const intakeItemSchema = z
  .object({
    kind: z.string().meta({ description: 'Kind in the words of its standard, for example `CUSCAR`' }),
    reference: z.string().meta({ description: 'What the file calls the message; empty if it does not' }),
    mapping: z.string().meta({ description: 'For example `edifact/cuscar`' }),
    mappingVersion: z.string(),
    schema: z.string().meta({ description: 'Document schema, for example `corridor/manifest/1`' }),
    documentType: z.int().nullable().meta({ description: 'UNTDID 1001' }),
    document: z.unknown().meta({ description: 'The canonical document' }),
    canonicalSha256: sha256('Digest of the document as canonical JSON (RFC 8785)'),
    files: z
      .array(z.object({ name: z.string(), mediaType: z.string(), sha256: sha256('Digest of the bytes') }))
      .meta({ description: 'Files that belong to the document: a foreign file as it came' }),
    findings: z
      .array(findingSchema)
      .meta({ description: 'What is doubtful; recorded, never a reason to drop the file' }),
    unmapped: z.array(unmappedSchema).meta({ description: 'Values of the file that the document does not carry' }),
    root: hex(32, 'Root of document and files; null without Document-Secret').nullable(),
    documentId: hex(32, 'Id of the document if this party lodges it in this case').nullable(),
    typedData: typedDataSchema
      .nullable()
      .meta({ description: 'What is to be signed; null unless root, case and key are known' }),
    digest: hex(32, 'EIP-712 digest of `typedData`').nullable(),
  })
  .meta({ id: 'IntakeItem' });

export const intakeSchema = z
  .object({
    format: z.enum(SNIFFED),
    source: z.object({
      sha256: sha256('Digest of the bytes received'),
      mediaType: z.string(),
      fileName: z.string().optional(),
      sizeBytes: z.int(),
    }),
    findings: z.array(findingSchema).meta({ description: 'About the file as a whole, such as its envelope' }),
    items: z.array(intakeItemSchema).min(1).meta({ description: 'One per message of the file, in its order' }),
  })
  .meta({ id: 'Intake' });

export type IntakeQuery = z.output<typeof intakeQuery>;
export type Intake = z.output<typeof intakeSchema>;
export type IntakeItem = z.output<typeof intakeItemSchema>;
