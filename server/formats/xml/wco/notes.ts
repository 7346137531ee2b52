import type { MappingNotes } from '../../mapping-notes.ts';
import { rowsOf } from '../mapped-message.ts';
import { requestRules, WCO_DECLARATION, WCO_REQUEST } from './declaration.ts';
import { declarationRules } from './declaration-rules.ts';
import { RESPONSE_RULES, WCO_RESPONSE } from './response.ts';

const ENVELOPE =
  'The envelope (MetaData and whatever carries it), schema locations, and elements and attributes that no row names. ' +
  'Comments and processing instructions are not data and are not listed.';

const DECLARATION_NOTES: MappingNotes = {
  kind: WCO_DECLARATION.kind,
  mapping: WCO_DECLARATION.mapping,
  version: WCO_DECLARATION.mappingVersion,
  standard: 'WCO Data Model 3.6 Declaration, as customized by UK CDS (DEC-DMS:2)',
  rows: rowsOf(declarationRules(false)),
  keptUnmapped: ENVELOPE,
};

const REQUEST_NOTES: MappingNotes = {
  kind: WCO_REQUEST.kind,
  mapping: WCO_REQUEST.mapping,
  version: WCO_REQUEST.mappingVersion,
  standard: 'WCO Data Model 3.6 Declaration with function 1, 4, 13 or 14: amendment, cancellation, presentation',
  rows: rowsOf(requestRules),
  keptUnmapped: ENVELOPE,
};

const RESPONSE_NOTES: MappingNotes = {
  kind: WCO_RESPONSE.kind,
  mapping: WCO_RESPONSE.mapping,
  version: WCO_RESPONSE.mappingVersion,
  standard: 'WCO Data Model 3.6 Response, as UK CDS sends it',
  rows: rowsOf(RESPONSE_RULES),
  keptUnmapped: ENVELOPE,
};

export const MAPPING_NOTES: readonly MappingNotes[] = [DECLARATION_NOTES, REQUEST_NOTES, RESPONSE_NOTES];
