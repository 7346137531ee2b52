import { expect } from 'chai';
import { z } from 'zod';
import { DOCUMENT_SCHEMAS, type DocumentSchemaName } from '../../../../protocol/documents/registry.ts';
import type { MappingNotes } from '../../../../server/formats/mapping-notes.ts';
import { MAPPING_NOTES as ASYCUDA_NOTES } from '../../../../server/formats/xml/asycuda/notes.ts';
import { MAPPING_NOTES as ICS_NOTES } from '../../../../server/formats/xml/ics/notes.ts';
import { MAPPING_NOTES as MOVEMENT_NOTES } from '../../../../server/formats/xml/movement/notes.ts';
import { MAPPING_NOTES as WCO_NOTES } from '../../../../server/formats/xml/wco/notes.ts';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

const SCHEMAS: Readonly<Record<string, DocumentSchemaName>> = {
  'xml/wco-declaration': 'corridor/goods-declaration/1',
  'xml/wco-request': 'corridor/declaration-request/1',
  'xml/wco-response': 'corridor/customs-response/1',
  'xml/goods-movement': 'corridor/tracking-events/1',
  'xml/ics-entry-summary': 'corridor/entry-summary/1',
  'xml/error-response': 'corridor/customs-response/1',
  'xml/asycuda-sad': 'corridor/goods-declaration/1',
};

/** Whether a schema has a place for a pointer; `0` stands for any item. */
function hasPlace(schema: JsonSchema | undefined, tokens: readonly string[]): boolean {
  const [token, ...rest] = tokens;
  if (schema === undefined) return false;
  if (token === undefined) return true;
  return hasPlace(token === '0' ? schema.items : schema.properties?.[token], rest);
}

describe('notes of the XML mappings', () => {
  const all: readonly MappingNotes[] = [...WCO_NOTES, ...MOVEMENT_NOTES, ...ICS_NOTES, ...ASYCUDA_NOTES];
  for (const { mapping, rows } of all) {
    it(`name places that the document of ${mapping} has`, () => {
      const name = SCHEMAS[mapping];
      if (name === undefined) throw new Error(`no schema for ${mapping}`);
      const schema = z.toJSONSchema(DOCUMENT_SCHEMAS[name].schema, { unrepresentable: 'any', reused: 'inline' });
      const strange = rows.filter(({ to }) => !hasPlace(schema as JsonSchema, to.split('/').slice(1)));
      expect(strange).to.deep.equal([]);
      expect(rows.length).to.be.greaterThan(4);
    });
  }
});
