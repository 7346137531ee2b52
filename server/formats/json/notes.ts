import type { MappingNotes } from '../mapping-notes.ts';
import { CORRIDOR_JSON_MAPPING } from './read-json.ts';

export const MAPPING_NOTES: readonly MappingNotes[] = [
  {
    kind: 'CORRIDOR',
    mapping: CORRIDOR_JSON_MAPPING,
    version: '1',
    standard: 'Documents of this ledger as JSON, in the strict profile (RFC 8785)',
    rows: [{ from: 'the whole document', to: '', note: 'taken as it is, if it fits the schema that it names' }],
    keptUnmapped: 'Nothing: what the schema does not have is refused with its place.',
  },
];
