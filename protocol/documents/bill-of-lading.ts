/** Bill of lading or sea waybill: the content of the contract of carriage, never title to the goods. */
import { z } from 'zod';
import { documentTypeOf } from './document-head.ts';
import { integritySchema } from './integrity.ts';
import { count, shortText } from './primitives.ts';
import { transportDocumentFields } from './transport-document.ts';

export const BILL_OF_LADING_SCHEMA_NAME = 'corridor/bill-of-lading/1';

export const billOfLadingSchema = z.strictObject({
  schema: z.literal(BILL_OF_LADING_SCHEMA_NAME),
  /** 705 bill of lading, 704 master, 714 house, 710 sea waybill. */
  documentType: documentTypeOf(704, 705, 710, 714),
  ...transportDocumentFields,
  masterNumber: shortText.optional(),
  /** Negotiable, consigned to order. */
  toOrder: z.boolean().optional(),
  originals: count(0, 1_000).optional(),
  copies: count(0, 1_000).optional(),
  /** How far a document issued by OpenAttestation or as a credential was checked. */
  integrity: integritySchema.optional(),
});

export type BillOfLading = z.infer<typeof billOfLadingSchema>;
