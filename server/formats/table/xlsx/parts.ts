/** Parts of a workbook besides its sheets: which sheets there are, shared texts, which number formats are dates. */
import { FormatError } from '../../format-error.ts';
import { scanXml, unescaped } from './scan-xml.ts';

export interface SheetPart {
  readonly name: string;
  readonly relation: string;
  readonly hidden: boolean;
}

export interface WorkbookPart {
  readonly sheets: readonly SheetPart[];
  /** Year from which the workbook counts its days. */
  readonly dateSystem: 1900 | 1904;
}

const MAX_SHEETS = 64;
const MAX_SHARED_TEXTS = 500_000;

export function readWorkbookPart(bytes: Uint8Array, part: string): WorkbookPart {
  const sheets: SheetPart[] = [];
  let dateSystem: 1900 | 1904 = 1900;
  scanXml(bytes, part, {
    open(name, attributes) {
      if (name === 'workbookPr' && /^(?:1|true)$/.test(attributes.date1904 ?? '')) dateSystem = 1904;
      if (name !== 'sheet') return;
      if (sheets.length >= MAX_SHEETS) throw new FormatError('TABLE_TOO_LARGE', { sheets: sheets.length });
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      sheets.push({ name: unescaped(attributes.name ?? ''), relation: attributes.id ?? '', hidden });
    },
  });
  return { sheets, dateSystem };
}

export interface Relations {
  /** Name of the part by id. */
  readonly byId: ReadonlyMap<string, string>;
  /** Name of the part by the last word of its type, for example `styles`. */
  readonly byType: ReadonlyMap<string, string>;
}

/** @param folder of the part whose relations these are, for example `xl/` */
export function readRelations(bytes: Uint8Array, part: string, folder: string): Relations {
  const byId = new Map<string, string>();
  const byType = new Map<string, string>();
  scanXml(bytes, part, {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : `${folder}${Target.replace(/^\.\//, '')}`;
      byId.set(Id, target);
      byType.set(Type.slice(Type.lastIndexOf('/') + 1), target);
    },
  });
  return { byId, byType };
}

/** Texts by their index. Pronunciation beside East Asian text is no content. */
export function readSharedTexts(bytes: Uint8Array, part: string): string[] {
  const texts: string[] = [];
  let pieces: string[] = [];
  let inText = false;
  let aside = 0;
  scanXml(bytes, part, {
    open(name) {
      if (name === 'si') pieces = [];
      if (name === 'rPh') aside += 1;
      inText = name === 't' && aside === 0;
    },
    text(text) {
      if (inText) pieces.push(text);
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') aside -= 1;
      if (name !== 'si') return;
      if (texts.length >= MAX_SHARED_TEXTS) throw new FormatError('TABLE_TOO_LARGE', { texts: texts.length });
      texts.push(unescaped(pieces.join('')));
    },
  });
  return texts;
}

/** Number formats that every program knows as dates or times. @see ISO/IEC 29500-1, 18.8.30 */
const DATE_FORMATS: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58,
]);

/** Cell formats, by index, that show their number as a date. */
export function readDateStyles(bytes: Uint8Array, part: string): ReadonlySet<number> {
  const custom = new Set<number>();
  const styles = new Set<number>();
  let inCellFormats = false;
  let index = 0;
  scanXml(bytes, part, {
    open(name, { numFmtId = '', formatCode = '' }) {
      if (name === 'numFmt' && isDateFormat(formatCode)) custom.add(Number(numFmtId));
      if (name === 'cellXfs') inCellFormats = true;
      if (name !== 'xf' || !inCellFormats) return;
      const id = Number(numFmtId);
      if (DATE_FORMATS.has(id) || custom.has(id)) styles.add(index);
      index += 1;
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}

/** A format with a year or a day in it, outside of quoted text, colours and conditions. */
function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
  return /[yd]/i.test(bare) && !/general/i.test(bare);
}
