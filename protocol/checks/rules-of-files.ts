/** Rules about tables that people fill in and about scans, part of the catalogue in `rules.ts`. */
import { found, type Rule } from './rule.ts';

const TABLE = 'Table templates of this product';

export const FILE_RULES = {
  TABLE_VALUE: found(
    'Cell cannot be read as its column asks',
    TABLE,
    'Correct the cell; see the sheet Help of the template.',
  ),
  TABLE_NUMBER_AMBIGUOUS: found(
    'Number may have three decimals or a thousand mark',
    TABLE,
    'Fill the field Decimal mark, or write the number without thousand mark.',
  ),
  TABLE_DATE_AMBIGUOUS: found(
    'Date may have the day or the month first',
    'RFC 3339',
    'Write the year first, as in 2026-11-24.',
  ),
  TABLE_DATE_SERIAL: found(
    'Date stands as a bare number and was read as days since 1900',
    'ISO/IEC 29500-1, 18.17.4.1',
    'Check the date; format the cell as a date or write 2026-11-24.',
  ),
  TABLE_LOCAL_TIME: found(
    'Time names no time zone',
    'RFC 3339',
    'Write the offset behind it, as in 2026-11-24 14:00 +08:00; until then it is read as local at its place.',
  ),
  TABLE_LEADING_ZERO: found(
    'Code has lost its leading zero',
    'WCO Harmonized System: six digits',
    'Check the code; format the column as text so that the program keeps the zero.',
  ),
  TABLE_RETYPED: found(
    'Text or code may have been changed by the spreadsheet program',
    TABLE,
    'Check it; format the column as text, then type it again.',
  ),
  TABLE_FORMULA: found(
    'Cells hold formulas; the results that the program last stored were read',
    TABLE,
    'Check the values, or replace the formulas by them.',
  ),
  TABLE_MERGED: found(
    'Cells are merged; what stands in them was read for every row that they cover',
    TABLE,
    'Check the rows, or take the cells apart.',
  ),
  TABLE_HIDDEN: found(
    'Sheet, rows or columns are hidden; they were read like the others',
    TABLE,
    'Show them and check that they are meant to be filed.',
  ),
  TABLE_UNKNOWN_COLUMN: found(
    'Sheet, column or field is not part of the template',
    TABLE,
    'Use the headers of the template; what stands there is kept in the file and listed as unmapped.',
  ),
  TABLE_KEY: found(
    'Row does not say clearly what it belongs to',
    TABLE,
    'Make the numbers and roles in the first columns match those of the other sheets, each once.',
  ),
  TABLE_INCOMPLETE: found(
    'Cells that belong together are not all filled',
    TABLE,
    'Fill the cell beside it, or clear both.',
  ),
  TABLE_ENCODING: found(
    'File is not in UTF-8 and was read as GB18030',
    'GB 18030; WHATWG Encoding Standard',
    'Check names and descriptions; save the file as "CSV UTF-8" to be sure.',
  ),
  ATTACHMENT_TRUNCATED: found(
    'File ends before its format does, or its parts do not fit together',
    'ISO 32000-1, PNG (ISO/IEC 15948), JPEG (ISO/IEC 10918-1), TIFF 6.0, GIF89a, WebP, ZIP',
    'Scan or send it again; it is kept as it came.',
  ),
  ATTACHMENT_ENCRYPTED: found(
    'File is encrypted',
    'ISO 32000-1, 7.6',
    'Send it without a password, so that customs can read it.',
  ),
  ATTACHMENT_ACTIVE: found(
    'File holds or may hold programs or other files',
    'ISO 32000-1, 7.11.4 and 12.6.4.16; macros of office documents',
    'Send a plain PDF; nobody should open this one on a machine of importance.',
  ),
  ATTACHMENT_NOT_READ: found(
    'File is kept whole, but its content was not read into fields',
    'Formats that this product reads',
    'Nothing to do if it is a supporting document; else send the document itself.',
  ),
} as const satisfies Record<string, Rule>;
