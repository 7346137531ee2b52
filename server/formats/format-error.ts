import { CodedError } from '../../protocol/coded-error.ts';

/** Why a file cannot be read as a document, and what the sender does about it. */
export const FORMAT_ERRORS = {
  FORMAT_TOO_LARGE: 'The file is larger than the limit.',
  FORMAT_UNKNOWN: 'The bytes are in none of the formats that are read here.',
  FORMAT_UNSUPPORTED: 'The format is known but not read into fields. Lodge the file as an attachment.',
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
