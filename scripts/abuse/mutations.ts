/** What is done to the bytes of a file. Places are fractions of its length, so that shrinking one thing keeps the rest. */
import fc from 'fast-check';

/** What a place is counted in: bytes, or pieces between the separators of the format, so that structure survives. */
type Unit = 'BYTES' | 'PIECES';

export type Mutation =
  | { readonly kind: 'FLIP'; readonly at: number; readonly bit: number }
  | { readonly kind: 'SET'; readonly at: number; readonly value: number }
  | { readonly kind: 'CUT'; readonly at: number }
  | { readonly kind: 'DROP'; readonly at: number; readonly length: number; readonly unit: Unit }
  | {
      readonly kind: 'REPEAT';
      readonly at: number;
      readonly length: number;
      readonly times: number;
      readonly unit: Unit;
    }
  | { readonly kind: 'INSERT'; readonly at: number; readonly token: string }
  | { readonly kind: 'VALUE'; readonly at: number; readonly token: string }
  | {
      readonly kind: 'SPLICE';
      readonly at: number;
      readonly other: number;
      readonly from: number;
      readonly length: number;
      readonly unit: Unit;
    }
  | { readonly kind: 'ENCODE'; readonly as: (typeof ENCODINGS)[number] };

const ENCODINGS = ['UTF16LE', 'UTF16BE', 'UTF8_BOM', 'LATIN1_AS_UTF8', 'NUL_BETWEEN'] as const;

/** Longest file that mutations make, so that 100,000 of them end. */
const MAX_BYTES = 3_000_000;

/** What breaks parsers: separators, ends of structures, bombs, surrogates by halves, numbers beyond every range. */
const TOKENS: readonly string[] = [
  ...["'", '+', ':', '?', "?'", '*', "UNA:+.? '", "UNZ+1+X'", "UNT+999999999+X'", "UNH+1+CUSCAR:D:95B:UN'", "UNG+'"],
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    '\\ud800',
    '"\\udfff"',
    ',"a":1,"a":2',
    '1e999',
    '-0',
    '1E400',
    'NaN',
    '__proto__',
  ],
  ...['<', '>', '</', '<a>', '</a>', '<!--', '-->', '<![CDATA[', ']]>', '&lt;', '&#0;', '&#xD800;', '&x;', '<?x?>'],
  ...['<!DOCTYPE a [<!ENTITY x "y">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">', 'xmlns:a=""', ' a="1" a="2"'],
  ...['\0', '\u{feff}', '\u{2028}', '\u{202e}', '\u{fffd}', '\x1a', '\r', '\n', ';', '\t', '=1+1', '\u{10ffff}'],
  ...['999999999999999999999999', '0.0000000001', '-1', '2147483648', '9007199254740993', '1,5', '0x10'],
];

const PLACES = 1_000_000;
/** Without the bias of fast-check to the ends: most of a file lies between them. */
const place = fc.noBias(fc.integer({ min: 0, max: PLACES - 1 })).map((each) => each / PLACES);
const unit = fc.constantFrom<Unit>('BYTES', 'PIECES', 'PIECES');
const amount = fc.noBias(fc.integer({ min: 1, max: 60 }));
const token = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TOKENS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...TOKENS, 'a', '9', ' '), fc.integer({ min: 2, max: 18 }))
      .map(([each, power]) => each.repeat(2 ** power).slice(0, 2 ** 18)),
  },
);

/** Values that a field may or may not take. */
const value = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1.5',
    '2026-02-30',
    '20261301',
    '2026-01-01T25:61:61Z',
    'XXX',
    'true',
    'null',
    '9',
    '13',
  ),
  fc.nat().map(String),
  fc.string({ maxLength: 40 }),
);

const times = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 8 }) },
  { weight: 1, arbitrary: fc.integer({ min: 9, max: 2_000 }) },
);

/** @param others how many files there are to splice from */
export const mutation = (others: number): fc.Arbitrary<Mutation> =>
  fc.oneof(
    fc.record({ kind: fc.constant('FLIP' as const), at: place, bit: fc.integer({ min: 0, max: 7 }) }),
    fc.record({ kind: fc.constant('SET' as const), at: place, value: fc.integer({ min: 0, max: 255 }) }),
    fc.record({ kind: fc.constant('CUT' as const), at: place }),
    fc.record({ kind: fc.constant('DROP' as const), at: place, length: amount, unit }),
    fc.record({ kind: fc.constant('REPEAT' as const), at: place, length: amount, times, unit }),
    fc.record({ kind: fc.constant('INSERT' as const), at: place, token }),
    {
      weight: 12,
      arbitrary: fc.record({ kind: fc.constant('VALUE' as const), at: place, token: fc.oneof(token, value) }),
    },
    fc.record({
      ...{ kind: fc.constant('SPLICE' as const), at: place, other: fc.nat(others - 1), from: place },
      ...{ length: amount, unit },
    }),
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('ENCODE' as const), as: fc.constantFrom(...ENCODINGS) }) },
  );

/** @param others files to splice from */
export function mutate(bytes: Uint8Array, change: Mutation, others: readonly Uint8Array[]): Uint8Array {
  if (change.kind === 'ENCODE') return encoded(bytes, change.as);
  const at = Math.floor(change.at * bytes.length);
  switch (change.kind) {
    case 'FLIP':
      return bytes.length === 0 ? bytes : bytes.with(at, (bytes[at] ?? 0) ^ (1 << change.bit));
    case 'SET':
      return bytes.length === 0 ? bytes : bytes.with(at, change.value);
    case 'CUT':
      return bytes.slice(0, at);
    case 'DROP': {
      const { start, end } = stretch(bytes, change);
      return joined([bytes.subarray(0, start), bytes.subarray(end)]);
    }
    case 'REPEAT': {
      const { start, end } = stretch(bytes, change);
      const times = Math.min(change.times, Math.floor(MAX_BYTES / Math.max(1, end - start)));
      return joined([bytes.subarray(0, end), ...Array(times).fill(bytes.subarray(start, end)), bytes.subarray(end)]);
    }
    case 'INSERT':
      return joined([bytes.subarray(0, at), Buffer.from(change.token, 'utf8'), bytes.subarray(at)]);
    case 'VALUE':
      return withValue(bytes, at, change.token);
    case 'SPLICE': {
      const other = others[change.other] ?? new Uint8Array();
      const { start, end } = stretch(other, { ...change, at: change.from });
      const to = stretch(bytes, { ...change, length: 0 }).start;
      return joined([bytes.subarray(0, to), other.subarray(start, end), bytes.subarray(to)]);
    }
  }
}

/** Apostrophe, line end, comma, closing bracket of a tag. */
const SEPARATORS: readonly number[] = [0x27, 0x0a, 0x2c, 0x3e];

/** From a place, some bytes or some pieces. */
function stretch(bytes: Uint8Array, { at, length, unit: counted }: { at: number; length: number; unit: Unit }) {
  const from = Math.floor(at * bytes.length);
  if (counted === 'BYTES') return { start: from, end: Math.min(bytes.length, from + length) };
  const isSeparator = (place: number) => SEPARATORS.includes(bytes[place] ?? 0);
  let start = from;
  while (start < bytes.length && !isSeparator(start)) start += 1;
  start = Math.min(bytes.length, start + 1);
  let end = start;
  for (let pieces = length; pieces > 0 && end < bytes.length; end += 1) if (isSeparator(end)) pieces -= 1;
  return { start, end };
}

const isWord = (byte: number | undefined) => /[A-Za-z0-9.]/.test(String.fromCharCode(byte ?? 0));

/** Puts a token in the place of the number, code or word that stands at or after a place. */
function withValue(bytes: Uint8Array, at: number, text: string): Uint8Array {
  let start = at;
  while (start > 0 && isWord(bytes[start - 1])) start -= 1;
  while (start < bytes.length && !isWord(bytes[start])) start += 1;
  let end = start;
  while (end < bytes.length && isWord(bytes[end])) end += 1;
  return joined([bytes.subarray(0, start), Buffer.from(text, 'utf8'), bytes.subarray(end)]);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces).subarray(0, MAX_BYTES));
}

function encoded(bytes: Uint8Array, as: (typeof ENCODINGS)[number]): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8');
  switch (as) {
    case 'UTF16LE':
      return joined([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    case 'UTF16BE':
      return joined([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]);
    case 'UTF8_BOM':
      return joined([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    case 'LATIN1_AS_UTF8':
      return joined([Buffer.from(Buffer.from(bytes).toString('latin1'), 'utf8')]);
    case 'NUL_BETWEEN':
      return joined([Buffer.from(text, 'utf16le')]);
  }
}
