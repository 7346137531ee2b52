import type { MappingNotes } from '../../mapping-notes.ts';
import { rowsOf } from '../mapped-message.ts';
import { MOVEMENT, MOVEMENT_RULES } from './movement.ts';

export const MAPPING_NOTES: readonly MappingNotes[] = [
  {
    kind: MOVEMENT.kind,
    mapping: MOVEMENT.mapping,
    version: MOVEMENT.mappingVersion,
    standard: 'UK inventory linking exports: EAL, EAA and EDL',
    rows: rowsOf(MOVEMENT_RULES),
    keptUnmapped: 'Message, conversation and client ids of the envelope, and elements that no row names.',
  },
];
