/** What customs asks for and answers with besides the goods: documents produced, statements, duties, valuation. */
import { z } from 'zod';
import { count, currencyCode, date, decimal, longText, shortText, signedDecimal, timestamp } from './primitives.ts';
import { addressSchema } from './trade-party.ts';

/** An amount whose currency the file may leave open. */
export const statedMoneySchema = z.strictObject({
  amount: signedDecimal,
  currency: currencyCode.optional(),
});

/** A quantity whose unit is fixed by the commodity code where it is not stated. */
export const statedQuantitySchema = z.strictObject({
  value: decimal,
  /** As it came: UN/ECE Recommendation 20, in the European Union with a qualifier, for example `KGM#G`. */
  unitCode: shortText.optional(),
});

/** A document that is produced to customs, or declared to be at hand: licence, certificate, authorization. */
export const producedDocumentSchema = z.strictObject({
  /** Of the national code list, for example `C` and `505`, `9` and `100`; `N` marks codes of UNTDID 1001. */
  category: shortText.optional(),
  typeCode: shortText.optional(),
  number: shortText.optional(),
  /** Name of the document, or why it is not needed. */
  name: longText.optional(),
  /** State of the licence or reason of an exemption, as the country codes it. */
  status: shortText.optional(),
  issuer: longText.optional(),
  validFrom: date.optional(),
  validUntil: date.optional(),
  /** What the goods use up of a licence. */
  writeOff: z
    .strictObject({ quantity: statedQuantitySchema.optional(), amount: statedMoneySchema.optional() })
    .optional(),
});

/** A declaration or document that came before: summary declaration, consignment reference. */
export const previousDocumentSchema = z.strictObject({
  category: shortText.optional(),
  typeCode: shortText.optional(),
  number: shortText.optional(),
  lineNumber: count(0).optional(),
});

/** A step of a pointer of the WCO Data Model: a class and which of several, and at the end an element. */
export const pointerStepSchema = z.strictObject({
  /** WCO class, for example `42A` declaration, `68A` goods item. */
  section: shortText.optional(),
  /** Which of several, from 1. */
  sequence: count(0).optional(),
  /** WCO element, for example `360`. */
  element: shortText.optional(),
});

/** A statement in words or codes. */
export const statementSchema = z.strictObject({
  code: shortText.optional(),
  text: longText.optional(),
  typeCode: shortText.optional(),
  dueAt: timestamp.optional(),
  /** What the statement is about. */
  pointer: z.array(pointerStepSchema).max(20).optional(),
});

/** A change to a declaration: why, and of what. */
export const changeSchema = z.strictObject({
  reasonCode: shortText.optional(),
  pointer: z.array(pointerStepSchema).max(20).optional(),
});

/** A duty, tax or fee as declared, assessed or to be paid. */
export const dutyTaxSchema = z.strictObject({
  /** Line of the declaration that it is due on; absent if it is due on the whole. */
  lineNumber: count(0, 99_999).optional(),
  /** National code of the tax, for example `A00` customs duty, `B00` value added tax. */
  typeCode: shortText.optional(),
  /** Preference or other regime under which it is calculated. */
  regimeCode: shortText.optional(),
  quotaOrderNumber: shortText.optional(),
  base: statedMoneySchema.optional(),
  baseQuantity: statedQuantitySchema.optional(),
  deduction: statedMoneySchema.optional(),
  /** In percent or in the currency per unit, as the regime has it. */
  rate: decimal.optional(),
  assessed: statedMoneySchema.optional(),
  payable: statedMoneySchema.optional(),
  paymentMethod: shortText.optional(),
  dueAt: timestamp.optional(),
  /** Account, guarantee or payment that it is charged to. */
  reference: shortText.optional(),
});

/** How the customs value came about. */
export const valuationSchema = z.strictObject({
  methodCode: shortText.optional(),
  /** Relations and conditions between buyer and seller, as the country codes them. */
  indicators: shortText.optional(),
  freight: statedMoneySchema.optional(),
  charges: z
    .array(z.strictObject({ typeCode: shortText.optional(), amount: statedMoneySchema.optional() }))
    .max(100)
    .optional(),
});

/** Who holds an authorization that the declaration rests on. */
export const authorizationSchema = z.strictObject({
  holderId: shortText.optional(),
  typeCode: shortText.optional(),
});

export const guaranteeSchema = z.strictObject({
  typeCode: shortText.optional(),
  number: shortText.optional(),
  otherReference: shortText.optional(),
  amount: statedMoneySchema.optional(),
  officeCode: shortText.optional(),
});

/** Where the goods may be examined. */
export const goodsLocationSchema = z.strictObject({
  /** Place in the code list that `qualifier` names. */
  code: shortText.optional(),
  additionalId: shortText.optional(),
  /** Kind of place, for example `A` designated location. */
  typeCode: shortText.optional(),
  /** Code list or way of identification, for example `U` UN/LOCODE. */
  qualifier: shortText.optional(),
  address: addressSchema.optional(),
});

export type DutyTax = z.infer<typeof dutyTaxSchema>;
export type Statement = z.infer<typeof statementSchema>;
export type PointerStep = z.infer<typeof pointerStepSchema>;
export type Change = z.infer<typeof changeSchema>;
