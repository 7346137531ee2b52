/**
 * Messages that list containers, however many. A unit starts at its stowage place or at its equipment; what stands
 * before the first is said of the list. Long lists are given away in parts, each with the head of the message.
 */
import {
  CONTAINER_LIST_SCHEMA_NAME,
  type ContainerList,
  type ListedUnit,
} from '../../../../protocol/documents/container-list.ts';
import type { JsonValue } from '../../../../protocol/json/json-value.ts';
import { MappingLog } from '../mapping-log.ts';
import type { MappedDocument, MessageMapper } from '../message-mapping.ts';
import { SegmentReader } from '../segment-reader.ts';
import type { Segment } from '../tokenizer.ts';
import { readHeader, readTotal } from './header.ts';
import { readPosition, readUnitEquipment, readUnitSegment } from './units.ts';

/** 3227 of a stowage place. */
const STOWAGE = '147';
/** Units of one document. */
export const UNITS_PER_PART = 1_000;

/** What each part of a list has. */
interface ListHead {
  readonly list: ContainerList;
  readonly sources: MappingLog['sources'];
}

export class ContainerListMapper implements MessageMapper {
  #log = new MappingLog();
  #list: ContainerList = { schema: CONTAINER_LIST_SCHEMA_NAME, simulated: false, units: [] };
  /** The list before its first unit, and where it came from. */
  #head: ListHead | undefined;
  #unit: ListedUnit | undefined;
  #equipmentSeen = false;
  #full: MappedDocument | undefined;
  readonly #startsAtPlace: boolean;

  /** @param startsAtPlace whether a stowage place starts a unit (plans), or is said of the equipment before it (lists) */
  constructor(startsAtPlace: boolean) {
    this.#startsAtPlace = startsAtPlace;
  }

  read(segment: Segment): void {
    const reader = new SegmentReader(segment);
    if (reader.tag === 'CNT') {
      readTotal(reader, this.#list, this.#log);
    } else if (reader.tag === 'LOC' && reader.peek(1) === STOWAGE) {
      this.#readStowagePlace(reader);
    } else if (reader.tag === 'EQD') {
      this.#readEquipment(reader);
    } else if (this.#unit === undefined) {
      readHeader(reader, this.#list, this.#log);
    } else {
      readUnitSegment(reader, this.#unit, this.#pointer, this.#log);
    }
    this.#log.close(reader);
  }

  takeFull(): MappedDocument | undefined {
    const full = this.#full;
    this.#full = undefined;
    return full;
  }

  finish(): MappedDocument {
    return this.#log.document(this.#list as unknown as JsonValue);
  }

  get #pointer(): string {
    return `/units/${this.#list.units.length - 1}`;
  }

  #openUnit(): ListedUnit {
    this.#head ??= { list: structuredClone(this.#list), sources: new Map(this.#log.sources) };
    if (this.#list.units.length >= UNITS_PER_PART) this.#startPart(this.#head);
    const unit: ListedUnit = {};
    this.#unit = unit;
    this.#equipmentSeen = false;
    this.#list.units.push(unit);
    return unit;
  }

  #readStowagePlace(reader: SegmentReader): void {
    const unit = this.#startsAtPlace ? this.#openUnit() : this.#unit;
    if (unit === undefined) readHeader(reader, this.#list, this.#log);
    else if (unit.position === undefined) readPosition(reader, unit, this.#pointer, this.#log);
    else readUnitSegment(reader, unit, this.#pointer, this.#log);
  }

  /** A second equipment at the same place is a unit of its own there. */
  #readEquipment(reader: SegmentReader): void {
    const position = this.#startsAtPlace ? this.#unit?.position : undefined;
    const unit = this.#unit === undefined || this.#equipmentSeen ? this.#openUnit() : this.#unit;
    if (position !== undefined && unit.position === undefined) {
      unit.position = structuredClone(position);
    }
    this.#equipmentSeen = true;
    readUnitEquipment(reader, unit, this.#pointer, this.#log);
  }

  #startPart({ list, sources }: ListHead): void {
    this.#list.part ??= 1;
    this.#full = this.#log.document(this.#list as unknown as JsonValue);
    this.#log = new MappingLog();
    for (const [pointer, position] of sources) this.#log.sources.set(pointer, position);
    this.#list = { ...structuredClone(list), part: this.#list.part + 1 };
  }
}
