import { expect } from 'chai';
import fc from 'fast-check';
import { validateDocument } from '../../../../protocol/documents/validate.ts';
import type { JsonObject } from '../../../../protocol/json/json-value.ts';
import type { TableTemplate } from '../../../../server/formats/table/template.ts';
import { GOODS_DECLARATION_TEMPLATE } from '../../../../server/formats/table/templates/goods-declaration.ts';
import { MANIFEST_TEMPLATE } from '../../../../server/formats/table/templates/manifest.ts';
import {
  TABLE_FORMATS,
  TABLE_TEMPLATES,
  type TableFormat,
} from '../../../../server/formats/table/templates/templates.ts';
import { writeTable } from '../../../../server/formats/table/write-table.ts';
import { ANY, manifestOf } from '../../support/manifests.ts';
import { declarations, phrase } from './declarations.ts';
import { contentOf, exampleOf, readTable, scalarsOf, WRITERS } from './support.ts';

/** What a manifest may hold that has no column. */
const NO_COLUMN =
  /\/(?:facility\/.*|codeList|otherPlaces\/.*|statedGrossMass\/.*|importJourneyNumber)$|\/packages\/\d+\/description$|^\/otherParties\//;

/** Writes and reads a document; every value comes back at its place but for those named as left. */
function expectRoundTrip(template: TableTemplate, document: JsonObject, format: TableFormat): readonly string[] {
  const { sheets, left } = writeTable(template, document);
  const item = readTable(WRITERS[format](sheets));
  const expected = new Map([...scalarsOf(document)].filter(([pointer]) => !left.includes(pointer)));
  expect(Object.fromEntries(scalarsOf(contentOf(item)))).to.deep.equal(Object.fromEntries(expected));
  expect(item.unmapped).to.deep.equal([]);
  return left;
}

describe('tables and documents', () => {
  for (const template of Object.values(TABLE_TEMPLATES)) {
    for (const format of TABLE_FORMATS) {
      it(`keep the worked example of the ${template.name} whole as ${format}, without a finding`, () => {
        expect(validateDocument(exampleOf(template)).ok).to.equal(true);
        expect(expectRoundTrip(template, exampleOf(template), format)).to.deep.equal([]);
        const item = readTable(WRITERS[format](writeTable(template, exampleOf(template)).sheets));
        expect(item.findings).to.deep.equal([]);
      });
    }
  }

  for (const format of TABLE_FORMATS) {
    it(`keep every field of any goods declaration as ${format}`, () => {
      fc.assert(
        fc.property(declarations, (declaration) => {
          const document = JSON.parse(JSON.stringify(declaration)) as JsonObject;
          expect(validateDocument(document)).to.include({ ok: true });
          expect(expectRoundTrip(GOODS_DECLARATION_TEMPLATE, document, format)).to.deep.equal([]);
        }),
        { numRuns: 100 },
      );
    });

    it(`keep every field of any manifest that has a column as ${format}`, () => {
      const line = (length: number) => phrase(length).map((text) => text.replace(/[\n\t]/g, '-'));
      fc.assert(
        fc.property(manifestOf({ line, text: phrase(300) }), (manifest) => {
          const document = JSON.parse(JSON.stringify(distinct(manifest))) as JsonObject;
          const left = expectRoundTrip(MANIFEST_TEMPLATE, document, format);
          const values = scalarsOf(document);
          // codes are written in capitals
          const isOther = (pointer: string) => /\/code$/.test(pointer) && /\p{Ll}/u.test(String(values.get(pointer)));
          expect(left.filter((pointer) => !NO_COLUMN.test(pointer) && !isOther(pointer))).to.deep.equal([]);
        }),
        { numRuns: 100 },
      );
    });

    it(`carry any text or name it as left, as ${format}`, () => {
      fc.assert(
        fc.property(manifestOf(ANY), (manifest) => {
          const document = JSON.parse(JSON.stringify({ ...distinct(manifest), number: 'N' })) as JsonObject;
          const { sheets, left } = writeTable(MANIFEST_TEMPLATE, document);
          const item = readTable(WRITERS[format](sheets));
          // what stands beside a value that was left may be left with it
          const read = new Set([...scalarsOf(contentOf(item)).values(), ...item.unmapped.map((each) => each.value)]);
          for (const [pointer, value] of scalarsOf(document)) {
            if (!left.includes(pointer)) expect(read, pointer).to.include(value);
          }
        }),
        { numRuns: 60 },
      );
    });
  }

  it('write the same bytes for the same document', () => {
    for (const template of Object.values(TABLE_TEMPLATES)) {
      for (const format of TABLE_FORMATS) {
        const write = () => WRITERS[format](writeTable(template, exampleOf(template)).sheets);
        expect(write()).to.deep.equal(write());
      }
    }
  });
});

/** Rows are tied by the number of the transport document: two consignments of one number are a matter of the findings. */
function distinct<T extends { consignments: readonly { transportDocument: { number: string } }[] }>(manifest: T): T {
  const consignments = manifest.consignments.map((each, index) => ({
    ...each,
    transportDocument: { ...each.transportDocument, number: `${index} ${each.transportDocument.number}`.trim() },
  }));
  return { ...manifest, consignments };
}
