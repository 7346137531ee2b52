import { expect } from 'chai';
import fc from 'fast-check';
import { compareCase } from '../../../protocol/comparison/compare-case.ts';
import type { CorridorDocument } from '../../../protocol/documents/registry.ts';
import { valueAt } from '../../../protocol/json/json-pointer.ts';
import type { CorridorCase } from '../../../protocol/simulated/corridor-case.ts';
import { simulated } from '../support/simulated.ts';

const NAMES = [
  'invoice',
  'packingList',
  'railNote',
  'billOfLading',
  'certificateOfOrigin',
  'manifest',
  'exportDeclaration',
  'importDeclaration',
] as const;

function rowsAfter(change: (documents: CorridorCase) => void) {
  const documents = simulated();
  change(documents);
  return compareCase(NAMES.map((name) => documents[name]));
}

/** What differs in the simulated case after a change, as `rule document pointer`. */
function findingsAfter(change: (documents: CorridorCase) => void): string[] {
  return rowsAfter(change).flatMap(({ ruleId, values }) =>
    values.filter(({ differs }) => differs).map(({ document, pointer }) => `${ruleId} ${NAMES[document]} ${pointer}`),
  );
}

/** Drops `readonly` for the sake of tampering. */
type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> };
const tamper = (change: (documents: Mutable<CorridorCase>) => void) =>
  findingsAfter(change as (documents: CorridorCase) => void);

describe('agreement of the documents of one case', () => {
  it('finds nothing where they agree', () => {
    expect(findingsAfter(() => undefined)).to.deep.equal([]);
  });

  const changes: [string, (documents: Mutable<CorridorCase>) => void, string[]][] = [
    [
      'another container on the bill of lading',
      ({ billOfLading }) => {
        billOfLading.containers = [{ number: 'FCIU5956299' }];
      },
      ['AGREE_CONTAINERS billOfLading /containers'],
    ],
    [
      'another seal on the rail note',
      ({ railNote }) => {
        railNote.containers = railNote.containers.map((container) => ({ ...container, seals: [{ number: 'X' }] }));
      },
      ['AGREE_SEALS railNote /containers/0/seals'],
    ],
    [
      'another number of packages in the manifest',
      ({ manifest }) => {
        const item = manifest.consignments[0]?.items[0];
        if (item !== undefined) item.packages = [{ count: 119 }];
      },
      ['AGREE_PACKAGES manifest /consignments/0/items'],
    ],
    [
      'another gross mass on the bill of lading',
      ({ billOfLading }) => {
        billOfLading.totalGrossMassKg = '9672.001';
      },
      ['AGREE_GROSS_MASS billOfLading /totalGrossMassKg'],
    ],
    [
      'another net mass of a declared line',
      ({ exportDeclaration }) => {
        const line = exportDeclaration.lines[0];
        if (line !== undefined) line.netMassKg = '2641';
      },
      ['AGREE_NET_MASS exportDeclaration /lines'],
    ],
    [
      'another commodity code in the declaration',
      ({ importDeclaration }) => {
        const line = importDeclaration.lines[1];
        if (line !== undefined) line.hsCode = '871499';
      },
      ['AGREE_HS_CODES importDeclaration /lines', 'ORIGIN_NOT_COVERED importDeclaration /lines/1/preference'],
    ],
    [
      'another invoice number on the packing list',
      ({ packingList }) => {
        packingList.invoiceNumber = 'OTHER';
      },
      ['AGREE_INVOICE_NUMBER packingList /invoiceNumber'],
    ],
    [
      'a lower total in the declaration',
      ({ importDeclaration }) => {
        importDeclaration.invoice = { ...importDeclaration.invoice, total: '40000.00' };
      },
      ['AGREE_INVOICE_TOTAL importDeclaration /invoice/total'],
    ],
    [
      'another currency in the declaration',
      ({ importDeclaration }) => {
        importDeclaration.invoice = { ...importDeclaration.invoice, currency: 'MYR' };
      },
      ['AGREE_INVOICE_TOTAL importDeclaration /invoice/total'],
    ],
    [
      'another consignee in the manifest',
      ({ manifest }) => {
        const consignment = manifest.consignments[0];
        if (consignment !== undefined) consignment.consignee = { name: 'Somebody Else' };
      },
      ['AGREE_IMPORTER manifest /consignments/0/consignee/name'],
    ],
    [
      'another bill of lading in the declaration',
      ({ importDeclaration }) => {
        importDeclaration.transportDocuments = [{ documentType: 705, number: 'OTHER' }];
      },
      ['AGREE_BILL_OF_LADING importDeclaration /transportDocuments/0/number'],
    ],
    [
      'another UCR on the invoice',
      ({ packingList }) => {
        packingList.ucr = 'OTHER';
      },
      ['AGREE_UCR packingList /ucr'],
    ],
    [
      'another scheme than that of the certificate',
      ({ certificateOfOrigin }) => {
        certificateOfOrigin.scheme = 'FORM_E';
      },
      [0, 1].map((line) => `ORIGIN_NOT_COVERED importDeclaration /lines/${line}/preference`),
    ],
  ];
  for (const [what, change, expected] of changes) {
    it(`finds ${what}`, () => {
      expect(tamper(change)).to.deep.equal(expected);
    });
  }

  it('takes spellings of the same thing for the same', () => {
    expect(
      tamper(({ billOfLading, manifest }) => {
        billOfLading.totalGrossMassKg = '9672';
        const consignment = manifest.consignments[0];
        if (consignment !== undefined) consignment.consignor = { name: 'SIMULATED  CHONGQING COMPUTER CO LTD' };
      }),
    ).to.deep.equal([]);
  });

  it('passes over consignments of a manifest that belong to other cases', () => {
    expect(
      tamper(({ manifest }) => {
        const [consignment] = manifest.consignments;
        if (consignment === undefined) return;
        const { ucr: _, ...other } = structuredClone(consignment);
        manifest.consignments.push({
          ...other,
          transportDocument: { number: 'OTHER', documentType: 705 },
          containers: [{ number: 'FCIU5956299' }],
        });
      }),
    ).to.deep.equal([]);
  });

  it('shows every fact with its places, and that all agree', () => {
    const rows = rowsAfter(() => undefined);
    expect(rows.filter(({ verdict }) => verdict === 'DIFFER')).to.deep.equal([]);
    const mass = rows.find(({ fact }) => fact === 'GROSS_MASS');
    expect(mass).to.deep.include({ verdict: 'AGREE', ruleId: 'AGREE_GROSS_MASS', unit: 'kg', tolerance: '0' });
    expect(mass?.values.map(({ document, pointer, value }) => [NAMES[document], pointer, value])).to.deep.equal([
      ['packingList', '/totalGrossMassKg', '9672'],
      ['billOfLading', '/totalGrossMassKg', '9672'],
      ['railNote', '/totalGrossMassKg', '9672'],
      ['manifest', '/consignments/0/items', '9672'],
      ['exportDeclaration', '/totalGrossMassKg', '9672'],
      ['importDeclaration', '/totalGrossMassKg', '9672'],
    ]);
  });

  it('takes amounts that differ by half a minor unit for the same, and no more', () => {
    const total = (value: string) =>
      tamper(({ importDeclaration, invoice }) => {
        invoice.total = '42360.00';
        importDeclaration.invoice = { ...importDeclaration.invoice, total: value };
      }).filter((found) => found.includes('importDeclaration'));
    expect(total('42360.005')).to.deep.equal([]);
    expect(total('42360.006')).to.deep.equal(['AGREE_INVOICE_TOTAL importDeclaration /invoice/total']);
  });

  it('measures each document against the most authoritative one, in whatever order they come', () => {
    const { invoice, packingList } = simulated();
    const [row] = compareCase([{ ...packingList, ucr: 'OTHER' }, invoice]);
    expect(row).to.deep.include({ fact: 'UCR', verdict: 'DIFFER' });
    expect(row?.values).to.deep.equal([
      { document: 1, pointer: '/ucr', value: 'SIM-2026-0417', differs: false },
      { document: 0, pointer: '/ucr', value: 'OTHER', differs: true },
    ]);
  });

  it('names the documents that do not state what the others do', () => {
    const rows = rowsAfter((documents) => {
      const { totalPackages: _, ...list } = documents.packingList;
      const items = list.items.map(({ packages: __, ...item }) => item);
      Object.assign(documents, { packingList: { ...list, items } });
    });
    const row = rows.find(({ fact }) => fact === 'PACKAGES');
    expect(row).to.deep.include({ verdict: 'MISSING', ruleId: 'AGREE_NOT_STATED' });
    expect(row?.missing.map((document) => NAMES[document])).to.deep.equal(['packingList']);
  });

  it('comes to the same verdicts in whatever order the documents come, and names only places there are', () => {
    const { invoice, packingList, railNote, billOfLading, manifest, certificateOfOrigin, importDeclaration } =
      simulated();
    const tampered = { ...billOfLading, totalPackages: 201, containers: [{ number: 'FCIU5956299' }] };
    const documents: CorridorDocument[] = [
      ...[invoice, packingList, railNote, tampered, manifest, certificateOfOrigin, importDeclaration],
    ];
    const verdicts = (list: readonly CorridorDocument[]) =>
      compareCase(list).map(({ fact, subject, verdict }) => `${fact} ${subject} ${verdict}`);
    fc.assert(
      fc.property(fc.shuffledSubarray(documents, { minLength: 0 }), (some) => {
        const sorted = documents.filter((document) => some.includes(document));
        expect(verdicts(some)).to.have.members(verdicts(sorted));
        for (const { values, missing } of compareCase(some)) {
          for (const { document, pointer } of values) {
            const place = pointer.endsWith('/name') ? pointer.slice(0, -'/name'.length) : pointer;
            expect(valueAt(some[document] as never, place), pointer).to.not.equal(undefined);
          }
          expect(missing.every((place) => place < some.length)).to.equal(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('says nothing about facts that only one document has to do with', () => {
    const { invoice } = simulated();
    expect(compareCase([invoice])).to.deep.equal([]);
    expect(compareCase([])).to.deep.equal([]);
  });

  it('adds up what several documents of a kind state, and takes the same number twice for a copy', () => {
    const { packingList, billOfLading } = simulated();
    const half = (number: string, packages: number) => ({ ...packingList, number, totalPackages: packages });
    const verdict = (lists: CorridorDocument[]) =>
      compareCase([...lists, billOfLading]).find(({ fact }) => fact === 'PACKAGES')?.verdict;
    expect(billOfLading.totalPackages).to.equal(200);
    expect(verdict([half('A', 50), half('B', 150)])).to.equal('AGREE');
    expect(verdict([half('A', 50), half('B', 151)])).to.equal('DIFFER');
    expect(verdict([half('A', 200), half('A', 200)])).to.equal('AGREE');
  });

  it('knows a party by its register number before its name', () => {
    const importer = (party: { name: string; identifiers?: { scheme: string; value: string }[] }) =>
      rowsAfter((documents) => {
        Object.assign(documents.invoice, {
          buyer: { name: 'Harbour Goods Sendirian Berhad', identifiers: [{ scheme: 'SSM', value: '2020 01' }] },
        });
        for (const name of ['packingList', 'railNote', 'billOfLading'] as const) {
          Object.assign(documents[name], { consignee: party });
        }
      }).find(({ fact }) => fact === 'IMPORTER')?.values[1]?.differs;
    expect(importer({ name: 'HARBOUR GOODS SDN. BHD.' })).to.equal(false);
    expect(importer({ name: 'Other name', identifiers: [{ scheme: 'SSM', value: '202001' }] })).to.equal(false);
    expect(importer({ name: 'Harbour Goods Sdn Bhd', identifiers: [{ scheme: 'SSM', value: '9' }] })).to.equal(true);
  });

  it('holds the verified mass of the container against its tare and the cargo', () => {
    const { packingList, billOfLading } = simulated();
    const [container] = billOfLading.containers;
    const masses = (kg: string, otherKg: string) => {
      const weighed = (verifiedGrossMassKg: string) => [
        { ...container, number: container?.number ?? '', verifiedGrossMassKg },
      ];
      return compareCase([
        { ...packingList, containers: weighed(kg) },
        { ...billOfLading, containers: weighed(otherKg) },
      ])
        .filter(({ unit, subject }) => unit === 'kg' && subject !== null)
        .map(({ fact, verdict, subject }) => `${fact} ${verdict} ${subject}`);
    };
    expect(masses('13472', '13472.000')).to.deep.equal([
      'VERIFIED_GROSS_MASS AGREE SIMU4170012',
      'CONTAINER_MASS AGREE SIMU4170012',
    ]);
    expect(masses('13471.999', '13472')).to.deep.equal([
      'VERIFIED_GROSS_MASS DIFFER SIMU4170012',
      'CONTAINER_MASS DIFFER SIMU4170012',
    ]);
  });

  it('finds a consignment of a long manifest by its container when its number is wrong', () => {
    const found = tamper(({ manifest, importDeclaration }) => {
      const [consignment] = manifest.consignments;
      if (consignment === undefined) return;
      const { ucr: _, ...other } = structuredClone(consignment);
      importDeclaration.transportDocuments = [];
      manifest.consignments = [
        { ...other, transportDocument: { number: 'WRONG', documentType: 705 } },
        {
          ...other,
          transportDocument: { number: 'FOREIGN', documentType: 705 },
          containers: [{ number: 'FCIU5956299' }],
        },
      ];
    });
    expect(found).to.deep.equal(['AGREE_BILL_OF_LADING manifest /consignments/0/transportDocument/number']);
  });
});
