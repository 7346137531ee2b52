import { CodedError } from '../../protocol/coded-error.ts';

/** Why a file cannot be read as a document, and what the sender does about it. */
export const FORMAT_ERRORS = {
  FORMAT_TOO_LARGE: 'The file is larger than the limit.',
  FORMAT_UNKNOWN:
    'The bytes are in none of the formats that are read here. Text and scans are kept when their type is named (documentType, --type).',
  FORMAT_MISMATCH: 'The file is not what its name or media type claims.',
  FORMAT_UNREADABLE: 'The file breaks its format so far that it has no meaning; see the places named.',
  EDIFACT_ENCODING: 'The bytes do not fit the character set that UNB declares. Declare the right one, or use UNOW.',
  EDIFACT_UNA: 'The service string advice (UNA) names unusable or equal separators.',
  EDIFACT_TRUNCATED: 'The file ends inside a segment.',
  EDIFACT_SEGMENT_TOO_LONG: 'A segment is longer than any segment can be; a terminator is missing.',
  EDIFACT_SEGMENT_TAG: 'A segment has no tag. An apostrophe or other separator in a text needs a release character.',
  EDIFACT_TOO_MANY_SEGMENTS: 'The interchange has too many segments.',
  EDIFACT_NO_MESSAGE: 'The interchange holds no message.',
  EDIFACT_MESSAGE_UNSUPPORTED: 'Messages of this type are not read into fields. Lodge the file as an attachment.',
  EDIFACT_NO_NUMBER: 'The message (BGM 1004) or one of its consignments (CNI 1004, RFF 1154) has no number.',
  EDIFACT_UNWRITABLE: 'A number that the message cannot do without is longer than its place or has control characters.',
  XML_ENCODING: 'The bytes do not fit the character set of the XML declaration or byte order mark. Use UTF-8.',
  XML_MALFORMED: 'The XML is not well-formed.',
  XML_DOCTYPE: 'The XML has a document type declaration, which is not read. Take it out.',
  XML_TOO_DEEP: 'The elements of the XML lie too deep inside each other.',
  XML_TOO_LARGE: 'The XML has too many elements or attributes, or one name or value is too long.',
  XML_PROCEDURE:
    'The declaration says neither by its type nor by its procedure code whether it is for export or import.',
  XML_UNSUPPORTED: 'XML of this kind is not read into fields. Lodge the file as an attachment.',
  ATTACHMENT_TYPE_MISSING:
    'A scan does not say which document it is. Name its UNTDID 1001 type, for example 380 for a commercial invoice (documentType, --type).',
  ATTACHMENT_UNSAFE: 'Files that browsers or systems run as programs are not kept. Send a PDF or an image.',
  TABLE_NO_TEMPLATE:
    'The table follows none of our templates. Download one and fill it: corridor template, /v1/templates.',
  TABLE_ENCODING: 'The bytes are no text in UTF-8, UTF-16 or GB18030. Save the file as "CSV UTF-8".',
  TABLE_TOO_LARGE: 'The table has more rows, columns or cells than are read.',
  TABLE_QUOTE: 'A cell begins with a quotation mark that is never closed.',
  ARCHIVE_DAMAGED: 'The archive ends early or its parts contradict each other. Save it again.',
  ARCHIVE_ENCRYPTED: 'The file is encrypted. Save it without a password.',
  ARCHIVE_TOO_LARGE: 'The archive unpacks to more than is read.',
  XLSX_DAMAGED: 'A part of the workbook is missing or cannot be read. Save it again.',
} as const;

export type FormatErrorCode = keyof typeof FORMAT_ERRORS;

/** One place at fault. */
export interface FormatFault {
  readonly code: string;
  /** RFC 6901, into the canonical document; absent where there is none yet. */
  readonly pointer?: string;
  readonly message: string;
}

/** A file that cannot be read. Segments and offsets in `params` count segments from 1 and characters from 0. */
export class FormatError extends CodedError {
  declare readonly code: FormatErrorCode;
  readonly faults: readonly FormatFault[];

  constructor(
    code: FormatErrorCode,
    params: Readonly<Record<string, string | number>> = {},
    faults: readonly FormatFault[] = [],
  ) {
    const detail = Object.entries(params).map(([name, value]) => `${name} ${value}`);
    super(code, detail.length === 0 ? FORMAT_ERRORS[code] : `${FORMAT_ERRORS[code]} (${detail.join(', ')})`, params);
    this.faults = faults;
  }
}
