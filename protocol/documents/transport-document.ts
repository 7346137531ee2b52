/** What a bill of lading, a sea waybill and a rail consignment note have in common. */
import { z } from 'zod';
import { documentHead } from './document-head.ts';
import { count, date, decimal, hs6, longText, shortText, timestamp, ucr } from './primitives.ts';
import { tradePartySchema } from './trade-party.ts';
import { containerSchema, conveyanceSchema, dangerousGoodsSchema, packagesSchema, placeSchema } from './transport.ts';

const itemSchema = z.strictObject({
  itemNumber: count(1, 99_999),
  packages: packagesSchema,
  marks: z.array(longText).max(100).optional(),
  description: longText,
  hsCode: hs6.optional(),
  grossMassKg: decimal,
  volumeM3: decimal.optional(),
  dangerousGoods: z.array(dangerousGoodsSchema).max(20).optional(),
  containerNumbers: z.array(shortText).max(200).optional(),
});

export const transportDocumentFields = {
  ...documentHead,
  number: shortText,
  issuedOn: date,
  placeOfIssue: placeSchema.optional(),
  ucr: ucr.optional(),
  bookingNumber: shortText.optional(),
  carrier: tradePartySchema,
  consignor: tradePartySchema,
  consignee: tradePartySchema,
  notifyParties: z.array(tradePartySchema).max(10).optional(),
  conveyance: conveyanceSchema,
  placeOfReceipt: placeSchema.optional(),
  placeOfLoading: placeSchema,
  placeOfDischarge: placeSchema,
  placeOfDelivery: placeSchema.optional(),
  loadedAt: timestamp.optional(),
  freightTerms: z.enum(['PREPAID', 'COLLECT']).optional(),
  containers: z.array(containerSchema).max(1_000),
  items: z.array(itemSchema).min(1).max(9_999),
  totalPackages: count(),
  totalGrossMassKg: decimal,
  remarks: z.array(longText).max(100).optional(),
};
