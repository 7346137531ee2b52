/** Verified gross mass of one packed container. @see SOLAS VI/2, MSC.1/Circ.1475 */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { decimal, shortText, timestamp } from './primitives.ts';
import { partyInRoleSchema } from './trade-party.ts';
import { containerSchema, conveyanceSchema, placeSchema, statedMeasureSchema } from './transport.ts';
import { referenceSchema } from './transport-document.ts';

export const VERIFIED_GROSS_MASS_SCHEMA_NAME = 'corridor/verified-gross-mass/1';

export const verifiedGrossMassSchema = z.strictObject({
  schema: z.literal(VERIFIED_GROSS_MASS_SCHEMA_NAME),
  documentType: documentTypeOf(749),
  ...documentHead,
  number: shortText.optional(),
  declaredAt: timestamp.optional(),
  /** The sender takes the declaration back. */
  retracted: z.boolean().optional(),
  /** With `verifiedGrossMassKg`. */
  container: containerSchema.optional(),
  /** In place of the mass of the container where its unit has no fixed relation to the kilogram. */
  statedGrossMass: statedMeasureSchema.optional(),
  cargoGrossMassKg: decimal.optional(),
  /** SOLAS method: `SM1` the packed container was weighed, `SM2` contents and tare were added up. */
  method: z.enum(['SM1', 'SM2']).optional(),
  weighedAt: timestamp.optional(),
  placeOfWeighing: placeSchema.optional(),
  certificate: z.strictObject({ number: shortText.optional(), issuedAt: timestamp.optional() }).optional(),
  /** Who answers for the mass, by name. */
  signatory: shortText.optional(),
  /** Roles in the words of DCSA, for example `responsibleParty`, `weighingParty`. */
  parties: z.array(partyInRoleSchema).max(20).optional(),
  bookingNumber: shortText.optional(),
  transportDocumentNumber: shortText.optional(),
  references: z.array(referenceSchema).max(200).optional(),
  conveyance: conveyanceSchema.optional(),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
});

export type VerifiedGrossMass = z.infer<typeof verifiedGrossMassSchema>;
