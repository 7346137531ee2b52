/** Numbers under which others know a consignment, gathered from wherever a DCSA document has them. */
import type { JsonCursor } from '../reader/json-cursor.ts';

export interface Reference {
  readonly qualifier: string;
  readonly number: string;
}

/** Members that hold a number of their own; the name of the member tells which. */
const NUMBERED = [
  'shippingInstructionsReference',
  'carrierBookingRequestReference',
  'serviceContractReference',
  'contractQuotationReference',
  'transportDocumentSubReference',
] as const;

export class ReferenceList {
  readonly references: Reference[] = [];
  readonly #to: string;

  constructor(to = '/references') {
    this.#to = to;
  }

  /** @param qualifier taken only if the number was */
  add(number: JsonCursor, qualifier: string | ((to: string) => string | undefined)): void {
    const to = `${this.#to}/${this.references.length}`;
    const value = number.text(`${to}/number`);
    if (value === undefined) return;
    const code = typeof qualifier === 'string' ? qualifier : qualifier(`${to}/qualifier`);
    this.references.push({ qualifier: code ?? 'ZZZ', number: value });
  }

  /** Takes contract and instruction numbers, references and customs references of an object. */
  addAll(object: JsonCursor): void {
    for (const key of NUMBERED) this.add(object.get(key), key);
    for (const reference of [...object.get('references').items(), ...object.get('otherReferences').items()]) {
      const type = reference.either('type', 'referenceType', 'typeCode');
      const values = reference.either('value', 'referenceValue', 'reference', 'values');
      for (const value of values.items()) this.add(value, (to) => type.text(to));
    }
    for (const reference of object.get('customsReferences').items()) {
      const type = reference.either('type', 'typeCode');
      for (const value of reference.either('values', 'references').items()) this.add(value, (to) => type.text(to));
    }
  }

  /** `undefined` if there are none. */
  get found(): Reference[] | undefined {
    return this.references.length === 0 ? undefined : this.references;
  }
}
