/** Rail consignment note; which kind of note it is stands in the document type, never in the code. */
import { z } from 'zod';
import { documentTypeOf } from './document-head.ts';
import { shortText } from './primitives.ts';
import { transportDocumentFields } from './transport-document.ts';

export const RAIL_CONSIGNMENT_NOTE_SCHEMA_NAME = 'corridor/rail-consignment-note/1';

export const railConsignmentNoteSchema = z.strictObject({
  schema: z.literal(RAIL_CONSIGNMENT_NOTE_SCHEMA_NAME),
  /** 720 rail consignment note, 722 SMGS. */
  documentType: documentTypeOf(720, 722),
  ...transportDocumentFields,
  wagons: z
    .array(z.strictObject({ number: shortText, containerNumbers: z.array(shortText).max(10) }))
    .max(200)
    .optional(),
});

export type RailConsignmentNote = z.infer<typeof railConsignmentNoteSchema>;
