/** Shape of a catalogue entry, and the helpers that the tables are written with. */

/** Statuses that a problem may have. */
export type ProblemStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 408
  | 409
  | 412
  | 413
  | 415
  | 421
  | 422
  | 429
  | 431
  | 500
  | 502
  | 503;

export interface CatalogueEntry {
  /** Last part of the problem's `type`; kebab-case, never changes once published. */
  readonly slug: string;
  readonly title: string;
  readonly status: ProblemStatus;
  /** The same request, sent again later, may succeed. */
  readonly retryable: boolean;
  /** When this is answered. */
  readonly when: string;
  /** What the caller does next. */
  readonly doNext: string;
}

/** Entry without its slug: title, status, when, doNext, and `true` if the request may be sent again. */
export type Row = readonly [title: string, status: ProblemStatus, when: string, doNext: string, retryable?: true];

/** `BODY_TOO_LARGE` -> `body-too-large`. */
export function slugOf(code: string): string {
  return code.toLowerCase().replaceAll('_', '-');
}

/** Turns a table of rows into catalogue entries; keys keep their literal types. */
export function entries<const T extends Readonly<Record<string, Row>>>(
  rows: T,
): { readonly [K in keyof T]: CatalogueEntry } {
  const made = Object.entries(rows).map(([code, [title, status, when, doNext, retryable]]) => [
    code,
    { slug: slugOf(code), title, status, retryable: retryable ?? false, when, doNext },
  ]);
  return Object.fromEntries(made) as { readonly [K in keyof T]: CatalogueEntry };
}
