/**
 * Refusals of a JSON body by the strict profile, before any schema is looked at. Codes are those of the parser in
 * protocol/json/json-error.ts; a test fails on one without an entry.
 */
import { entries } from './entry.ts';

const AT = 'Correct the place named in `params`.';

export const JSON_ERROR_ENTRIES = entries({
  JSON_SYNTAX: ['Body is not JSON', 400, 'The body cannot be parsed as JSON (RFC 8259).', AT],
  JSON_ENCODING: [
    'Body is not UTF-8',
    400,
    'A JSON body is not well-formed UTF-8, or starts with a byte order mark (UTF-8, UTF-16, UTF-32).',
    'Send JSON as UTF-8 without a byte order mark.',
  ],
  JSON_TOO_LARGE: [
    'JSON is too large',
    413,
    'The JSON text is longer than the limit.',
    'Send less at once; attach large files as contents.',
  ],
  JSON_DUPLICATE_KEY: [
    'Duplicate key in a JSON object',
    400,
    'An object has two members of the same name, so that two readers could see two documents.',
    'Send each member once.',
  ],
  JSON_TOO_DEEP: [
    'JSON is nested too deeply',
    400,
    'Arrays and objects are nested more than 32 levels deep; this is found before anything is built.',
    'Send flatter JSON.',
  ],
  JSON_FORBIDDEN_KEY: ['Key is not allowed', 400, 'An object has a member named `__proto__`.', 'Leave it out.'],
  JSON_TOO_MANY_KEYS: ['Too many keys', 400, 'An object has more members than the limit.', AT],
  JSON_TOO_MANY_ITEMS: ['Too many items', 400, 'An array has more items than the limit.', AT],
  JSON_STRING_TOO_LONG: ['String is too long', 400, 'A string is longer than the limit.', AT],
  JSON_LONE_SURROGATE: ['Text is not Unicode', 400, 'A string holds half of a surrogate pair.', AT],
  JSON_NOT_NFC: [
    'Text is not in normal form C',
    400,
    'A string is not in Unicode normalization form C, so that two spellings would look the same.',
    'Normalize text to NFC before sending.',
  ],
  JSON_NOT_INTEGER: [
    'Number is not an integer',
    400,
    'A number has a fraction, an exponent or is -0; no two readers need agree on its value.',
    'Write decimals as strings.',
  ],
  JSON_INTEGER_RANGE: [
    'Integer is out of range',
    400,
    'An integer lies outside -(2^53-1) to 2^53-1.',
    'Write it as a string.',
  ],
  JSON_NOT_PLAIN: ['Value is not JSON', 400, 'The value holds something that JSON cannot express.', AT],
});
