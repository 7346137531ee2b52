/** Large files for the benchmark of intake: real samples whose repeating part is repeated, each time with other numbers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const SAMPLES = path.resolve(import.meta.dirname, '../../../test/samples');
const text = (name: string) => readFileSync(path.join(SAMPLES, name), 'utf8');

export interface BenchFormat {
  readonly name: string;
  /** A file of about that many bytes. */
  readonly make: (bytes: number) => Uint8Array;
  /** Largest file that intake reads of this kind: limits of the document, not of the parser, stop longer ones. */
  readonly sizesMb: readonly number[];
}

const bytesOf = (value: string) => new TextEncoder().encode(value);

/** How often a piece goes into a file of some bytes, at most so often. */
const times = (piece: string, bytes: number, most: number) =>
  Math.min(most, Math.max(1, Math.floor(bytes / piece.length)));

/** Repeats what stands between two marks, with its place in it. */
function repeated(whole: string, from: string, to: string, bytes: number, most: number): Uint8Array {
  const start = whole.indexOf(from);
  const end = whole.lastIndexOf(to) + to.length;
  const piece = whole.slice(start, end);
  const count = times(piece, bytes, most);
  const pieces = Array.from({ length: count }, (_, index) =>
    piece.replace(/<SequenceNumeric>\d+</, `<SequenceNumeric>${index + 1}<`),
  );
  return bytesOf(whole.slice(0, start) + pieces.join('\n') + whole.slice(end));
}

function events(whole: { readonly events: object[] }, list: readonly object[], key: string, bytes: number): Uint8Array {
  const count = times(JSON.stringify(list), bytes, Math.floor(10_000 / list.length));
  const all = Array.from({ length: count }, (_, index) =>
    list.map((event, place) => ({ ...event, [key]: `event-${index}-${place}` })),
  );
  return bytesOf(JSON.stringify({ ...whole, events: all.flat() }));
}

function epcis(bytes: number): Uint8Array {
  const document = JSON.parse(text('epcis-2.0/ObjectEvent.json')) as { epcisBody: { eventList: object[] } };
  const { eventList } = document.epcisBody;
  const count = times(JSON.stringify(eventList), bytes, Math.floor(10_000 / eventList.length));
  const all = Array.from({ length: count }, (_, index) =>
    eventList.map((event, place) => ({ ...event, eventID: `urn:uuid:${index}-${place}` })),
  );
  return bytesOf(JSON.stringify({ ...document, epcisBody: { eventList: all.flat() } }));
}

/** A CUSCAR of many consignments. */
export function cuscar(bytes: number): Uint8Array {
  const whole = text('edifact/cuscar-d95b-msc-edinet.edi');
  const start = whole.indexOf('CNI+1');
  const end = whole.indexOf('CNI+2');
  const piece = whole.slice(start, end);
  const pieces = Array.from({ length: times(piece, bytes, 10_000) }, (_, index) =>
    piece.replace('CNI+1', `CNI+${index + 1}`).replace(/RFF\+BM:\w+/, `RFF+BM:MSCU${index}`),
  );
  return bytesOf(whole.slice(0, start) + pieces.join('') + whole.slice(whole.lastIndexOf('UNT+')));
}

const DECLARATION = 'wco-dm-declaration/TT_IM008b.xml';
const RESPONSE = 'wco-dm-response/TT_IM008b_02_DMSTAX_1.xml';

export const BENCH_FORMATS: readonly BenchFormat[] = [
  {
    name: 'WCO declaration XML',
    make: (bytes) =>
      repeated(text(DECLARATION), '<GovernmentAgencyGoodsItem>', '</GovernmentAgencyGoodsItem>', bytes, 9_999),
    sizesMb: [1, 2, 4],
  },
  {
    name: 'WCO response XML',
    make: (bytes) => repeated(text(RESPONSE), '<Response>', '</Response>', bytes, 10_000),
    sizesMb: [1, 2, 4],
  },
  { name: 'EPCIS 2.0 JSON', make: epcis, sizesMb: [1, 2, 4, 8] },
  {
    name: 'DCSA T&T 3.0 JSON',
    make: (bytes) => {
      const whole = JSON.parse(text('dcsa-tnt/tnt-300-response.json')) as { events: object[] };
      return events(whole, whole.events, 'eventID', bytes);
    },
    sizesMb: [1, 2, 4, 8],
  },
  { name: 'CUSCAR EDIFACT', make: cuscar, sizesMb: [1, 2, 4, 8] },
];

/** Pieces of interchanges one after the other, about so many bytes together. */
export function* interchanges(bytes: number): Generator<Uint8Array> {
  const piece = bytesOf(text('edifact/cuscar-d95b-msc-edinet.edi'));
  for (let given = 0; given < bytes; given += piece.length) yield piece;
}
