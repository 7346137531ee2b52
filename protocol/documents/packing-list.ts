/** Packing list: which goods are in which packages and containers. */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { count, date, decimal, hs6, longText, shortText, ucr } from './primitives.ts';
import { tradePartySchema } from './trade-party.ts';
import { containerSchema, packagesSchema } from './transport.ts';

export const PACKING_LIST_SCHEMA_NAME = 'corridor/packing-list/1';

const itemSchema = z.strictObject({
  itemNumber: count(1, 99_999),
  description: longText,
  hsCode: hs6.optional(),
  packages: packagesSchema,
  marks: z.array(longText).max(100).optional(),
  netMassKg: decimal,
  grossMassKg: decimal,
  volumeM3: decimal.optional(),
  containerNumbers: z.array(shortText).max(200).optional(),
});

export const packingListSchema = z.strictObject({
  schema: z.literal(PACKING_LIST_SCHEMA_NAME),
  documentType: documentTypeOf(271),
  ...documentHead,
  number: shortText,
  issuedOn: date,
  invoiceNumber: shortText,
  ucr: ucr.optional(),
  consignor: tradePartySchema,
  consignee: tradePartySchema,
  containers: z.array(containerSchema).max(1_000),
  items: z.array(itemSchema).min(1).max(9_999),
  totalPackages: count(),
  totalNetMassKg: decimal,
  totalGrossMassKg: decimal,
});

export type PackingList = z.infer<typeof packingListSchema>;
