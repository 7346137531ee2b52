/** Containers: what the equipment groups say, by number, until the consignments name them. */
import type { Container } from '../../../../protocol/documents/transport.ts';
import type { SegmentReader } from '../segment-reader.ts';
import type { MappingLog } from './mapping-log.ts';
import { readMeasure, takeMeasure } from './measures.ts';

/** UNTDID 8169; the shades of full that it also has stay in the list of what was not mapped. */
const FULLNESS: Readonly<Record<string, Container['fullness']>> = { '4': 'EMPTY', '5': 'FULL' };

export class EquipmentMapping {
  readonly #known = new Map<string, { readonly container: Container; readonly reader: SegmentReader }>();
  readonly #used = new Set<string>();
  readonly #log: MappingLog;
  #current: Container | undefined;

  constructor(log: MappingLog) {
    this.#log = log;
  }

  /** The container of a number with all that is known of it. */
  use(number: string): Container {
    this.#used.add(number);
    const known = this.#known.get(number)?.container;
    if (known !== undefined) return known;
    return { number };
  }

  /** EQD opens a group. @returns the container number, if it names one */
  open(reader: SegmentReader): string | undefined {
    this.#current = undefined;
    const number = reader.take(2, 1);
    if (number === undefined) return undefined;
    reader.expect(1, 1, 'CN');
    const container: Container = { number };
    const typeCode = reader.take(3, 1);
    if (typeCode !== undefined) {
      container.typeCode = typeCode;
      reader.expect(3, 2, '102');
      reader.expect(3, 3, '5');
    }
    const fullness = FULLNESS[reader.peek(6)];
    if (fullness !== undefined) {
      container.fullness = fullness;
      reader.take(6);
    }
    this.#known.set(number, { container, reader });
    this.#current = container;
    return number;
  }

  /** SEL and MEA inside a group. */
  read(reader: SegmentReader): void {
    const container = this.#current;
    if (container === undefined) return;
    if (reader.tag === 'SEL') readSeal(reader, container);
    if (reader.tag === 'MEA') readMass(reader, container);
  }

  /** Containers that no consignment names have no place in the manifest: they are reported. */
  close(): void {
    for (const [number, { reader }] of this.#known) {
      if (this.#used.has(number)) continue;
      const position = reader.position(2, 1);
      this.#log.unmapped.push({ ...position, value: number });
      this.#log.report('EDIFACT_VALUE', '', `container ${number} belongs to no consignment`, position);
    }
  }
}

function readSeal(reader: SegmentReader, container: Container): void {
  const number = reader.take(1);
  if (number === undefined) return;
  const issuer = reader.take(2, 1);
  container.seals ??= [];
  container.seals.push({ number, ...(issuer === undefined ? {} : { issuer }) });
}

function readMass(reader: SegmentReader, container: Container): void {
  const measure = readMeasure(reader);
  if (measure?.canonical === undefined) return;
  if (measure.property === 'TARE_MASS') container.tareMassKg = measure.canonical;
  else if (measure.property === 'VERIFIED_GROSS_MASS') container.verifiedGrossMassKg = measure.canonical;
  else return;
  takeMeasure(reader);
}
