import { expect } from 'chai';
import { describePosition } from '../../../../protocol/checks/finding.ts';
import type { ContainerList } from '../../../../protocol/documents/container-list.ts';
import { BAPLIE } from '../../../../server/formats/edifact/container-list/baplie.ts';
import { UNITS_PER_PART } from '../../../../server/formats/edifact/container-list/container-list.ts';
import { COPRAR } from '../../../../server/formats/edifact/container-list/coprar.ts';
import type { MessageMapping } from '../../../../server/formats/edifact/message-mapping.ts';
import { readEdifactPieces } from '../../../../server/formats/edifact/read-edifact.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { FACTS, sampleBytes } from '../../../protocol/support/samples.ts';
import {
  expectConservation,
  expectNothingLost,
  expectTypedAnswers,
  mapMessage,
  messageOf,
  sampleMessage,
} from '../../support/edifact.ts';

const PLAN = 'edifact/baplie-d95b-dg.edi';
const LIST = 'edifact/coprar-d95b-badcounts.edi';

const unmappedOf = ({ unmapped }: Pick<ReturnType<typeof mapMessage>, 'unmapped'>) =>
  unmapped.map((each) => `${describePosition(each)} ${each.value}`);

function map(mapping: MessageMapping, ...segments: string[]) {
  const text = `UNH+1+${mapping.kind}:D:95B:UN'BGM++M1+9'${segments.join('')}UNT+0+1'`;
  const { document, ...rest } = mapMessage(mapping, messageOf(text));
  return { ...(document as unknown as ContainerList), ...rest };
}

const GRAMMAR = {
  head: "BGM++M1+9'",
  tags: [
    ...['LOC', 'LOC', 'EQD', 'EQD', 'MEA', 'DIM', 'TMP', 'RNG', 'DGS', 'FTX', 'RFF', 'NAD', 'SEL', 'EQA', 'GDS', 'HAN'],
    ...['TDT', 'DTM', 'CNT', 'GID', 'BGM', 'CTA'],
  ],
  codes: [
    '147',
    '9',
    '11',
    '83',
    'CN',
    'BM',
    'BN',
    'AAD',
    'WT',
    'VGM',
    'KGM',
    'CEL',
    'IMD',
    '20',
    '137',
    '201',
    '4',
    '5',
  ],
};

describe('container list mapping', () => {
  describe('of a real stowage plan', () => {
    const [item] = readFile({ bytes: sampleBytes(PLAN) }).items;
    const list = item.document as ContainerList;

    it('says what stands where, how heavy it is, and from where to where it goes', () => {
      expect(list).to.deep.include({
        number: 'M1',
        messageFunction: '9',
        conveyance: {
          journeyNumber: 'VOYAGENO123',
          carrier: { code: 'CARRIERID', codeList: '172:20' },
          identification: { value: 'DLHV', codeList: '103:ZZZ' },
        },
        times: [{ function: '137', local: '2009-03-03T14:47:00' }],
      });
      expect(list.units).to.have.length(1);
      expect(list.units[0]).to.deep.include({
        position: { code: '0030586', codeList: ':5' },
        containerNumber: 'TOLU 2566410',
        shipperOwned: true,
        fullness: 'FULL',
        grossMassKg: '10000',
        placeOfLoading: { code: 'EGPSD' },
        placeOfDischarge: { code: 'ITSPE' },
        placeOfDelivery: { code: 'AFQLT' },
        transportDocumentNumber: '1',
        remarks: [{ subject: 'ZZZ', text: 'HL' }],
      });
    });

    it('keeps what the dangerous goods are', () => {
      expect(list.units[0]?.dangerousGoods).to.deep.equal([
        {
          unNumber: '2198',
          hazardClass: '2.3',
          flashpoint: { value: '45', unitCode: 'CEL' },
          packingGroup: '1',
          emergencySchedule: 'F-CS-U',
          medicalGuide: '16',
          technicalName: 'PHOSPHORUS PENTAFLUORIDE\n109.0',
        },
      ]);
    });

    it('agrees with what an independent reader found, and names what it did not take', () => {
      const [facts] = FACTS[PLAN]?.messages as [{ locodes: string[] }];
      const [unit] = list.units;
      const places = [unit?.placeOfLoading, unit?.placeOfDischarge, unit?.placeOfDelivery];
      const codes = [...places, ...(list.places ?? []).map(({ place }) => place)].map((place) => place?.code);
      expect([...new Set(codes)].sort()).to.deep.equal(facts.locodes);
      expect(item.findings.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`)).to.include(
        'CONTAINER_NUMBER_FORM /units/0/containerNumber',
      );
      expectNothingLost(sampleMessage(PLAN).segments, mapMessage(BAPLIE, sampleMessage(PLAN)));
      const unmapped = unmappedOf(item).filter((each) => !each.includes(' UNB ') && !each.includes(' UNH '));
      expect(unmapped).to.deep.equal(['segment 8 DTM 1.1 132', 'segment 9 DTM 1.1 133', 'segment 18 DGS 9.1 8']);
    });
  });

  it('reads a real loading list whose counts are wrong', () => {
    const [item] = readFile({ bytes: sampleBytes(LIST) }).items;
    const list = item.document as ContainerList;
    expect(list).to.deep.include({
      listType: '45',
      number: '20121121084145',
      totals: [{ function: '16', value: '5' }],
    });
    // eight digits are no time of format 203
    expect(list.times).to.equal(undefined);
    expect(unmappedOf(item)).to.include.members(['segment 7 DTM 1.2 20121124', 'segment 8 DTM 1.2 20121125']);
    expect(item.findings.filter(({ ruleId }) => ruleId === 'EDIFACT_VALUE')).to.have.length(2);
    expect(list.units).to.have.length(2);
    for (const unit of list.units) {
      expect(unit).to.deep.include({
        containerNumber: 'MSTI6415664',
        containerTypeCode: '45G1',
        movement: 'TRANSHIPMENT',
        fullness: 'FULL',
        bookingNumber: '2GO2005174',
        placeOfDischarge: { code: 'INNSA' },
        grossMassKg: '11740',
        verifiedGrossMassKg: '11740',
        remarks: [{ subject: 'AAA', text: 'PLASTICS:ARTICLES' }],
      });
      expect(unit.onCarriage).to.have.length(1);
    }
    expect(item.findings.map(({ ruleId }) => ruleId)).to.include('CONTAINER_NUMBER_FORM');
    expectNothingLost(sampleMessage(LIST).segments, mapMessage(COPRAR, sampleMessage(LIST)));
  });

  it('gives empty places, several containers at a place, and stowage places of a list', () => {
    const plan = map(BAPLIE, "LOC+147+0010204::5'LOC+147+0010206::5'EQD+CN+CSQU3054383'EQD+CN+FCIU5956299'");
    expect(plan.units.map(({ position, containerNumber }) => [position?.code, containerNumber])).to.deep.equal([
      ['0010204', undefined],
      ['0010206', 'CSQU3054383'],
      ['0010206', 'FCIU5956299'],
    ]);
    const list = map(COPRAR, "EQD+CN+CSQU3054383'LOC+147+0010204::5'EQD+CN+FCIU5956299'");
    expect(list.units.map(({ position, containerNumber }) => [position?.code, containerNumber])).to.deep.equal([
      ['0010204', 'CSQU3054383'],
      [undefined, 'FCIU5956299'],
    ]);
  });

  it('keeps temperatures, sizes, seals and attached equipment', () => {
    const { units, unmapped } = map(
      BAPLIE,
      "LOC+147+0010204::5'GDS+AAA'DIM+9+CMT:::40'TMP+2+-18:CEL'RNG+5+CEL:-20:-16'EQD+CN+CSQU3054383+45R1:102:5++2+5'EQA+CH+CHAS1'SEL+S1+CA'HAN+OOG'",
    );
    expect(units[0]).to.deep.include({
      cargoNature: 'AAA',
      dimensions: [{ function: '9', unitCode: 'CMT', height: '40' }],
      temperatures: [
        { function: '2', unitCode: 'CEL', value: '-18' },
        { function: '5', unitCode: 'CEL', minimum: '-20', maximum: '-16' },
      ],
      attachedEquipment: [{ kind: 'CH', number: 'CHAS1' }],
      seals: [{ number: 'S1', issuer: 'CA' }],
      handling: [{ code: 'OOG' }],
    });
    expect(unmapped).to.deep.equal([]);
  });

  it('gives a long plan away in parts that have its head', async () => {
    const places = Array.from({ length: 2 * UNITS_PER_PART + 1 }, (_, at) => `LOC+147+${1_000_000 + at}::5'`);
    const text = `UNB+UNOA:2+A+B+260417:0900+1'UNH+1+BAPLIE:D:95B:UN:SMDG22'BGM++M1+9'TDT+20+V1'${places.join('')}UNT+${places.length + 4}+1'UNZ+1+1'`;
    const lists: ContainerList[] = [];
    for await (const each of readEdifactPieces([new TextEncoder().encode(text)])) {
      if ('item' in each) lists.push(each.item.document as unknown as ContainerList);
      else expect.fail(each.finding.ruleId);
    }
    expect(lists.map(({ part, number, conveyance, units }) => [part, number, conveyance, units.length])).to.deep.equal([
      [1, 'M1', { journeyNumber: 'V1' }, UNITS_PER_PART],
      [2, 'M1', { journeyNumber: 'V1' }, UNITS_PER_PART],
      [3, 'M1', { journeyNumber: 'V1' }, 1],
    ]);
    expect(lists.flatMap(({ units }) => units.map(({ position }) => position?.code)).join()).to.equal(
      places.map((each) => each.slice(8, 15)).join(),
    );
  });

  it('loses no value of any plan or list', () => {
    expectConservation(BAPLIE, GRAMMAR, 200);
    expectConservation(COPRAR, GRAMMAR, 100);
  });

  it('answers or refuses mutated files', () => {
    expectTypedAnswers(sampleBytes(PLAN), 100);
    expectTypedAnswers(sampleBytes(LIST), 100);
  });
});
