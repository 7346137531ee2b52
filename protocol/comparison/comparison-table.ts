/** The comparison of a case as gateway, command line and console hand it over: which documents, which not, and the rows. */
import type { CorridorDocument } from '../documents/registry.ts';
import { compareCase } from './compare-case.ts';
import type { ComparisonRow, Verdict } from './comparison-row.ts';

/** A document that takes part. */
export interface ComparedDocument {
  /** Null for a file that is not lodged. */
  readonly documentId: string | null;
  /** Name of a file that is not lodged. */
  readonly fileName: string | null;
  readonly schema: string;
  /** UNTDID 1001. */
  readonly documentType: number | null;
  /** Number of the document in its own words. */
  readonly number: string | null;
  /** Who lodged it. */
  readonly partyId: string | null;
  /** Which version, from 1. */
  readonly version: number | null;
}

/**
 * Why a document of the case takes no part.
 * - `WITHDRAWN` its party took it back
 * - `NOT_HELD` whoever compares does not hold its content
 * - `NOT_ENTITLED` the reader may not read it
 * - `NOT_COMPARED` documents of its kind state nothing that others state
 * - `REPLACED` the file that is compared is to take its place
 * - `TOO_MANY` more documents than are compared at once
 */
export const LEFT_OUT_REASONS = [
  'WITHDRAWN',
  'NOT_HELD',
  'NOT_ENTITLED',
  'NOT_COMPARED',
  'REPLACED',
  'TOO_MANY',
] as const;

export interface LeftOutDocument {
  readonly documentId: string;
  readonly documentType: number;
  readonly partyId: string;
  readonly why: (typeof LEFT_OUT_REASONS)[number];
}

export interface Comparison {
  /** Rows speak of these by their place. */
  readonly documents: readonly ComparedDocument[];
  readonly leftOut: readonly LeftOutDocument[];
  readonly rows: readonly ComparisonRow[];
  /** Rows by verdict. */
  readonly totals: Readonly<Record<Verdict, number>>;
}

/** Where a document comes from; the rest is read from the document itself. */
export type DocumentOrigin = Pick<ComparedDocument, 'documentId' | 'fileName' | 'partyId' | 'version'>;

export interface DocumentToCompare extends DocumentOrigin {
  readonly document: CorridorDocument;
}

/** @param given valid documents of compared schemas */
export function comparisonOf(given: readonly DocumentToCompare[], leftOut: readonly LeftOutDocument[]): Comparison {
  const rows = compareCase(given.map(({ document }) => document));
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  return {
    documents: given.map(({ document, ...origin }) => ({ ...origin, ...headOf(document) })),
    leftOut,
    rows,
    totals: { AGREE: count('AGREE'), DIFFER: count('DIFFER'), MISSING: count('MISSING') },
  };
}

/** A file that nobody lodged yet. */
export const unfiled = (fileName: string, document: CorridorDocument): DocumentToCompare => ({
  ...{ documentId: null, partyId: null, version: null },
  fileName,
  document,
});

function headOf(document: CorridorDocument): Pick<ComparedDocument, 'schema' | 'documentType' | 'number'> {
  const documentType = 'documentType' in document ? (document.documentType ?? null) : null;
  return { schema: document.schema, documentType, number: numberOf(document) ?? null };
}

function numberOf(document: CorridorDocument): string | undefined {
  if (document.schema === 'corridor/goods-declaration/1') return document.mrn ?? document.lrn;
  if (document.schema === 'corridor/arrival-notice/1') return document.transportDocumentNumber;
  return 'number' in document ? document.number : undefined;
}
