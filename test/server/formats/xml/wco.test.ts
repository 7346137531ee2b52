import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { CodedError } from '../../../../protocol/coded-error.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { codeOf } from '../../../protocol/support/errors.ts';
import { FACTS, sampleBytes } from '../../../protocol/support/samples.ts';
import { bytesOf, documentOf, itemOf, lostIn } from './support.ts';

const namesIn = (folder: string) =>
  readdirSync(new URL(`../../../samples/${folder}/`, import.meta.url)).map((file) => `${folder}/${file}`);

const WCO = [...namesIn('wco-dm-declaration'), ...namesIn('wco-dm-response')];

interface DeclarationFacts {
  readonly declaration: Record<string, string>;
  readonly items: number;
  readonly sumItemGrossMass: number;
  readonly sumItemNetMass: number;
  readonly commodityCodes: string[];
}

const declarations = namesIn('wco-dm-declaration').filter((name) => {
  const facts = FACTS[name]?.declaration as Record<string, string> | undefined;
  return facts?.FunctionCode === '9';
});

/** A declaration with the given content besides its function and type. */
const declaration = (content: string, type = 'IMA') =>
  bytesOf(
    `<Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"><FunctionCode>9</FunctionCode>` +
      `<FunctionalReferenceID>L1</FunctionalReferenceID><TypeCode>${type}</TypeCode>${content}</Declaration>`,
  );

// biome-ignore lint/suspicious/noExplicitAny: tests reach into documents of every schema
const firstOf = (bytes: Uint8Array): any => readFile({ bytes }).items[0];

describe('WCO Data Model', () => {
  describe('declarations', () => {
    for (const name of declarations) {
      it(`agrees with an independent reader on ${name}`, () => {
        const facts = FACTS[name] as unknown as DeclarationFacts;
        const document = documentOf(name);
        expect([document.messageFunction, document.lrn, document.nationalTypeCode]).to.deep.equal([
          facts.declaration.FunctionCode,
          facts.declaration.FunctionalReferenceID,
          facts.declaration.TypeCode,
        ]);
        expect([document.totalLines, document.totalPackages]).to.deep.equal([
          Number(facts.declaration.GoodsItemQuantity),
          Number(facts.declaration.TotalPackageQuantity),
        ]);
        const sum = (member: string) =>
          document.lines.reduce((all: number, line: Record<string, string>) => all + Number(line[member]), 0);
        expect([document.lines.length, sum('grossMassKg'), sum('netMassKg')]).to.deep.equal([
          facts.items,
          facts.sumItemGrossMass,
          facts.sumItemNetMass,
        ]);
        const codes = document.lines.flatMap((line: Record<string, unknown>) => [
          ...(line.nationalTariffCode === undefined ? [] : [line.nationalTariffCode]),
          ...((line.classifications ?? []) as { code: string }[]).map(({ code }) => code),
        ]);
        expect(codes).to.deep.equal(facts.commodityCodes);
        const [procedure, type] = facts.declaration.TypeCode?.startsWith('EX') ? ['EXPORT', 830] : ['IMPORT', 929];
        expect(document).to.include({ procedure, documentType: type });
      });
    }

    it('maps the values of an import declaration', () => {
      const document = documentOf('wco-dm-declaration/TT_IM008b.xml');
      expect(document).to.deep.include({
        ucr: '1GB150454489082-12345',
        countryOfDispatch: 'CN',
        countryOfDestination: 'GB',
        containerized: true,
        containers: [{ number: 'AD12345' }],
        conveyance: { mode: 'MARITIME', nationality: 'CN' },
        conveyanceAtArrival: { imoNumber: '12345' },
        importer: { identifiers: [{ scheme: 'EORI', value: 'GB896458895015' }] },
        authorizations: [
          { holderId: 'GB896458895015', typeCode: 'DPO' },
          { holderId: 'GB896458895015', typeCode: 'CGU' },
        ],
        invoice: { deliveryTerms: { incoterm: 'CIF', placeCode: 'GBWLA' } },
      });
      expect(document.lines[0]).to.deep.include({
        hsCode: '930621',
        lineValue: '10000',
        currency: 'GBP',
        statisticalValue: { amount: '10000', currency: 'GBP' },
        supplementaryQuantity: { value: '4' },
        packages: { count: 200, typeCode: 'BX' },
        procedures: [{ requested: '40', previous: '00' }, { requested: '000' }],
        valuation: { methodCode: '1', indicators: '0000' },
      });
      expect(document.lines[0].producedDocuments[0]).to.deep.equal({
        category: '9',
        typeCode: '100',
        number: 'GBOIL1234567F',
        status: 'ES',
        writeOff: { quantity: { value: '4', unitCode: 'KGM#G' } },
      });
    });

    it('maps the values of an export declaration, whose consignee stands for the importer', () => {
      const document = documentOf('wco-dm-declaration/TT_EX038a.xml');
      expect(document).to.deep.include({
        conveyance: { mode: 'AIR', name: 'CSCLGLOBE', nationality: 'GB' },
        conveyanceAtDeparture: { identification: { value: 'GB427052534', codeList: '41' } },
        containers: [{ number: 'FNSupply192', seals: [{ number: '2589793487' }] }],
        countriesOfRouting: ['GB', 'PK'],
        otherOffices: [{ function: 'EXIT', code: 'GB000014' }],
        representation: '2',
        ucr: '5GB575801025632-8QS1JAV',
      });
      expect(document.importer).to.deep.include({ name: 'PK Rifle Ltd' });
      expect(document.lines[0].classifications).to.deep.equal([{ code: '4099', scheme: 'TRA' }]);
    });

    it('keeps consignees of single lines with their lines', () => {
      const { lines } = documentOf('wco-dm-declaration/TT_EX041a.xml');
      expect(
        lines.map((line: { otherParties: { party: { name: string } }[] }) => line.otherParties[0]?.party.name),
      ).to.deep.equal(['Pat Liter', 'Packings Import Incorporated']);
    });

    it('finds what is missing, with the place of the line', () => {
      const findings = itemOf('wco-dm-declaration/Step1_TT_IM183a.xml').findings;
      const missing = findings.filter(({ ruleId }) => ruleId === 'MISSING_FIELD');
      expect(missing.map(({ pointer }) => pointer)).to.include.members(['/exporter', '/lines/0/hsCode']);
      expect(missing.find(({ pointer }) => pointer === '/lines/0/hsCode')?.source).to.deep.include({
        path: '/MetaData/Declaration/GoodsShipment/GovernmentAgencyGoodsItem',
      });
    });

    it('leaves what a field cannot carry unmapped, with a finding at its place', () => {
      const item = firstOf(
        declaration(
          '<IssueDateTime>2026-01-02T03:04:05</IssueDateTime><GoodsItemQuantity>many</GoodsItemQuantity>' +
            '<GoodsShipment><Destination><CountryCode>Malaysia</CountryCode></Destination></GoodsShipment>',
        ),
      );
      const findings = item.findings.filter(({ ruleId }: { ruleId: string }) => ruleId !== 'MISSING_FIELD');
      expect(
        findings.map(({ ruleId, pointer }: { ruleId: string; pointer: string }) => [ruleId, pointer]),
      ).to.deep.equal([
        ['XML_LOCAL_TIME', '/declaredAt'],
        ['VALUE_UNREADABLE', '/totalLines'],
        ['VALUE_UNREADABLE', '/countryOfDestination'],
      ]);
      expect(item.unmapped.map(({ value }: { value: string }) => value)).to.deep.equal([
        '2026-01-02T03:04:05',
        'many',
        'Malaysia',
      ]);
    });

    it('converts masses that state another unit, and keeps those without a fixed relation', () => {
      const item = firstOf(
        declaration(
          '<GoodsShipment><GovernmentAgencyGoodsItem><Commodity><GoodsMeasure>' +
            '<GrossMassMeasure unitCode="TNE">1.5</GrossMassMeasure><NetNetWeightMeasure unitCode="STN">1</NetNetWeightMeasure>' +
            '</GoodsMeasure></Commodity></GovernmentAgencyGoodsItem></GoodsShipment>',
        ),
      );
      expect(item.document.lines).to.deep.equal([{ lineNumber: 1, grossMassKg: '1500' }]);
      expect(item.unmapped.map(({ value }: { value: string }) => value)).to.have.members(['STN', '1']);
    });

    it('tells the direction by the procedure where the type does not, and refuses to guess', () => {
      const line = (code: string) =>
        `<GoodsShipment><GovernmentAgencyGoodsItem><GovernmentProcedure><CurrentCode>${code}</CurrentCode>` +
        '</GovernmentProcedure></GovernmentAgencyGoodsItem></GoodsShipment>';
      expect(firstOf(declaration(line('10'), 'COA')).document.procedure).to.equal('EXPORT');
      expect(firstOf(declaration(line('40'), 'COA')).document.procedure).to.equal('IMPORT');
      expect(firstOf(declaration('', 'T1')).document.procedure).to.equal('TRANSIT');
      expect(codeOf(() => readFile({ bytes: declaration('', 'COA') }))).to.equal('XML_PROCEDURE');
    });

    it('reads several declarations of one file, each value with one of them', () => {
      const one = new TextDecoder().decode(declaration('<ID>M1</ID>'));
      const bytes = bytesOf(`<batch id="7">${one}${one.replace('M1', 'M2')}</batch>`);
      const { items } = readFile({ bytes });
      expect(items.map(({ document }) => ('mrn' in document ? document.mrn : ''))).to.deep.equal(['M1', 'M2']);
      expect(items.map(({ unmapped }) => unmapped.length)).to.deep.equal([1, 0]);
    });
  });

  describe('requests about a declaration', () => {
    it('maps an amendment to reasons, pointers and the changed part', () => {
      expect(documentOf('wco-dm-declaration/TT_IM008b_Amendment.xml')).to.deep.equal({
        schema: 'corridor/declaration-request/1',
        simulated: false,
        request: 'AMENDMENT',
        messageFunction: '13',
        nationalTypeCode: 'COR',
        mrn: '21GB31AJB9S50C90R6',
        lrn: 'R280_TC02AMND_002',
        statements: [
          {
            text: 'Amending Status code on licence to EE',
            typeCode: 'AES',
            pointer: [
              { section: '42A', sequence: 1 },
              { section: '06A', sequence: 1 },
            ],
          },
        ],
        changes: [
          {
            reasonCode: '25',
            pointer: [
              { section: '42A', sequence: 1 },
              { section: '67A', sequence: 1 },
              { section: '68A', sequence: 1 },
              { section: '02A', sequence: 1, element: '360' },
            ],
          },
        ],
        changed: {
          lines: [
            {
              lineNumber: 1,
              producedDocuments: [
                {
                  category: '9',
                  typeCode: '100',
                  number: 'GBOIL1234567G-0001',
                  status: 'EE',
                  writeOff: { quantity: { value: '4', unitCode: 'KGM#G' } },
                },
              ],
            },
          ],
        },
      });
    });

    it('knows a presentation of goods and a cancellation', () => {
      expect(documentOf('wco-dm-declaration/TT_IM183a_Step2_GPN.xml')).to.deep.include({
        request: 'PRESENTATION',
        mrn: '24GBACHBAKA9WI1A04',
        submitter: { identifiers: [{ scheme: 'EORI', value: 'GB427168118378' }] },
      });
      const cancellation = bytesOf(
        '<Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"><FunctionCode>13</FunctionCode><ID>M1</ID>' +
          '<TypeCode>INV</TypeCode><Amendment><ChangeReasonCode>1</ChangeReasonCode></Amendment></Declaration>',
      );
      expect(firstOf(cancellation).document).to.deep.include({
        request: 'CANCELLATION',
        mrn: 'M1',
        changes: [{ reasonCode: '1' }],
      });
    });
  });

  describe('responses', () => {
    for (const name of namesIn('wco-dm-response')) {
      it(`agrees with an independent reader on ${name}`, () => {
        const facts = FACTS[name] as unknown as Record<string, string[]> & { errors: number };
        const { events } = documentOf(name);
        const of = (member: string) => events.map((event: Record<string, unknown>) => String(event[member]));
        expect([of('functionCode'), of('mrn'), of('lrn'), of('version')]).to.deep.equal([
          facts.functionCode,
          facts.mrn,
          facts.lrn,
          facts.version,
        ]);
        expect(events[0].errors?.length ?? 0).to.equal(facts.errors);
      });
    }

    it('maps duties with their lines, amounts and currencies', () => {
      const [event] = documentOf('wco-dm-response/catalogue_13_DMSTAX.xml').events;
      expect(event).to.deep.include({
        state: 'DUTY_DUE',
        issuedAt: '2020-02-13T11:11:55Z',
        statuses: [{ code: '4' }],
        bank: { id: 'GB25CITI08320011963155', reference: 'CITIGB2LLON' },
      });
      expect(event.duties).to.have.length(2);
      expect(event.duties[0]).to.deep.equal({
        lineNumber: 1,
        typeCode: 'A00',
        regimeCode: '100',
        base: { amount: '10000.00', currency: 'GBP' },
        deduction: { amount: '0.00', currency: 'GBP' },
        rate: '2.70',
        assessed: { amount: '270.00', currency: 'GBP' },
        payable: { amount: '270.00', currency: 'GBP' },
      });
    });

    it('maps errors with their pointers, deadlines and what customs changed', () => {
      const rejected = documentOf('wco-dm-response/catalogue_03_DMSREJ.xml').events[0];
      expect(rejected.errors).to.deep.equal([
        { code: 'CDS12005', pointer: [{ section: '42A' }, { section: '17C', element: 'R144' }] },
      ]);
      const documents = documentOf('wco-dm-response/catalogue_06_DMSDOC.xml').events[0];
      expect(documents.statements[0].dueAt).to.equal('2026-09-11T16:33:45Z');
      const amended = documentOf('wco-dm-response/TT_EX038a_04_DMSRES.xml').events[0];
      expect(amended.changes).to.have.length(4);
      expect(amended.changed.goodsLocation).to.deep.include({ code: 'BELBFSBEL', typeCode: 'A', qualifier: 'U' });
    });

    it('says of a time that it cannot read where it stands', () => {
      const { findings, unmapped } = itemOf('wco-dm-response/catalogue_16_DMSEOG.xml');
      expect(findings.map(({ ruleId, source }) => [ruleId, source])).to.deep.equal([
        [
          'VALUE_UNREADABLE',
          { path: '/MetaData/Response/Status/EffectiveDateTime/DateTimeString', line: 23, column: 5 },
        ],
      ]);
      expect(unmapped.map(({ value }) => value)).to.deep.equal(['3.6', 'RES', 'Wed Nov 13 00:00:00 UTC 2019']);
    });

    it('keeps an unknown function, with a finding and no state', () => {
      const item = firstOf(bytesOf('<Response><FunctionCode>99</FunctionCode></Response>'));
      expect(item.document.events).to.deep.equal([{ functionCode: '99' }]);
      expect(item.findings.map(({ ruleId }: { ruleId: string }) => ruleId)).to.deep.equal(['CODE_NOT_LISTED']);
    });
  });

  describe('nothing is lost', () => {
    for (const name of WCO.filter((each) => !/_E[AD]L\.xml$/.test(each))) {
      it(`of ${name}`, () => {
        expect(lostIn(sampleBytes(name))).to.deep.equal([]);
      });
    }

    it('of files whose elements were renamed, emptied, repeated or given other values', () => {
      const texts = WCO.filter((each) => !/_E[AD]L\.xml$/.test(each)).map((name) =>
        new TextDecoder().decode(sampleBytes(name)),
      );
      const leaf = /<(\w+)( [^<>]*)?>([^<>]+)<\/\1>/g;
      const mutation = fc.record({
        file: fc.nat(texts.length - 1),
        place: fc.nat(),
        change: fc.nat(3),
        value: fc.string(),
      });
      fc.assert(
        fc.property(mutation, ({ file, place, change, value }) => {
          const text = texts[file] ?? '';
          const leaves = [...text.matchAll(leaf)];
          const [whole = '', name = '', attributes = ''] = leaves[place % leaves.length] ?? [];
          const clean = value.toWellFormed().replace(/[^\x20-\x7e]|[<>&]/g, '');
          const replacements = [
            `<${name}X${attributes}>${clean}</${name}X>`,
            `<${name}${attributes}>${clean}</${name}>`,
            `${whole}${whole}`,
            `<${name}${attributes} extra="1">${clean || '1'}</${name}>`,
          ];
          const bytes = bytesOf(text.replace(whole, () => replacements[change] ?? ''));
          try {
            readFile({ bytes });
            expect(lostIn(bytes)).to.deep.equal([]);
          } catch (error) {
            if (!(error instanceof CodedError)) throw error;
          }
        }),
        { numRuns: 300 },
      );
    });
  });

  it('refuses or reads every damaged sample without another error', () => {
    const all = WCO.map(sampleBytes);
    const damage = fc.record({
      bytes: fc.constantFrom(...all),
      at: fc.nat(),
      with: fc.uint8Array({ maxLength: 6 }),
      cut: fc.boolean(),
    });
    fc.assert(
      fc.property(damage, ({ bytes, at, with: noise, cut }) => {
        const place = at % bytes.length;
        const damaged = cut
          ? bytes.slice(0, place)
          : Uint8Array.from([...bytes.slice(0, place), ...noise, ...bytes.slice(place + noise.length)]);
        try {
          readFile({ bytes: damaged });
        } catch (error) {
          if (!(error instanceof CodedError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});
