/** Every document schema by its name. */
import type { z } from 'zod';
import { ARRIVAL_NOTICE_SCHEMA_NAME, arrivalNoticeSchema } from './arrival-notice.ts';
import { ATTACHMENT_SCHEMA_NAME, attachmentSchema } from './attachment.ts';
import { BILL_OF_LADING_SCHEMA_NAME, billOfLadingSchema } from './bill-of-lading.ts';
import { BOOKING_SCHEMA_NAME, bookingSchema } from './booking.ts';
import { CASE_ENVELOPE_SCHEMA_NAME, caseEnvelopeSchema } from './case-envelope.ts';
import { CERTIFICATE_OF_ORIGIN_SCHEMA_NAME, certificateOfOriginSchema } from './certificate-of-origin.ts';
import { CONTAINER_LIST_SCHEMA_NAME, containerListSchema } from './container-list.ts';
import { CREDENTIAL_SCHEMA_NAME, credentialSchema } from './credential.ts';
import { CUSTOMS_RESPONSE_SCHEMA_NAME, customsResponseSchema } from './customs-response.ts';
import { DECISION_SCHEMA_NAME, decisionSchema } from './decision.ts';
import { DECLARATION_REQUEST_SCHEMA_NAME, declarationRequestSchema } from './declaration-request.ts';
import { ENTRY_SUMMARY_SCHEMA_NAME, entrySummarySchema } from './entry-summary.ts';
import { GOODS_DECLARATION_SCHEMA_NAME, goodsDeclarationSchema } from './goods-declaration.ts';
import { INVOICE_SCHEMA_NAME, invoiceSchema } from './invoice.ts';
import { MANIFEST_SCHEMA_NAME, manifestSchema } from './manifest.ts';
import { PACKING_LIST_SCHEMA_NAME, packingListSchema } from './packing-list.ts';
import { PARTY_PROFILE_SCHEMA_NAME, partyProfileSchema } from './party-profile.ts';
import { RAIL_CONSIGNMENT_NOTE_SCHEMA_NAME, railConsignmentNoteSchema } from './rail-consignment-note.ts';
import { SHIPPING_INSTRUCTION_SCHEMA_NAME, shippingInstructionSchema } from './shipping-instruction.ts';
import { TRACKING_EVENTS_SCHEMA_NAME, trackingEventsSchema } from './tracking-events.ts';
import { VERIFIED_GROSS_MASS_SCHEMA_NAME, verifiedGrossMassSchema } from './verified-gross-mass.ts';

export interface DocumentSchema<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly title: string;
  readonly schema: S;
  /** UNTDID 1001 types that may be lodged in this schema; `ANY`; empty for content that is anchored another way. */
  readonly documentTypes: readonly number[] | 'ANY';
  /** Array whose items are sections of the disclosure tree, so that each can be proven by itself. */
  readonly sectionPointer?: string;
}

const entry = <S extends z.ZodType>(
  name: string,
  title: string,
  schema: S,
  documentTypes: readonly number[] | 'ANY',
  sectionPointer?: string,
): DocumentSchema<S> => ({
  name,
  title,
  schema,
  documentTypes,
  ...(sectionPointer === undefined ? {} : { sectionPointer }),
});

/** UNTDID 1001 types that a schema accepts. */
const typesOf = (schema: { shape: { documentType: { values: ReadonlySet<number> } } }): readonly number[] => [
  ...schema.shape.documentType.values,
];

export const DOCUMENT_SCHEMAS = {
  [MANIFEST_SCHEMA_NAME]: entry(
    MANIFEST_SCHEMA_NAME,
    'Manifest',
    manifestSchema,
    typesOf(manifestSchema),
    '/consignments',
  ),
  [GOODS_DECLARATION_SCHEMA_NAME]: entry(
    GOODS_DECLARATION_SCHEMA_NAME,
    'Goods declaration',
    goodsDeclarationSchema,
    typesOf(goodsDeclarationSchema),
  ),
  [ENTRY_SUMMARY_SCHEMA_NAME]: entry(
    ENTRY_SUMMARY_SCHEMA_NAME,
    'Entry summary',
    entrySummarySchema,
    typesOf(entrySummarySchema),
  ),
  [DECLARATION_REQUEST_SCHEMA_NAME]: entry(
    DECLARATION_REQUEST_SCHEMA_NAME,
    'Request about a goods declaration',
    declarationRequestSchema,
    [],
  ),
  [CUSTOMS_RESPONSE_SCHEMA_NAME]: entry(CUSTOMS_RESPONSE_SCHEMA_NAME, 'Customs response', customsResponseSchema, []),
  [DECISION_SCHEMA_NAME]: entry(DECISION_SCHEMA_NAME, 'Customs decision', decisionSchema, typesOf(decisionSchema)),
  [CASE_ENVELOPE_SCHEMA_NAME]: entry(CASE_ENVELOPE_SCHEMA_NAME, 'Case envelope', caseEnvelopeSchema, []),
  [INVOICE_SCHEMA_NAME]: entry(INVOICE_SCHEMA_NAME, 'Invoice', invoiceSchema, typesOf(invoiceSchema)),
  [PACKING_LIST_SCHEMA_NAME]: entry(
    PACKING_LIST_SCHEMA_NAME,
    'Packing list',
    packingListSchema,
    typesOf(packingListSchema),
  ),
  [RAIL_CONSIGNMENT_NOTE_SCHEMA_NAME]: entry(
    RAIL_CONSIGNMENT_NOTE_SCHEMA_NAME,
    'Rail consignment note',
    railConsignmentNoteSchema,
    typesOf(railConsignmentNoteSchema),
  ),
  [BILL_OF_LADING_SCHEMA_NAME]: entry(
    BILL_OF_LADING_SCHEMA_NAME,
    'Bill of lading or sea waybill',
    billOfLadingSchema,
    typesOf(billOfLadingSchema),
  ),
  [ARRIVAL_NOTICE_SCHEMA_NAME]: entry(
    ARRIVAL_NOTICE_SCHEMA_NAME,
    'Arrival notice',
    arrivalNoticeSchema,
    typesOf(arrivalNoticeSchema),
  ),
  [BOOKING_SCHEMA_NAME]: entry(BOOKING_SCHEMA_NAME, 'Booking', bookingSchema, typesOf(bookingSchema)),
  [SHIPPING_INSTRUCTION_SCHEMA_NAME]: entry(
    SHIPPING_INSTRUCTION_SCHEMA_NAME,
    'Shipping instructions',
    shippingInstructionSchema,
    typesOf(shippingInstructionSchema),
  ),
  [VERIFIED_GROSS_MASS_SCHEMA_NAME]: entry(
    VERIFIED_GROSS_MASS_SCHEMA_NAME,
    'Verified gross mass',
    verifiedGrossMassSchema,
    typesOf(verifiedGrossMassSchema),
  ),
  [CERTIFICATE_OF_ORIGIN_SCHEMA_NAME]: entry(
    CERTIFICATE_OF_ORIGIN_SCHEMA_NAME,
    'Certificate of origin',
    certificateOfOriginSchema,
    typesOf(certificateOfOriginSchema),
  ),
  [TRACKING_EVENTS_SCHEMA_NAME]: entry(TRACKING_EVENTS_SCHEMA_NAME, 'Tracking events', trackingEventsSchema, []),
  [CONTAINER_LIST_SCHEMA_NAME]: entry(
    CONTAINER_LIST_SCHEMA_NAME,
    'Container list or stowage plan',
    containerListSchema,
    [],
  ),
  [CREDENTIAL_SCHEMA_NAME]: entry(CREDENTIAL_SCHEMA_NAME, 'Credential', credentialSchema, 'ANY'),
  [ATTACHMENT_SCHEMA_NAME]: entry(ATTACHMENT_SCHEMA_NAME, 'Attached files', attachmentSchema, 'ANY'),
  [PARTY_PROFILE_SCHEMA_NAME]: entry(PARTY_PROFILE_SCHEMA_NAME, 'Party profile', partyProfileSchema, []),
} as const satisfies Record<string, DocumentSchema>;

export type DocumentSchemaName = keyof typeof DOCUMENT_SCHEMAS;

/** A document of any schema. */
export type CorridorDocument = z.infer<(typeof DOCUMENT_SCHEMAS)[DocumentSchemaName]['schema']>;

/** The schema of a name, `undefined` if there is none. */
export function documentSchema(name: string): DocumentSchema | undefined {
  return Object.hasOwn(DOCUMENT_SCHEMAS, name) ? DOCUMENT_SCHEMAS[name as DocumentSchemaName] : undefined;
}

/** Whether a document of a schema may be lodged under a UNTDID 1001 type. */
export function allowsDocumentType({ documentTypes }: DocumentSchema, documentType: number): boolean {
  return documentTypes === 'ANY' || documentTypes.includes(documentType);
}
