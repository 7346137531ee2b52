/** A document that is nothing but its files: a scan, a PDF, a picture. The files are leaves of the tree. */
import { z } from 'zod';
import { documentHead } from './document-head.ts';
import { count, date, longText, shortText } from './primitives.ts';

export const ATTACHMENT_SCHEMA_NAME = 'corridor/attachment/1';

const pixels = count(0, 4_294_967_295);

export const attachmentSchema = z.strictObject({
  schema: z.literal(ATTACHMENT_SCHEMA_NAME),
  /** Any type of UNTDID 1001. */
  documentType: count(1, 999),
  ...documentHead,
  title: shortText,
  number: shortText.optional(),
  issuedOn: date.optional(),
  remarks: longText.optional(),
  /** What the file says of itself, where it was read rather than described by a person. */
  content: z
    .strictObject({
      /** Found in its bytes, for example `PDF`. */
      format: shortText,
      /** Of the format, for example `1.7`. */
      version: shortText.optional(),
      widthPx: pixels.optional(),
      heightPx: pixels.optional(),
      pages: count(1).optional(),
    })
    .optional(),
});

export type Attachment = z.infer<typeof attachmentSchema>;
