/** Containers: what the equipment groups say, by number, until the consignments name them. */
import type { Container } from '../../../../protocol/documents/transport.ts';
import type { MappingLog } from '../mapping-log.ts';
import { readMeasure, takeMeasure } from '../measures.ts';
import type { SegmentReader } from '../segment-reader.ts';

/** UNTDID 8169; the shades of full that it also has stay in the list of what was not mapped. */
const FULLNESS: Readonly<Record<string, Container['fullness']>> = { '4': 'EMPTY', '5': 'FULL' };

interface Equipment {
  readonly container: Container;
  /** Segments of the group that describes it; empty until there is one. */
  readonly group: SegmentReader[];
  used: boolean;
}

export class EquipmentMapping {
  readonly #equipment = new Map<string, Equipment>();
  readonly #log: MappingLog;
  #current: Equipment | undefined;

  constructor(log: MappingLog) {
    this.#log = log;
  }

  /** The container of a number with all that is or will be known of it. */
  use(number: string): Container {
    const equipment = this.#find(number);
    equipment.used = true;
    return equipment.container;
  }

  /**
   * EQD opens a group; of two groups about one container the first counts and the second is reported.
   * @returns the container number, if the segment names one
   */
  open(reader: SegmentReader): string | undefined {
    this.#current = undefined;
    const number = reader.peek(2, 1);
    if (number.trim() === '') return undefined;
    const equipment = this.#find(number);
    if (equipment.group.length > 0) return number;
    reader.take(2, 1);
    this.#current = equipment;
    equipment.group.push(reader);
    describe(reader, equipment.container);
    return number;
  }

  /** SEL and MEA inside a group. */
  read(reader: SegmentReader): void {
    if (this.#current === undefined) return;
    this.#current.group.push(reader);
    if (reader.tag === 'SEL') readSeal(reader, this.#current.container);
    if (reader.tag === 'MEA') readMass(reader, this.#current.container);
  }

  /** Containers that no consignment names have no place in the manifest: all that was said of them is reported. */
  close(): void {
    for (const [number, { group, used }] of this.#equipment) {
      const [head] = group;
      if (used || head === undefined) continue;
      this.#log.unmapped.push(...group.flatMap((reader) => reader.taken()));
      this.#log.report('EDIFACT_VALUE', '', `container ${number} belongs to no consignment`, head.position(2, 1));
    }
  }

  #find(number: string): Equipment {
    const known = this.#equipment.get(number);
    if (known !== undefined) return known;
    const equipment: Equipment = { container: { number }, group: [], used: false };
    this.#equipment.set(number, equipment);
    return equipment;
  }
}

/** @see UN/EDIFACT D.95B, EQD: 8053, C237, C224, 8077, 8249, 8169 */
function describe(reader: SegmentReader, container: Container): void {
  reader.expect(1, 1, 'CN');
  const typeCode = reader.take(3, 1);
  if (typeCode !== undefined) {
    container.typeCode = typeCode;
    reader.expect(3, 2, '102');
    reader.expect(3, 3, '5');
  }
  const fullness = FULLNESS[reader.peek(6)];
  if (fullness === undefined) return;
  container.fullness = fullness;
  reader.take(6);
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
  const field = measure.property === 'TARE_MASS' ? 'tareMassKg' : 'verifiedGrossMassKg';
  if (!['TARE_MASS', 'VERIFIED_GROSS_MASS'].includes(measure.property) || container[field] !== undefined) return;
  container[field] = measure.canonical;
  takeMeasure(reader);
}
