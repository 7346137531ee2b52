/** Packing list: which goods are in which packages and containers. */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { integritySchema } from './integrity.ts';
import { count, date, decimal, hs6, longText, shortText, ucr } from './primitives.ts';
import { partyInRoleSchema, tradePartySchema } from './trade-party.ts';
import { containerSchema, packagesSchema } from './transport.ts';

export const PACKING_LIST_SCHEMA_NAME = 'corridor/packing-list/1';

const itemSchema = z.strictObject({
  itemNumber: count(1, 99_999).optional(),
  description: longText.optional(),
  hsCode: hs6.optional(),
  packages: packagesSchema.optional(),
  marks: z.array(longText).max(100).optional(),
  netMassKg: decimal.optional(),
  grossMassKg: decimal.optional(),
  volumeM3: decimal.optional(),
  containerNumbers: z.array(shortText).max(200).optional(),
});

export const packingListSchema = z.strictObject({
  schema: z.literal(PACKING_LIST_SCHEMA_NAME),
  documentType: documentTypeOf(271),
  ...documentHead,
  number: shortText.optional(),
  issuedOn: date.optional(),
  invoiceNumber: shortText.optional(),
  purchaseOrderNumber: shortText.optional(),
  ucr: ucr.optional(),
  consignor: tradePartySchema.optional(),
  consignee: tradePartySchema.optional(),
  otherParties: z.array(partyInRoleSchema).max(20).optional(),
  containers: z.array(containerSchema).max(1_000),
  items: z.array(itemSchema).max(9_999),
  totalPackages: count().optional(),
  totalNetMassKg: decimal.optional(),
  totalGrossMassKg: decimal.optional(),
  totalVolumeM3: decimal.optional(),
  remarks: z.array(longText).max(100).optional(),
  /** How far a document issued by OpenAttestation or as a credential was checked. */
  integrity: integritySchema.optional(),
});

export type PackingList = z.infer<typeof packingListSchema>;
