/** Shipping instructions: what the shipper asks the carrier to write into the transport document. */
import { z } from 'zod';
import { documentTypeOf } from './document-head.ts';
import { count, shortText } from './primitives.ts';
import { transportDocumentFields } from './transport-document.ts';

export const SHIPPING_INSTRUCTION_SCHEMA_NAME = 'corridor/shipping-instruction/1';

export const shippingInstructionSchema = z.strictObject({
  schema: z.literal(SHIPPING_INSTRUCTION_SCHEMA_NAME),
  documentType: documentTypeOf(340),
  ...transportDocumentFields,
  /** UNTDID 1001 of the transport document that is asked for: 705 bill of lading, 710 sea waybill. */
  requestedDocumentType: count(1, 999).optional(),
  /** Transport document that is to be amended. */
  amends: shortText.optional(),
  toOrder: z.boolean().optional(),
  originals: count(0, 1_000).optional(),
  copies: count(0, 1_000).optional(),
});

export type ShippingInstruction = z.infer<typeof shippingInstructionSchema>;
