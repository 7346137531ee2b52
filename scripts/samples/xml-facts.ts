/** Facts of an XML file: its root from the tree, everything else from the documents that intake made of it. */
import { formatDecimal, parseDecimal, sum } from '../../protocol/checks/decimal.ts';
import type { CustomsResponse } from '../../protocol/documents/customs-response.ts';
import type { CorridorDocument } from '../../protocol/documents/registry.ts';
import { decodeXml } from '../../server/formats/xml/decode-xml.ts';
import { parseXml } from '../../server/formats/xml/parse-xml.ts';
import type { FactsReader, FileFacts } from './facts.ts';

export const xmlFacts: FactsReader = (bytes, read) => {
  const root = parseXml(decodeXml(bytes));
  const documents = read?.items.map(({ document }) => document) ?? [];
  return {
    problems: [],
    root: root.name,
    namespace: root.namespace === '' ? null : root.namespace,
    ...Object.assign({}, ...documents.map(factsOfDocument)),
  };
};

function factsOfDocument(document: CorridorDocument): FileFacts {
  switch (document.schema) {
    case 'corridor/customs-response/1':
      return responseFacts(document);
    case 'corridor/goods-declaration/1':
      return {
        declaration: {
          FunctionCode: document.messageFunction,
          FunctionalReferenceID: document.lrn,
          ID: document.mrn,
          TypeCode: document.nationalTypeCode,
          GoodsItemQuantity: document.totalLines,
          TotalPackageQuantity: document.totalPackages,
        },
        ...lineFacts(document.lines),
      };
    case 'corridor/declaration-request/1':
      return {
        declaration: {
          FunctionCode: document.messageFunction,
          FunctionalReferenceID: document.lrn,
          ID: document.mrn,
          TypeCode: document.nationalTypeCode,
        },
        ...lineFacts(document.changed?.lines ?? []),
      };
    default:
      return {};
  }
}

function responseFacts({ events }: CustomsResponse): FileFacts {
  const every = <T>(values: readonly (T | undefined)[]) => values.filter((value) => value !== undefined);
  return {
    functionCode: every(events.map(({ functionCode }) => functionCode)),
    mrn: every(events.map(({ mrn }) => mrn)),
    lrn: every(events.map(({ lrn }) => lrn)),
    version: every(events.map(({ version }) => version)),
    errors: events.flatMap(({ errors = [] }) => errors).length,
  };
}

interface Line {
  readonly grossMassKg?: string | undefined;
  readonly netMassKg?: string | undefined;
  readonly hsCode?: string | undefined;
  readonly nationalTariffCode?: string | undefined;
  readonly classifications?: readonly { readonly code: string }[] | undefined;
}

function lineFacts(lines: readonly Line[]): FileFacts {
  return {
    items: lines.length,
    sumItemGrossMass: total(lines.map(({ grossMassKg }) => grossMassKg)),
    sumItemNetMass: total(lines.map(({ netMassKg }) => netMassKg)),
    commodityCodes: lines.flatMap(({ nationalTariffCode, hsCode, classifications = [] }) => [
      ...((nationalTariffCode ?? hsCode) ? [nationalTariffCode ?? hsCode] : []),
      ...classifications.map(({ code }) => code),
    ]),
  };
}

const total = (masses: readonly (string | undefined)[]) =>
  formatDecimal(sum(masses.map((mass) => parseDecimal(mass ?? '0'))));
