import type { MappingNotes } from '../../mapping-notes.ts';
import { rowsOf } from '../mapped-message.ts';
import { ASYCUDA, SAD_RULES } from './sad.ts';

export const MAPPING_NOTES: readonly MappingNotes[] = [
  {
    kind: ASYCUDA.kind,
    mapping: ASYCUDA.mapping,
    version: ASYCUDA.mappingVersion,
    standard: 'ASYCUDA World, single administrative document in XML',
    rows: rowsOf(SAD_RULES),
    keptUnmapped:
      'Dates, which the file writes without saying in which order, names that repeat a code, amounts in the currency of ' +
      'the country, tax totals, and what concerns the form rather than the goods.',
  },
];
