/**
 * Writes a manifest as CUSCAR, customs cargo report.
 *
 * The file is read again before it leaves, so that every place where it says less than the manifest is known.
 * @see UN/EDIFACT directory D.01B, message CUSCAR
 */
import type { Manifest } from '../../../../protocol/documents/manifest.ts';
import { type Conveyance, TRANSPORT_MODES } from '../../../../protocol/documents/transport.ts';
import type { JsonValue } from '../../../../protocol/json/json-value.ts';
import { FormatError } from '../../format-error.ts';
import { writtenDifferences } from '../../written-differences.ts';
import type { Addressing, WrittenDocument } from '../../written-document.ts';
import { fitText, LENGTHS } from '../fitting.ts';
import { writeInterchange } from '../interchange-writer.ts';
import { readEdifact } from '../read-edifact.ts';
import { segment, type WritableSegment } from '../writer.ts';
import { consignmentSegments, equipmentSegments, referenceSegments } from './write-consignments.ts';
import { listComponents, partySegments, placeSegments, timeSegments } from './write-parts.ts';

const RELEASE = '01B';

/**
 * @returns the interchange, and where it says something else than the manifest
 * @throws {FormatError} EDIFACT_UNWRITABLE if a number that the message cannot do without does not fit
 */
export function writeCuscar(manifest: Manifest, addressing: Addressing): WrittenDocument {
  const { sender, recipient, preparedAt, reference } = addressing;
  const bytes = writeInterchange({
    sender: { id: sender },
    recipient: { id: recipient },
    preparedAt,
    reference,
    messages: [{ reference: '1', type: 'CUSCAR', release: RELEASE, segments: messageSegments(manifest) }],
    test: manifest.simulated,
  });
  const [item] = readEdifact({ bytes }).items;
  const differences = writtenDifferences(comparable(manifest), item?.document);
  return { bytes, mediaType: 'application/EDIFACT', extension: 'edi', differences };
}

/** The manifest as its file states it: goods without a place of transhipment (LOC 13) are not transhipped. */
function comparable({ source: _source, ...manifest }: Manifest): JsonValue {
  const consignments = manifest.consignments.map(({ transhipment, ...consignment }) =>
    transhipment === true ? { ...consignment, transhipment } : consignment,
  );
  return { ...manifest, consignments } as unknown as JsonValue;
}

function messageSegments(manifest: Manifest): WritableSegment[] {
  const { consignments, otherParties = [], otherPlaces = [], references = [] } = manifest;
  const number = fitText(manifest.number, LENGTHS.documentNumber);
  if (number === undefined) throw new FormatError('EDIFACT_UNWRITABLE', { pointer: '/number' });
  return [
    segment('BGM', String(manifest.documentType), number, fitText(manifest.messageFunction, LENGTHS.code)),
    ...timeSegments('137', manifest.issuedAt ?? manifest.issuedOn),
    ...references.flatMap(referenceSegments),
    ...partySegments('MS', manifest.lodger),
    ...otherParties.flatMap(({ role, party }) => partySegments(role, party)),
    transportSegment(manifest.conveyance),
    ...placeSegments('60', manifest.placeOfEntry),
    ...otherPlaces.flatMap(({ function: code, place }) => placeSegments(code, place)),
    ...timeSegments('132', manifest.estimatedArrivalAt ?? manifest.estimatedArrivalLocal),
    ...timeSegments('133', manifest.estimatedDepartureAt ?? manifest.estimatedDepartureLocal),
    ...equipmentSegments(consignments),
    ...consignments.flatMap((consignment, at) => consignmentSegments(consignment, `/consignments/${at}`)),
  ];
}

/** Code list of IMO numbers. */
const IMO_LIST = '146';

/** TDT of the main carriage. */
function transportSegment(conveyance: Conveyance): WritableSegment {
  const { mode, carrier, identification } = conveyance;
  const name = fitText(conveyance.name, LENGTHS.transportName);
  return segment(
    'TDT',
    '20',
    fitText(mode === 'RAIL' ? conveyance.trainNumber : conveyance.journeyNumber, LENGTHS.journey),
    mode === undefined ? '' : String(TRANSPORT_MODES.indexOf(mode) + 1),
    '',
    carrier === undefined
      ? ''
      : [
          fitText(carrier.code, LENGTHS.carrier),
          ...listComponents(carrier.codeList),
          fitText(carrier.name, LENGTHS.carrierName),
        ],
    '',
    '',
    [
      ...(conveyance.imoNumber === undefined
        ? [fitText(identification?.value, LENGTHS.identification), ...listComponents(identification?.codeList)]
        : [fitText(conveyance.imoNumber, LENGTHS.identification), IMO_LIST, '']),
      name,
      conveyance.nationality,
    ],
  );
}
