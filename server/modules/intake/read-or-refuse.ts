/** Reads a file, and turns a refusal of the reader into one of the catalogue. */
import { AppError } from '../../errors/app-error.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import { FormatError, type FormatErrorCode } from '../../formats/format-error.ts';
import { readFile } from '../../formats/read-file.ts';
import type { ReadFile } from '../../formats/reading.ts';

/** Which code of the catalogue a refusal of the reader is; everything else is unreadable. */
const CODES = {
  FORMAT_TOO_LARGE: 'BODY_TOO_LARGE',
  FORMAT_UNKNOWN: 'INTAKE_FORMAT_UNKNOWN',
  FORMAT_MISMATCH: 'INTAKE_FORMAT_MISMATCH',
  ATTACHMENT_TYPE_MISSING: 'INTAKE_TYPE_MISSING',
} as const satisfies Partial<Record<FormatErrorCode, ErrorCode>>;

export interface ReceivedFile {
  readonly bytes: Uint8Array;
  /** As the sender claims; empty if it claims nothing. */
  readonly mediaType: string;
  readonly fileName?: string | undefined;
  /** UNTDID 1001 of a file that says nothing about itself. */
  readonly documentType?: number | undefined;
}

/** @throws {AppError} INTAKE_…, BODY_TOO_LARGE @throws {JsonError} for JSON outside the strict profile */
export function readOrRefuse({ bytes, mediaType, fileName, documentType }: ReceivedFile): ReadFile {
  try {
    return readFile({ bytes, mediaType: mediaType === '' ? undefined : mediaType, fileName, documentType });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new AppError(isNamed(error.code) ? CODES[error.code] : 'INTAKE_UNREADABLE', {
      detail: error.message,
      params: { reason: error.code, ...error.params },
      errors: error.faults.map(({ message, pointer }) => ({ detail: message, pointer: `#${pointer ?? ''}` })),
      cause: error,
    });
  }
}

const isNamed = (code: FormatErrorCode): code is keyof typeof CODES => Object.hasOwn(CODES, code);
