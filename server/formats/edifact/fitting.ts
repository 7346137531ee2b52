/** Values as they fit into data elements: whole or not at all. What is left out shows when the file is read again. */

/** Longest values by data element, in characters. @see UN/EDIFACT directory D.01B */
export const LENGTHS = {
  carrier: 17,
  carrierName: 35,
  city: 35,
  code: 3,
  codeList: 17,
  communication: 512,
  consignmentNumber: 5,
  contact: 35,
  container: 17,
  containerType: 10,
  documentNumber: 35,
  hazardClass: 7,
  identification: 9,
  journey: 17,
  mark: 35,
  nameLine: 35,
  packageType: 17,
  packagesInWords: 35,
  partyIdentifier: 35,
  place: 25,
  placeName: 256,
  postcode: 17,
  reference: 70,
  region: 9,
  regionName: 70,
  relatedPlaceName: 70,
  seal: 35,
  streetLine: 35,
  text: 512,
  transportName: 35,
} as const;

/** Digits of a number, without sign and decimal mark. */
const MAX_DIGITS = 18;
/** Largest five-digit number. */
const MAX_ITEM_NUMBER = 99_999;

const CONTROLS = /\p{Cc}/u;

/** The value if its data element can hold it. @param length of `LENGTHS` */
export function fitText(value: string | undefined, length: number): string | undefined {
  if (value === undefined || value.trim() === '' || CONTROLS.test(value)) return undefined;
  return [...value].length <= length ? value : undefined;
}

/** A decimal if its data element can hold it. */
export function fitDecimal(value: string | undefined): string | undefined {
  return value !== undefined && value.replace(/\D/g, '').length <= MAX_DIGITS ? value : undefined;
}

/** A number of a line or item. */
export function fitItemNumber(value: number | undefined): string | undefined {
  return value !== undefined && value <= MAX_ITEM_NUMBER ? String(value) : undefined;
}

/**
 * Cuts a name into lines that give it again when they are joined by spaces.
 * @returns `undefined` if that takes more lines than there are
 */
export function nameLines(name: string, length: number, most: number): string[] | undefined {
  if (CONTROLS.test(name) || name.trim() === '') return undefined;
  const lines: string[] = [];
  let rest = name;
  while ([...rest].length > length) {
    const at = rest.slice(0, length + 1).lastIndexOf(' ');
    if (at <= 0 || rest.slice(0, at).trim() === '' || rest.slice(at + 1).trim() === '') return undefined;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  lines.push(rest);
  return lines.length <= most ? lines : undefined;
}

/** Cuts texts into lines that an element can hold, at their own line breaks and where a line is too long. */
export function textLines(texts: readonly string[], length: number): string[] {
  return texts
    .flatMap((text) => text.split(/\r\n|\r|\n/))
    .flatMap((line) => chunks(line.replace(/\p{Cc}/gu, ' '), length))
    .filter((line) => line.trim() !== '');
}

function chunks(line: string, length: number): string[] {
  const pieces: string[] = [];
  let rest = [...line];
  while (rest.length > length) {
    const space = rest.lastIndexOf(' ', length);
    const at = space > length / 2 ? space : length;
    pieces.push(rest.slice(0, at).join(''));
    rest = rest.slice(at === space ? at + 1 : at);
  }
  return [...pieces, rest.join('')];
}
