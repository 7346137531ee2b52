import { expect } from 'chai';
import { checkCase } from '../../../protocol/checks/check-case.ts';
import { checkDocument } from '../../../protocol/checks/check-document.ts';
import { checkLeadTime } from '../../../protocol/checks/lead-time.ts';
import type { CorridorDocument } from '../../../protocol/documents/registry.ts';
import type { TrackingEvents } from '../../../protocol/documents/tracking-events.ts';
import { type CorridorCase, corridorCase } from '../../../protocol/simulated/corridor-case.ts';

const OPENED_AT = Date.UTC(2026, 3, 17);
const HOUR_MS = 3_600_000;
const id = (n: number) => `0x${n.toString(16).padStart(16, '0')}`;

/** A fresh copy each time, in which no two documents share a value. */
function simulated(): CorridorCase {
  const documents = corridorCase({
    caseId: `0x${'11'.repeat(32)}`,
    ucr: 'SIM-2026-0417',
    openedAtMs: OPENED_AT,
    parties: {
      exportBroker: id(1),
      importBroker: id(2),
      railOperator: id(3),
      carrier: id(4),
      exportTerminal: id(5),
      importTerminal: id(6),
      certificateIssuer: id(7),
      exportOffice: id(8),
      importOffice: id(9),
    },
  });
  return JSON.parse(JSON.stringify(documents)) as CorridorCase;
}

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

/** What the check says of the simulated case after a change, as `rule document pointer`. */
function findingsAfter(change: (documents: CorridorCase) => void): string[] {
  const documents = simulated();
  change(documents);
  const list: CorridorDocument[] = NAMES.map((name) => documents[name]);
  return checkCase(list).map(({ ruleId, document, pointer }) => `${ruleId} ${NAMES[document]} ${pointer}`);
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
      ['AGREE_SEALS railNote /containers'],
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

  it('says which statement it was measured against', () => {
    const { invoice, packingList } = simulated();
    const [found] = checkCase([invoice, { ...packingList, ucr: 'OTHER' }]);
    expect(found).to.deep.include({ document: 1, against: { document: 0, pointer: '/ucr' } });
  });
});

describe('checks of time', () => {
  const event = { eventId: '1', subject: 'EQUIPMENT', code: 'GTIN', classifier: 'ACTUAL' } as const;
  const eventsAt = (classifier: 'ACTUAL' | 'PLANNED', occurredAt: string): TrackingEvents => ({
    schema: 'corridor/tracking-events/1',
    simulated: true,
    events: [{ ...event, classifier, occurredAt, recordedAt: '2026-04-17T10:00:00+08:00' }],
  });

  it('finds an observed event after its record, by instant and not by spelling', () => {
    const rules = (document: TrackingEvents) => checkDocument(document).map(({ ruleId }) => ruleId);
    expect(rules(eventsAt('ACTUAL', '2026-04-17T02:00:01Z'))).to.deep.equal(['EVENT_TIME']);
    expect(rules(eventsAt('ACTUAL', '2026-04-17T02:00:00Z'))).to.deep.equal([]);
    expect(rules(eventsAt('PLANNED', '2026-05-01T00:00:00Z'))).to.deep.equal([]);
  });

  it('finds a manifest that comes too late, earlier for dangerous goods', () => {
    const { manifest } = simulated();
    const arrival = Date.parse(manifest.estimatedArrivalAt ?? '');
    const late = (document: typeof manifest, hours: number) =>
      checkLeadTime(document, arrival - hours * HOUR_MS).length > 0;
    expect([23.9, 24, 48].map((hours) => late(manifest, hours))).to.deep.equal([true, false, false]);
    const [consignment] = manifest.consignments;
    const item = consignment?.items[0];
    if (item !== undefined) item.dangerousGoods = [{ unNumber: '3480', hazardClass: '9' }];
    expect([24, 47.9, 48].map((hours) => late(manifest, hours))).to.deep.equal([true, true, false]);
    const { estimatedArrivalAt: _, ...unknown } = manifest;
    expect(late({ ...unknown, estimatedArrivalLocal: '2026-04-18T00:00:00' }, 0)).to.equal(false);
  });
});
