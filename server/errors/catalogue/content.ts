/** Refusals about cases, documents, contents and files. */
import { entries } from './entry.ts';

export const CONTENT_ERRORS = entries({
  CASE_NOT_FOUND: [
    'No such case',
    404,
    'No case of this id is visible to the party signed in; a foreign case is answered in the same way.',
    'Check the id; ask the broker who opened the case to address it to you.',
  ],
  DOCUMENT_NOT_FOUND: [
    'No such document',
    404,
    'The case has no document, or no version, of this id.',
    'List the documents of the case.',
  ],
  ACTION_NOT_FOUND: [
    'No such action',
    404,
    'The gateway knows no action of this digest that the caller may see.',
    'Check the digest, or send the signed action.',
  ],
  PARTY_NOT_FOUND: ['No such party', 404, 'No council has enrolled a party of this id.', 'List the parties.'],
  CONTENT_NOT_FOUND: [
    'No such content',
    404,
    'No content of this digest is visible to the party signed in.',
    'Check the digest; contents become visible to others with the document that carries them.',
  ],
  CONTENT_DIGEST_MISMATCH: [
    'Bytes do not have this digest',
    422,
    'The SHA-256 of the bytes received is not the one in the path.',
    'Compute the digest over the exact bytes and send them again.',
  ],
  CONTENT_TYPE_MISMATCH: [
    'File is not what it claims',
    422,
    'The first bytes of the file do not fit the media type claimed for it.',
    'Send the file with its true media type.',
  ],
  CONTENT_TYPE_NOT_ALLOWED: [
    'Media type is not kept',
    415,
    'Files of this media type are not kept: scripts, pages, programs and archives that could run.',
    'Send the document as JSON, XML, EDIFACT, PDF, text, CSV, an image or an office file without macros.',
  ],
  CONTENT_REQUIRED: [
    'Content is required',
    422,
    'The action names a digest whose content the gateway must hold, and the request has no `content`.',
    'Upload the document to /v1/contents and name it, its secret and its files in `content`.',
  ],
  CONTENT_NOT_STORED: [
    'Content has not been uploaded',
    422,
    'A digest in `content` names bytes that the party signed in has not uploaded.',
    'PUT the bytes to /v1/contents/{sha256} first.',
  ],
  CONTENT_NOT_EXPECTED: [
    'Content is not expected',
    422,
    'The request has `content`, but this kind of action names none.',
    'Leave `content` out.',
  ],
  CONTENT_INVALID: [
    'Content does not fit its schema',
    422,
    'The uploaded document is not canonical JSON of the schema that the action needs.',
    'Correct the places named in `errors`.',
  ],
  ROOT_MISMATCH: [
    'Content does not have the signed root',
    422,
    'The root computed from the stored bytes and the secret is not the one that was signed.',
    'Sign the root of exactly the document, files and secret that you send.',
  ],
  SECRET_REUSED: [
    'Secret was used before',
    422,
    'The secret already belongs to another document version; whoever knows that one could guess this one.',
    'Draw a new random 32-byte secret for each version.',
  ],
  ENVELOPE_NOT_ALLOWED: [
    'Envelope does not fit',
    422,
    'The case envelope names parties or offices that are not enrolled, or not in the role given to them.',
    'Correct the places named in `errors`.',
  ],
  FORMAT_NOT_OF_DOCUMENT: [
    'Format is not for this document',
    422,
    'Documents of this schema are not written in the format asked for.',
    'Ask for a format that carries the document, or read it as canonical JSON.',
  ],
  FORMAT_CANNOT_CARRY: [
    'Format cannot carry the document',
    422,
    'The document says something that the format has no place for, or that is too long for its place; `errors` names each.',
    'Ask with `partial=true` for a file without those values, or read the document as canonical JSON.',
  ],
  INTAKE_FORMAT_UNKNOWN: [
    'Format is not recognised',
    415,
    'The bytes are in none of the formats that the gateway reads.',
    'See docs/formats.md for what is read. Any other file is taken as an attachment when `documentType` names its type.',
  ],
  INTAKE_TYPE_MISSING: [
    'File does not say which document it is',
    422,
    'A scan, picture, archive or text came without `documentType`.',
    'Send it again with its UNTDID 1001 type, for example `documentType=380` for a commercial invoice.',
  ],
  INTAKE_FORMAT_MISMATCH: [
    'File is not what it claims',
    422,
    'The Content-Type claims another format than the bytes have.',
    'Send the file with its true media type, or as `application/octet-stream`.',
  ],
  INTAKE_UNREADABLE: [
    'File cannot be read',
    422,
    'The file is in a known format but breaks it so far that it has no meaning; `errors` points at each place.',
    'Correct the places named in `errors`. What is merely doubtful is a finding and never stops a file.',
  ],
  VERIFY_INPUT_UNREADABLE: [
    'Nothing to verify',
    422,
    'The body is neither a file, a canonical document nor a disclosure.',
    'Send the bytes of the file, or the document with its secret.',
  ],
});
