import type { SegmentReader } from './segment-reader.ts';

/** Takes code list (1131) and agency (3055), joined by a colon as in the file; the list alone if no agency is named. */
export function takeCodeList(reader: SegmentReader, element: number, place: number): string | undefined {
  const [list, agency] = [reader.take(element, place), reader.take(element, place + 1)];
  if (list === undefined && agency === undefined) return undefined;
  return agency === undefined ? list : `${list ?? ''}:${agency}`;
}

/** The components of what {@link takeCodeList} took. */
export function codeListComponents(codeList: string | undefined): [string, string] {
  const [list = '', ...agency] = (codeList ?? '').split(':');
  return [list, agency.join(':')];
}
