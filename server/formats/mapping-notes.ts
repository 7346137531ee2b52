/** What a mapping reads from where, for people who check it; docs/formats.md is generated from these. */
export interface MappingNotes {
  /** As in `ReadItem.kind`. */
  readonly kind: string;
  /** As in the source of a document, for example `edifact/cuscar`. */
  readonly mapping: string;
  readonly version: string;
  /** Published standard with its version, for example `UN/EDIFACT D.95B CUSCAR`. */
  readonly standard: string;
  readonly rows: readonly MappedField[];
  /** What is kept in the list of unmapped values, in one sentence. */
  readonly keptUnmapped: string;
}

export interface MappedField {
  /** Place in the file in the words of the standard, for example `CNI 1004`. */
  readonly from: string;
  /** RFC 6901 with `0` for the items of an array, for example `/consignments/0/number`. */
  readonly to: string;
  readonly note?: string;
}
