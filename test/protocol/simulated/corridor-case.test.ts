import { expect } from 'chai';
import { containerNumberFault } from '../../../protocol/codes/container-number.ts';
import { isHsCode } from '../../../protocol/codes/harmonized-system.ts';
import { isImoNumber } from '../../../protocol/codes/imo-number.ts';
import { locationFault } from '../../../protocol/codes/locations.ts';
import { isUscc } from '../../../protocol/codes/uscc.ts';
import { validateDocument } from '../../../protocol/documents/validate.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { corridorCase } from '../../../protocol/simulated/corridor-case.ts';
import {
  CONTAINER,
  EXPORTER,
  GOODS,
  MONEY,
  PLACES,
  TOTALS,
  VESSEL,
} from '../../../protocol/simulated/corridor-goods.ts';

const party = (digit: number) => `0x${String(digit).repeat(16)}`;

const documents = corridorCase({
  caseId: `0x${'ab'.repeat(32)}`,
  ucr: '6CN-SIMULATED-0417',
  openedAtMs: Date.UTC(2026, 3, 17, 2),
  parties: {
    exportBroker: party(1),
    importBroker: party(2),
    railOperator: party(3),
    carrier: party(4),
    exportTerminal: party(5),
    importTerminal: party(6),
    certificateIssuer: party(7),
    exportOffice: party(8),
    importOffice: party(9),
  },
});

const sum = (values: readonly (string | number)[]) => values.reduce<number>((total, value) => total + Number(value), 0);

describe('simulated corridor case', () => {
  for (const [name, document] of Object.entries(documents)) {
    it(`has a valid ${name}, marked as simulated`, () => {
      const result = validateDocument(document as unknown as JsonValue);
      expect(result).to.include({ ok: true });
      expect(document.simulated).to.equal(true);
    });
  }

  it('uses codes that exist and check digits that fit', () => {
    expect(containerNumberFault(CONTAINER.number)).to.equal(null);
    expect(isImoNumber(VESSEL.imoNumber ?? '')).to.equal(true);
    expect(isUscc(EXPORTER.identifiers?.[0]?.value ?? '')).to.equal(true);
    expect(GOODS.filter(({ hsCode }) => !isHsCode(hsCode))).to.deep.equal([]);
    expect(Object.values(PLACES).filter(({ code }) => locationFault(code) !== null)).to.deep.equal([]);
  });

  it('adds up', () => {
    expect(sum(GOODS.map(({ cartons }) => cartons))).to.equal(TOTALS.packages);
    expect(sum(GOODS.map(({ grossMassKg }) => grossMassKg))).to.equal(Number(TOTALS.grossMassKg));
    expect(sum(GOODS.map(({ netMassKg }) => netMassKg))).to.equal(Number(TOTALS.netMassKg));
    expect(sum([...GOODS.map(({ lineValue }) => lineValue), MONEY.freight, MONEY.insurance])).to.equal(
      Number(MONEY.total),
    );
    for (const { pieces, unitPrice, lineValue } of GOODS) {
      expect(Number(pieces) * Number(unitPrice)).to.equal(Number(lineValue));
    }
  });
});
