/** Files made by the grammars of the formats rather than from samples: well-formed ones, and ones built to hurt. */
import fc from 'fast-check';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));

const DEPTHS = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constantFrom(100, 1_000, 10_000, 200_000));
const word = fc.string({ unit: 'binary', maxLength: 12 });

/** Interchanges of known tags in any order, with any separators and any counts. */
const edifact = fc
  .record({
    una: fc.oneof(
      fc.constantFrom('', "UNA:+.? '", 'UNA=*.? ~', "UNA:+,?*'"),
      fc.string({ maxLength: 6 }).map((s) => `UNA${s}`),
    ),
    type: fc.constantFrom('CUSCAR', 'INVOIC', 'IFTSTA', 'COARRI', 'CODECO', 'COPRAR', 'BAPLIE', 'IFTSAI', 'CUSRES', ''),
    segments: fc.array(
      fc.tuple(
        fc.constantFrom(
          ...['BGM', 'DTM', 'NAD', 'TDT', 'LOC', 'CNI', 'RFF', 'GID', 'FTX', 'MEA', 'SGP', 'EQD', 'CNT', 'SEL', 'DGS'],
          ...['PCI', 'GIS', 'UNH', 'UNT', 'UNZ', 'UNG', 'UNE', 'UNS', 'LIN', 'PRI', 'MOA', 'TAX', 'STS', 'IMD', 'XXX'],
        ),
        fc.array(
          fc.array(
            fc.oneof(word, fc.constantFrom('9', '137', '203', 'KGM', 'BM', 'CN', '', '99999999999999999999', '202')),
            {
              maxLength: 5,
            },
          ),
          { maxLength: 8 },
        ),
      ),
      { maxLength: 40 },
    ),
    count: fc.oneof(fc.nat(60).map(String), fc.constantFrom('999999999999', '-1', 'x', '')),
  })
  .map(({ una, type, segments, count }) => {
    const body = segments.map(([tag, elements]) => [tag, ...elements.map((parts) => parts.join(':'))].join('+'));
    const all = ['UNB+UNOC:3+A+B+260101:0000+1', `UNH+1+${type}:D:95B:UN`, ...body, `UNT+${count}+1`, 'UNZ+1+1'];
    return bytesOf(`${una}${all.map((each) => `${each}'`).join('\n')}`);
  });

/** Trees of names that mappings know, with values of the wrong kinds, too deep, too wide. */
const NAMES = [
  ...[
    'schema',
    'documentType',
    'events',
    'eventID',
    'eventType',
    'eventDateTime',
    'transportDocumentReference',
    'type',
  ],
  ...['@context', 'epcisBody', 'eventList', 'credentialSubject', 'proof', 'data', 'signature', 'version', 'issuer'],
  ...[
    'VGMDeclarations',
    'arrivalNotices',
    'containers',
    'items',
    'lines',
    'consignments',
    'equipmentReference',
    'document',
  ],
] as const;

const json = fc
  .letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      fc.oneof(word, fc.double(), fc.boolean(), fc.constant(null), fc.bigInt().map(String)),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), word), tie('value'), { maxKeys: 6 }),
    ),
  }))
  .value.map((value) => bytesOf(JSON.stringify(value) ?? 'null'));

/** Nesting, long tokens, and text that claims to be huge, in each textual format. */
const hostileText = fc.tuple(DEPTHS, fc.integer({ min: 1, max: 400_000 }), fc.nat(13)).map(([depth, length, which]) => {
  const long = 'A'.repeat(length);
  const texts = [
    () => '['.repeat(depth),
    () => `${'['.repeat(depth)}${']'.repeat(depth)}`,
    () => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
    () => `{"schema":"${long}"}`,
    () => `{"events":[${'{},'.repeat(Math.min(depth, 20_000))}{}]}`,
    () => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`,
    () => `<a b="${long}"/>`,
    () => `<${long}/>`,
    () => `<a>${'<b/>'.repeat(Math.min(depth, 100_000))}</a>`,
    () => `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "${'&b;'.repeat(10)}">]><l>&a;</l>`,
    () => `<a>${'&#65;'.repeat(Math.min(depth, 100_000))}</a>`,
    () => `UNB+UNOC:3+A+B+260101:0000+1'UNH+1+CUSCAR:D:95B:UN'BGM+85+${long}`,
    () => `UNB+UNOC:3+A+B+260101:0000+1'UNH+1+CUSCAR:D:95B:UN'${"FTX+AAA+++a'".repeat(Math.min(depth, 50_000))}`,
    () => `Sheet,manifest\n${'a,b;c\t"'.repeat(Math.min(depth, 50_000))}\n${long}`,
  ];
  return bytesOf((texts[which] ?? texts[0])?.() ?? '');
});

/** Binary files whose headers claim gigabytes. */
const hostileBinary = fc
  .tuple(
    fc.constantFrom('PNG', 'TIFF', 'ZIP', 'CENTRAL', 'JPEG', 'PDF', 'GZIP', 'OLE'),
    fc.uint8Array({ maxLength: 200 }),
  )
  .map(([kind, tail]) => new Uint8Array(Buffer.concat([headerOf(kind), tail])));

const GIGABYTE = 0x40000000;

function headerOf(kind: string): Buffer {
  const number = (value: number, bytes: 2 | 4, big = false) => {
    const buffer = Buffer.alloc(bytes);
    if (bytes === 2) big ? buffer.writeUInt16BE(value) : buffer.writeUInt16LE(value);
    else big ? buffer.writeUInt32BE(value) : buffer.writeUInt32LE(value);
    return buffer;
  };
  const name = Buffer.from('xl/workbook.xml');
  switch (kind) {
    case 'PNG':
      return Buffer.concat([
        Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
        number(GIGABYTE, 4, true),
        Buffer.from('IHDR'),
      ]);
    case 'TIFF':
      return Buffer.concat([Buffer.from('II*\0', 'latin1'), number(8, 4), number(0xffff, 2)]);
    case 'ZIP': {
      const fixed = [number(20, 2), number(0, 2), number(8, 2), number(0, 4), number(0, 4)];
      const sizes = [number(40, 4), number(GIGABYTE, 4), number(name.length, 2), number(0, 2)];
      return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), ...fixed, ...sizes, name]);
    }
    case 'CENTRAL':
      return Buffer.concat([
        ...[headerOf('ZIP'), Buffer.from('PK\x05\x06', 'latin1'), number(0, 4), number(0xffff, 2), number(0xffff, 2)],
        ...[number(GIGABYTE, 4), number(0, 4), number(0, 2)],
      ]);
    case 'JPEG':
      return Buffer.from('\xff\xd8\xff\xe0\xff\xff', 'latin1');
    case 'PDF':
      return Buffer.from(`%PDF-1.7\n1 0 obj<</Length ${GIGABYTE}>>stream\n`, 'latin1');
    case 'GZIP':
      return Buffer.from('\x1f\x8b\x08\0\0\0\0\0', 'latin1');
    default:
      return Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1');
  }
}

/** Elements that mappings know, in any order, with text, attributes and namespaces of any kind. */
const ELEMENTS = [
  ...['MetaData', 'Declaration', 'Response', 'GoodsShipment', 'GovernmentAgencyGoodsItem', 'Commodity', 'GoodsMeasure'],
  ...['CC315A', 'HEAHEA', 'ASYCUDA', 'Item', 'FunctionCode', 'TypeCode', 'ID', 'Error', 'Pointer', 'Amount'],
] as const;
const escaped = (text: string) => text.replace(/[<&>"\p{Cc}\p{Cs}]/gu, '');
const element: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    fc.oneof(word.map(escaped), fc.constantFrom('830', '2026-01-01', 'EXD', '1.5', '')),
    fc
      .tuple(fc.constantFrom(...ELEMENTS), fc.array(tie('node'), { maxLength: 5 }), word.map(escaped))
      .map(([name, inner, value]) => `<${name} unitCode="${value}">${inner.join('')}</${name}>`),
  ),
})).node;
const xml = fc
  .tuple(fc.constantFrom(...ELEMENTS), fc.constantFrom('', ' xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"'), element)
  .map(([root, namespace, inner]) => bytesOf(`<?xml version="1.0"?><${root}${namespace}>${inner}</${root}>`));

/** Lines of cells under headings that the templates might have. */
const csv = fc
  .tuple(
    fc.constantFrom(',', ';', '\t'),
    fc.array(
      fc.array(fc.oneof(word, fc.constantFrom('number', 'hsCode', 'grossMassKg', '1,5', '=A1', '"')), {
        maxLength: 12,
      }),
      {
        maxLength: 30,
      },
    ),
  )
  .map(([separator, rows]) => bytesOf(rows.map((cells) => cells.join(separator)).join('\r\n')));

export const GRAMMARS = { edifact, json, xml, csv, hostileText, hostileBinary } as const;
