/** Means of transport, places, containers and packages as all documents write them. */
import { z } from 'zod';
import { count, countryCode, decimal, longText, shortText, signedDecimal } from './primitives.ts';
import { addressSchema } from './trade-party.ts';

/** A place, anchored as it came: a code is never rewritten, an alias is a finding. */
export const placeSchema = z.strictObject({
  /** UN/LOCODE, or whatever code the sender used. */
  code: shortText.optional(),
  /** Whose code it is, if it is no UN/LOCODE: `GS1` and so on. */
  codeList: shortText.optional(),
  name: shortText.optional(),
  /** Terminal, depot or other site at the place. */
  facility: z
    .strictObject({
      code: shortText.optional(),
      /** Whose code it is: `SMDG`, `BIC`. */
      codeList: shortText.optional(),
      name: shortText.optional(),
      /** DCSA facility type, for example `POTE` port terminal. */
      kind: shortText.optional(),
    })
    .optional(),
  address: addressSchema.optional(),
  /** Degrees, north and east positive. */
  latitude: signedDecimal.optional(),
  longitude: signedDecimal.optional(),
});

/** UN/ECE Recommendation 19. */
export const TRANSPORT_MODES = [
  'MARITIME',
  'RAIL',
  'ROAD',
  'AIR',
  'MAIL',
  'MULTIMODAL',
  'FIXED',
  'INLAND_WATERWAY',
] as const;

export const conveyanceSchema = z.strictObject({
  mode: z.enum(TRANSPORT_MODES).optional(),
  /** Name of the vessel. */
  name: shortText.optional(),
  /** Seven digits with check digit; a wrong one is a finding. */
  imoNumber: shortText.optional(),
  /** Other identification of the means of transport: call sign, wagon or plate. */
  identification: z.strictObject({ value: shortText, codeList: shortText.optional() }).optional(),
  trainNumber: shortText.optional(),
  /** Voyage, flight or trip as the carrier numbers it. */
  journeyNumber: shortText.optional(),
  /** Where the carrier numbers the voyage anew for discharge at the same call. */
  importJourneyNumber: shortText.optional(),
  /** Liner service as the carrier names it. */
  serviceCode: shortText.optional(),
  nationality: countryCode.optional(),
  carrier: z
    .strictObject({ code: shortText.optional(), codeList: shortText.optional(), name: shortText.optional() })
    .optional(),
});

export const sealSchema = z.strictObject({
  number: shortText,
  /** UNTDID 9303: `CA` carrier, `CU` customs, `SH` shipper, `TO` terminal operator. */
  issuer: shortText.optional(),
  /** DCSA seal type: `KLP` keyless padlock, `BLT` bolt, `WIR` wire. */
  kind: shortText.optional(),
});

export const containerSchema = z.strictObject({
  /** ISO 6346 as it came; a wrong check digit is a finding. */
  number: shortText,
  /** ISO 6346 size and type. */
  typeCode: shortText.optional(),
  fullness: z.enum(['FULL', 'EMPTY']).optional(),
  seals: z.array(sealSchema).max(20).optional(),
  tareMassKg: decimal.optional(),
  verifiedGrossMassKg: decimal.optional(),
  shipperOwned: z.boolean().optional(),
  marks: z.array(longText).max(100).optional(),
});

export const packagesSchema = z.strictObject({
  count: count(),
  /** UN/ECE Recommendation 21, as it came. */
  typeCode: shortText.optional(),
  /** In words, where the sender has them. */
  description: shortText.optional(),
});

export const dangerousGoodsSchema = z.strictObject({
  /** Four digits. */
  unNumber: z.string().regex(/^\d{4}$/, 'not four digits'),
  /** Class or division, for example `3` or `2.1`. */
  hazardClass: shortText,
  packingGroup: shortText.optional(),
  technicalName: longText.optional(),
});

/** A measure in the unit that the sender used, kept where it cannot be expressed in ours. */
export const statedMeasureSchema = z.strictObject({
  value: decimal,
  /** UN/ECE Recommendation 20, as it came. */
  unitCode: shortText,
});

export type Place = z.infer<typeof placeSchema>;
export type Conveyance = z.infer<typeof conveyanceSchema>;
export type Container = z.infer<typeof containerSchema>;
