/** Segments of the containers and consignments of a manifest. */
import type { Consignment } from '../../../../protocol/documents/manifest.ts';
import type { Container } from '../../../../protocol/documents/transport.ts';
import { FormatError } from '../../format-error.ts';
import { fitText, LENGTHS } from '../fitting.ts';
import { segment, type WritableSegment } from '../writer.ts';
import { TRANSPORT_DOCUMENTS } from './consignments.ts';
import { containerSegments, itemSegments, measureSegments, textSegments } from './write-items.ts';
import { partySegments, placeSegments, qualifier } from './write-parts.ts';

/** EQD groups: each container once, as the first consignment describes it. */
export function equipmentSegments(consignments: readonly Consignment[]): WritableSegment[] {
  const containers = new Map<string, Container>();
  for (const container of consignments.flatMap((consignment) => consignment.containers)) {
    if (!containers.has(container.number)) containers.set(container.number, container);
  }
  return [...containers.values()].flatMap(describe);
}

function describe(container: Container): WritableSegment[] {
  const number = fitText(container.number, LENGTHS.container);
  if (number === undefined) return [];
  const typeCode = fitText(container.typeCode, LENGTHS.containerType);
  const fullness = container.fullness === undefined ? undefined : container.fullness === 'EMPTY' ? '4' : '5';
  return [
    segment('EQD', 'CN', number, typeCode === undefined ? '' : [typeCode, '102', '5'], '', '', fullness),
    ...measureSegments('T', container.tareMassKg, 'KGM'),
    ...measureSegments('VGM', container.verifiedGrossMassKg, 'KGM'),
    ...(container.seals ?? []).flatMap((seal) => {
      const sealNumber = fitText(seal.number, LENGTHS.seal);
      return sealNumber === undefined ? [] : [segment('SEL', sealNumber, fitText(seal.issuer, LENGTHS.code))];
    }),
  ];
}

/**
 * One consignment with a CNI of its own.
 * @throws {FormatError} EDIFACT_UNWRITABLE
 */
export function consignmentSegments(consignment: Consignment, pointer: string): WritableSegment[] {
  const { items, remarks = [], otherPlaces = [], notifyParties = [], otherParties = [] } = consignment;
  return [
    ...documentSegments(consignment, pointer),
    ...placeSegments('88', consignment.placeOfReceipt),
    ...placeSegments('9', consignment.placeOfLoading),
    ...placeSegments('11', consignment.placeOfDischarge),
    ...placeSegments('7', consignment.placeOfDelivery),
    ...otherPlaces.flatMap(({ function: code, place }) => placeSegments(code, place)),
    ...statusSegments(consignment),
    ...remarks.flatMap((remark) => textSegments('AAI', remark)),
    ...partySegments('CZ', consignment.consignor),
    ...partySegments('CN', consignment.consignee),
    ...notifyParties.flatMap((party) => partySegments('NI', party)),
    ...otherParties.flatMap(({ role, party }) => partySegments(role, party)),
    ...(itemsListContainers(consignment) ? [] : containerSegments(consignment.containers.map(({ number }) => number))),
    ...items.flatMap(itemSegments),
  ];
}

function statusSegments({ customsStatus }: Consignment): WritableSegment[] {
  const status = fitText(customsStatus, LENGTHS.code);
  return status === undefined ? [] : [segment('GIS', status)];
}

/** CNI with the transport document and the references. */
function documentSegments(consignment: Consignment, pointer: string): WritableSegment[] {
  const { sequence, transportDocument, consolidationNumber, ucr, references = [] } = consignment;
  const order = /^\d+$/.test(sequence ?? '') ? fitText(sequence, LENGTHS.consignmentNumber) : undefined;
  const named = qualifierOf(consignment);
  if (named === undefined) {
    const number = fitText(transportDocument.number, LENGTHS.documentNumber);
    if (number !== undefined) return [segment('CNI', order, number)];
  }
  const number = fitText(transportDocument.number, LENGTHS.reference);
  if (number === undefined)
    throw new FormatError('EDIFACT_UNWRITABLE', { pointer: `${pointer}/transportDocument/number` });
  return [
    segment('CNI', order, fitText(consolidationNumber, LENGTHS.documentNumber)),
    segment('RFF', [named ?? 'ZZZ', number]),
    ...(ucr === undefined ? [] : [segment('RFF', ['UCN', ucr])]),
    ...references.flatMap((reference) => referenceSegments(reference)),
  ];
}

export function referenceSegments(reference: { qualifier: string; number: string }): WritableSegment[] {
  const number = fitText(reference.number, LENGTHS.reference);
  return number === undefined ? [] : [segment('RFF', [qualifier(reference.qualifier), number])];
}

/** How the transport document is named; `undefined` where CNI alone says it all. */
function qualifierOf({
  transportDocument,
  consolidationNumber,
  ucr,
  references = [],
}: Consignment): string | undefined {
  const { documentType } = transportDocument;
  if (transportDocument.qualifier !== undefined) return qualifier(transportDocument.qualifier);
  const typed = [...TRANSPORT_DOCUMENTS].find(([, type]) => type !== undefined && type === documentType)?.[0];
  if (typed !== undefined) return typed;
  return consolidationNumber === undefined && ucr === undefined && references.length === 0 ? undefined : 'ZZZ';
}

/** Whether the items name the containers of the consignment in their order, so that nothing else need list them. */
function itemsListContainers({ containers, items }: Consignment): boolean {
  const named = [...new Set(items.flatMap(({ containerNumbers = [] }) => containerNumbers))];
  return named.length === containers.length && containers.every(({ number }, at) => number === named[at]);
}
