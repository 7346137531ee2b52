import { expect } from 'chai';
import fc from 'fast-check';
import { describePosition } from '../../../../protocol/checks/finding.ts';
import type { Manifest } from '../../../../protocol/documents/manifest.ts';
import { validateDocument } from '../../../../protocol/documents/validate.ts';
import { canonicalJson } from '../../../../protocol/json/canonical-json.ts';
import type { JsonValue } from '../../../../protocol/json/json-value.ts';
import { CUSCAR, looksLikeCuscar } from '../../../../server/formats/edifact/cuscar/cuscar.ts';
import type { Message } from '../../../../server/formats/edifact/interchange.ts';
import { FormatError } from '../../../../server/formats/format-error.ts';
import { codeOf } from '../../../protocol/support/errors.ts';
import { FACTS } from '../../../protocol/support/samples.ts';
import { mapMessage, messageOf, sampleMessage } from '../../support/edifact.ts';

function mapCuscar(message: Pick<Message, 'directory' | 'segments'>) {
  const { document, ...rest } = mapMessage(CUSCAR, message);
  return { manifest: document as unknown as Manifest, ...rest };
}

/** Maps a message with a head and the given segments. */
const map = (...segments: string[]) =>
  mapCuscar(messageOf(["UNH+1+CUSCAR:D:95B:UN'BGM+85+M1+9'", ...segments, "UNT+0+1'"].join('')));

const SAMPLE = 'edifact/cuscar-d95b-msc-edinet.edi';
const sample = () => mapCuscar(sampleMessage(SAMPLE));

describe('CUSCAR mapping', () => {
  describe('of a real manifest', () => {
    it('gives every consignment, also those that share a CNI', () => {
      const { manifest } = sample();
      expect(
        manifest.consignments.map(({ transportDocument, sequence }) => [sequence, transportDocument]),
      ).to.deep.equal([
        ['1', { number: 'MSCUDB592345', qualifier: 'AAA' }],
        ['1', { number: 'MSCUDF421004', qualifier: 'BM', documentType: 705 }],
        ['2', { number: 'MSCUEK569969', qualifier: 'BM', documentType: 705 }],
      ]);
      expect(manifest.consignments.map(({ consolidationNumber }) => consolidationNumber)).to.deep.equal([
        'MSCUXP080935',
        'MSCUXP080935',
        undefined,
      ]);
    });

    it('agrees with what an independent reader found', () => {
      const { manifest } = sample();
      const [facts] = FACTS[SAMPLE]?.messages as [{ containers: Record<string, string>; locodes: string[] }];
      const containers = manifest.consignments.flatMap((consignment) => consignment.containers);
      expect(containers.map(({ number }) => number)).to.have.members(Object.keys(facts.containers));
      const places = [
        manifest.placeOfEntry?.code,
        ...manifest.consignments.flatMap(({ placeOfLoading, placeOfDischarge }) => [
          placeOfLoading?.code,
          placeOfDischarge?.code,
        ]),
      ];
      expect([...new Set(places)].sort()).to.deep.equal(facts.locodes);
    });

    it('keeps masses in kilograms, and a mass of unclear unit as it was stated', () => {
      const items = sample().manifest.consignments.flatMap((consignment) => consignment.items);
      expect(items.map(({ grossMassKg, statedGrossMass }) => grossMassKg ?? statedGrossMass)).to.deep.equal([
        '14182.000',
        { value: '2.000', unitCode: 'TON' },
        '20602.000',
        '14259.600',
      ]);
    });

    it('reports every value that has no place in the manifest, with its position', () => {
      expect(sample().unmapped.map((each) => `${describePosition(each)} ${each.value}`)).to.deep.equal([
        'segment 6 TDT 7.3 202487288',
        'segment 9 DTM 1.1 137',
        'segment 9 DTM 1.2 20170110',
        'segment 9 DTM 1.3 102',
        'segment 42 LOC 1.1 8',
        'segment 42 LOC 2.2 139',
        'segment 44 LOC 1.1 28',
        'segment 44 LOC 2.2 139',
      ]);
    });

    it('maps the same message without its envelope to the same manifest', () => {
      const bare = mapCuscar(sampleMessage('edifact/cuscar-d95b-no-envelope.edi'));
      expect(bare.manifest).to.deep.equal(sample().manifest);
    });
  });

  it('knows a cargo report by its look where the header names no type', () => {
    const looks = (text: string) => looksLikeCuscar(messageOf(text).segments);
    expect(looks("UNH+1+:D:95B'BGM+85'CNI+1'UNT+4+1'")).to.equal(true);
    expect(looks("UNH+1+:D:95B'BGM+380'LIN+1'UNT+4+1'")).to.equal(false);
  });

  it('takes several references in a row for one consignment', () => {
    const { manifest } = map("CNI+1+C1'RFF+UCN:UCR-1'RFF+MB:MASTER'RFF+BH:HOUSE'LOC+9+CNQZH:139:6'");
    expect(manifest.consignments).to.have.length(1);
    expect(manifest.consignments[0]).to.deep.include({
      transportDocument: { number: 'MASTER', qualifier: 'MB', documentType: 704 },
      consolidationNumber: 'C1',
      ucr: 'UCR-1',
      references: [{ qualifier: 'BH', number: 'HOUSE' }],
    });
  });

  it('tells sea waybills and rail consignment notes from bills of lading', () => {
    const { manifest } = map("CNI+1'RFF+AEX:W1'CNI+2'RFF+RCN:R1'CNI+3'RFF+AAM:X1'RFF+AAA:X2'");
    expect(manifest.consignments.map(({ transportDocument }) => transportDocument.documentType)).to.deep.equal([
      710,
      720,
      undefined,
    ]);
    expect(manifest.consignments[2]).to.deep.include({
      transportDocument: { number: 'X1', qualifier: 'AAM' },
      references: [{ qualifier: 'AAA', number: 'X2' }],
    });
  });

  it('takes a UCR that follows the transport document', () => {
    const { manifest } = map("CNI+1'RFF+BM:B1'RFF+UCN:5CN1234567-A'");
    expect(manifest.consignments[0]).to.include({ ucr: '5CN1234567-A' });
  });

  it('takes the number of CNI where no reference follows', () => {
    const { manifest } = map("CNI+1+B1'CNI+2+B2'LOC+9+CNQZH:139:6'");
    expect(manifest.consignments.map(({ transportDocument }) => transportDocument.number)).to.deep.equal(['B1', 'B2']);
  });

  it('refuses a message or a consignment without a number', () => {
    expect(codeOf(() => map("CNI+1'LOC+9+CNQZH'"))).to.equal('EDIFACT_NO_NUMBER');
    expect(codeOf(() => map("CNI+1'"))).to.equal('EDIFACT_NO_NUMBER');
    expect(codeOf(() => mapCuscar(messageOf("UNH+1+CUSCAR'BGM+85'UNT+3+1'")))).to.equal('EDIFACT_NO_NUMBER');
  });

  it('brings the equipment groups and the consignments together', () => {
    const { manifest, unmapped } = map(
      "EQD+CN+FCIU5956299+45G1:102:5+++5'SEL+S1+CU'MEA+AAE+VGM+KGM:30480'MEA+AAE+T+KGM:3800'",
      "EQD+CN+TCLU5546482'",
      "CNI+1+B1'GID+1+10:CT'SGP+FCIU5956299'SGP+FCIU5956299'",
    );
    expect(manifest.consignments[0]?.containers).to.deep.equal([
      {
        number: 'FCIU5956299',
        typeCode: '45G1',
        fullness: 'FULL',
        seals: [{ number: 'S1', issuer: 'CU' }],
        verifiedGrossMassKg: '30480',
        tareMassKg: '3800',
      },
    ]);
    expect(manifest.consignments[0]?.items[0]?.containerNumbers).to.deep.equal(['FCIU5956299']);
    expect(unmapped.map(({ value }) => value)).to.include('TCLU5546482');
  });

  it('reads items with marks, dangerous goods and commodity code', () => {
    const { manifest, unmapped } = map(
      "CNI+1+B1'GID+1+10:CT'PCI+28+MARK 1:MARK 2'DGS+IMD+3+1263++2'CST+1+847130:122'MEA+WT++TNE:1.5'",
    );
    expect(manifest.consignments[0]?.items[0]).to.deep.include({
      marks: ['MARK 1', 'MARK 2'],
      dangerousGoods: [{ unNumber: '1263', hazardClass: '3', packingGroup: '2' }],
      hsCode: '847130',
      grossMassKg: '1500',
    });
    expect(unmapped.map((each) => `${describePosition(each)} ${each.value}`)).to.deep.equal([
      'segment 7 CST 1.1 1',
      'segment 7 CST 2.2 122',
    ]);
  });

  it('says what of a longer commodity code did not fit', () => {
    const { manifest, unmapped } = map("CNI+1+B1'GID+1+10:CT'CST+1+8471301000'");
    expect(manifest.consignments[0]?.items[0]?.hsCode).to.equal('847130');
    expect(unmapped.map(({ value }) => value)).to.deep.equal(['1', '8471301000']);
  });

  it('knows a structured name from free lines', () => {
    const { manifest } = map("CNI+1+B1'NAD+CZ+9150:100:ZZZ++ACME:LTD+1 ROAD+CITY+REG+40000+CN'NAD+NI++FREE:LINE'");
    expect(manifest.consignments[0]).to.deep.include({
      consignor: {
        name: 'ACME LTD',
        address: { lines: ['1 ROAD'], city: 'CITY', region: 'REG', postcode: '40000', countryCode: 'CN' },
        identifiers: [{ scheme: '100:ZZZ', value: '9150' }],
      },
      notifyParties: [{ name: 'FREE', address: { lines: ['LINE'] } }],
    });
  });

  it('gives a contact to the party before it', () => {
    const { manifest, unmapped } = map(
      "NAD+MS+AG1:172:166++AGENT'CTA+IC+:MS TAN'COM+603 123?+4:TE'COM+tan@agent.example:EM'COM+1:FX'",
      "CNI+1+B1'NAD+CZ+++ACME'CTA+IC+:MR LI'",
    );
    expect(manifest.lodger?.contact).to.deep.equal({
      name: 'MS TAN',
      telephone: '603 123+4',
      email: 'tan@agent.example',
    });
    expect(manifest.consignments[0]?.consignor).to.deep.equal({ name: 'ACME', contact: { name: 'MR LI' } });
    expect(unmapped.map(({ value }) => value)).to.deep.equal(['1', 'FX']);
  });

  it('gives the technical name to the dangerous goods before it', () => {
    const { manifest } = map("CNI+1+B1'GID+1'FTX+AAD+++NO GOODS YET'DGS+IMD+3+1263'FTX+AAD+++PAINT:RELATED'");
    expect(manifest.consignments[0]?.items[0]?.dangerousGoods).to.deep.equal([
      { unNumber: '1263', hazardClass: '3', technicalName: 'PAINT\nRELATED' },
    ]);
  });

  it('sets no field from a segment that says nothing', () => {
    const { manifest } = map("CNI+1+B1'GIS'LOC'NAD'GID'FTX'MEA'SGP'PCI'DGS'CST'RFF'DTM'");
    expect(manifest.consignments).to.deep.equal([
      { sequence: '1', transportDocument: { number: 'B1' }, containers: [], items: [{}] },
    ]);
    expect(Object.keys(manifest.consignments[0] ?? {})).to.not.include('customsStatus');
  });

  it('marks a place of transhipment', () => {
    expect(map("CNI+1+B1'LOC+13+SGSIN:139:6'").manifest.consignments[0]).to.deep.include({
      transhipment: true,
      otherPlaces: [{ function: '13', place: { code: 'SGSIN' } }],
    });
  });

  it('gives rail its train number and a ship its IMO number', () => {
    expect(map("TDT+20+X9566+2'").manifest.conveyance).to.deep.equal({ mode: 'RAIL', trainNumber: 'X9566' });
    expect(map("TDT+20+026S+1+++++9074729:146::NAME:SG'").manifest.conveyance).to.deep.equal({
      mode: 'MARITIME',
      journeyNumber: '026S',
      imoNumber: '9074729',
      name: 'NAME',
      nationality: 'SG',
    });
  });

  it('reports unknown segments and keeps on reading', () => {
    const { findings, manifest } = map("XYZ+1'CNI+1+B1'QTY+1'LOC+9+CNQZH'");
    expect(
      findings.filter(({ ruleId }) => ruleId === 'EDIFACT_UNKNOWN_SEGMENT').map(({ source }) => source),
    ).to.deep.equal([
      { segment: 3, tag: 'XYZ' },
      { segment: 5, tag: 'QTY' },
    ]);
    expect(manifest.consignments[0]?.placeOfLoading).to.deep.equal({ code: 'CNQZH' });
  });

  it('loses no value in silence: each is in the manifest or among the unmapped', () => {
    const word = fc.stringMatching(/^[A-Z]{4,8}$/);
    const element = fc.array(word, { minLength: 1, maxLength: 4 }).map((components) => components.join(':'));
    const segment = fc
      .tuple(
        fc.constantFrom(
          'RFF',
          'LOC',
          'NAD',
          'GID',
          'FTX',
          'MEA',
          'SGP',
          'TDT',
          'DTM',
          'EQD',
          'SEL',
          'PCI',
          'CST',
          'GIS',
        ),
        fc.array(element, { maxLength: 8 }),
      )
      .map(([tag, elements]) => [tag, ...elements].join('+'));
    fc.assert(
      fc.property(fc.array(segment), fc.array(segment), (head, body) => {
        const segments = [...head, "CNI+1+NUMBER'", ...body].map((text) => `${text.replace(/'$/, '')}'`);
        const { manifest, unmapped } = map(...segments);
        const kept = JSON.stringify([manifest, unmapped.map(({ value }) => value)]);
        for (const value of segments.join('').match(/(?<=[+:])[A-Z]{4,8}/g) ?? []) expect(kept).to.include(value);
      }),
    );
  });

  it('gives a valid manifest of the strict profile for any message, or a typed error', () => {
    const value = fc.oneof(
      fc.constantFrom('', '1', '139', 'KGM', 'AAA', 'G', 'BM', '5', '20260101'),
      fc.string({ maxLength: 6 }),
    );
    const segment = fc.record({
      tag: fc.constantFrom(
        'BGM',
        'DTM',
        'NAD',
        'TDT',
        'LOC',
        'RFF',
        'EQD',
        'SEL',
        'MEA',
        'CNI',
        'GID',
        'FTX',
        'SGP',
        'DGS',
        'PCI',
        'CST',
        'GIS',
      ),
      elements: fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { maxLength: 9 }),
    });
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 25 }), (body) => {
        const segments = body.map((entry, index) => ({ ...entry, number: index + 1, offset: 0 }));
        const message = { reference: '1', type: 'CUSCAR', directory: 'D.95B', segments, segmentCount: 0 };
        try {
          const { manifest } = mapCuscar(message);
          canonicalJson(manifest);
          const result = validateDocument(manifest as unknown as JsonValue);
          expect(result.ok ? [] : result.errors).to.deep.equal([]);
        } catch (error) {
          expect(error).to.be.instanceOf(FormatError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
