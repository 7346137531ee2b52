/**
 * Entry summary declarations of the European Import Control System: IE315 and its amendment IE313.
 * @see ICS 1, messages CC315A and CC313A
 */
import { ENTRY_SUMMARY_SCHEMA_NAME } from '../../../../protocol/documents/entry-summary.ts';
import { readTime } from '../../edifact/values.ts';
import type { XmlDialect } from '../dialect.ts';
import { type MappingName, mapMessage } from '../mapped-message.ts';
import type { Rule } from '../mapping.ts';
import { object, objects, value, values } from '../rules.ts';
import { count, country, decimal, long, matching, type Reading, short } from '../values.ts';
import { modeOfTransport } from '../wco/parts.ts';

export const ENTRY_SUMMARY: MappingName = {
  kind: 'ICS_ENTRY_SUMMARY',
  mapping: 'xml/ics-entry-summary',
  mappingVersion: '1',
};

const NAMESPACE = /^http:\/\/ics\.dgtaxud\.ec\//;

/** `CCYYMMDDhhmm`, which names no time zone. */
const localMinute: Reading = (text) => readTime(text, '203')?.local;

/** Names of the elements of a party; every group of the message has its own. */
interface PartyNames {
  readonly name: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
  /** Trader identification number. */
  readonly tin: string;
}

function partyAt(group: string, to: string, names: PartyNames): Rule {
  const address = [
    values(names.street, '/lines', short),
    value(names.city, '/city', short),
    value(names.postcode, '/postcode', short),
    value(names.country, '/countryCode', country),
  ];
  return object(group, to, [
    value(names.name, '/name', long),
    object('', '/address', address, { fixed: { lines: [] } }),
    object('', '/identifiers/0', [value(names.tin, '/value', short)], { fixed: { scheme: 'EORI' } }),
  ]);
}

/** @param level digit of the group: `1` header, `2` item */
const consignorAndConsignee = (level: string): readonly Rule[] =>
  (
    [
      ['CO', '/consignor'],
      ['CE', '/consignee'],
    ] as const
  ).map(([letters, to]) =>
    partyAt(`TRACON${letters}${level}`, to, {
      name: `Nam${letters}${level}7`,
      street: `StrAndNum${letters}${level}22`,
      postcode: `PosCod${letters}${level}23`,
      city: `Cit${letters}${level}24`,
      country: `Cou${letters}${level}25`,
      tin: `TIN${letters}${level}59`,
    }),
  );

const place = (from: string, to: string): Rule => value(from, `${to}/name`, short);

const packages: readonly Rule[] = [
  value('KinOfPacGS23', '/typeCode', short),
  value('NumOfPacGS24', '/count', count),
  value('NumOfPieGS25', '/pieces', count),
  value('MarNumOfPacGSL21', '/marks', long),
];

const item: readonly Rule[] = [
  value('IteNumGDS7', '/itemNumber', count),
  value('GooDesGDS23', '/description', long),
  value('COMCODGODITM/ComNomCMD1', '/hsCode', matching(/^\d{6}$/), 'of six digits'),
  value('COMCODGODITM/ComNomCMD1', '/commodityCode', short, 'of another length'),
  value('GroMasGDS46', '/grossMassKg', decimal),
  value('UNDanGooCodGDI1', '/unNumber', matching(/^\d{4}$/)),
  value('ComRefNumGIM1', '/commercialReference', short),
  value('MetOfPayGDI12', '/freightPaymentMethod', short),
  place('PlaLoaGOOITE333', '/placeOfLoading'),
  place('PlaUnlGOOITE333', '/placeOfDischarge'),
  ...consignorAndConsignee('2'),
  partyAt('PRTNOT640', '/notifyParty', {
    name: 'NamPRTNOT642',
    street: 'StrNumPRTNOT646',
    postcode: 'PstCodPRTNOT644',
    city: 'CtyPRTNOT643',
    country: 'CouCodGINOT647',
    tin: 'TINPRTNOT641',
  }),
  objects('PRODOCDC2', '/documents', [value('DocTypDC21', '/typeCode', short), value('DocRefDC23', '/number', short)]),
  values('SPEMENMT2/AddInfCodMT23', '/mentions', short),
  values('CONNR2/ConNumNR21', '/containerNumbers', short),
  objects('IDEMEATRAGI970', '/conveyances', [
    value('NatIDEMEATRAGI973', '/nationality', country),
    value('IdeMeaTraGIMEATRA971', '/identification/value', short),
  ]),
  objects('PACGS2', '/packages', packages),
];

const header: readonly Rule[] = [
  value('HEAHEA/RefNumHEA4', '/lrn', short),
  value('HEAHEA/DocNumHEA5', '/mrn', short),
  value('HEAHEA/DecDatTimHEA114', '/declaredLocal', localMinute),
  value('HEAHEA/DatTimAmeHEA113', '/amendedLocal', localMinute),
  place('HEAHEA/DecPlaHEA394', '/placeOfDeclaration'),
  place('HEAHEA/AmdPlaHEA598', '/placeOfAmendment'),
  value('HEAHEA/TraModAtBorHEA76', '/conveyance/mode', modeOfTransport),
  value('HEAHEA/IdeOfMeaOfTraCroHEA85', '/conveyance/identification/value', short),
  value('HEAHEA/NatOfMeaOfTraCroHEA87', '/conveyance/nationality', country),
  value('HEAHEA/ConRefNumHEA', '/conveyance/journeyNumber', short),
  value('HEAHEA/ComRefNumHEA', '/commercialReference', short),
  value('HEAHEA/SpeCirIndHEA1', '/specialCircumstance', short),
  value('HEAHEA/TraChaMetOfPayHEA1', '/freightPaymentMethod', short),
  value('HEAHEA/TotNumOfIteHEA305', '/totalItems', count),
  value('HEAHEA/TotNumOfPacHEA306', '/totalPackages', count),
  value('HEAHEA/TotGroMasHEA307', '/totalGrossMassKg', decimal),
  place('HEAHEA/PlaLoaGOOITE334', '/placeOfLoading'),
  place('HEAHEA/PlaUnlGOOITE334', '/placeOfDischarge'),
  ...consignorAndConsignee('1'),
  partyAt('NOTPAR670', '/notifyParty', {
    name: 'NamNOTPAR672',
    street: 'StrNumNOTPAR673',
    postcode: 'PosCodNOTPAR676',
    city: 'CitNOTPAR674',
    country: 'CouCodNOTPAR675',
    tin: 'TINNOTPAR671',
  }),
  partyAt('TRAREP', '/representative', {
    name: 'NamTRE1',
    street: 'StrAndNumTRE1',
    postcode: 'PosCodTRE1',
    city: 'CitTRE1',
    country: 'CouCodTRE1',
    tin: 'TINTRE1',
  }),
  partyAt('PERLODSUMDEC', '/declarant', {
    name: 'NamPLD1',
    street: 'StrAndNumPLD1',
    postcode: 'PosCodPLD1',
    city: 'CitPLD1',
    country: 'CouCodPLD1',
    tin: 'TINPLD1',
  }),
  partyAt('TRACARENT601', '/carrier', {
    name: 'NamTRACARENT604',
    street: 'StrNumTRACARENT607',
    postcode: 'PstCodTRACARENT606',
    city: 'CtyTRACARENT603',
    country: 'CouCodTRACARENT605',
    tin: 'TINTRACARENT602',
  }),
];

export const ENTRY_SUMMARY_RULES: readonly Rule[] = [
  ...header,
  objects('GOOITEGDS', '/items', item),
  values('ITI/CouOfRouCodITI1', '/countriesOfRouting', country),
  objects('SEAID529', '/seals', [value('SeaIdSEAID530', '/number', short)]),
  value('CUSOFFLON/RefNumCOL1', '/officeOfLodgement', short),
  value('CUSOFFFENT730/RefNumCUSOFFFENT731', '/officeOfEntry', short),
  value('CUSOFFFENT730/ExpDatOfArrFIRENT733', '/estimatedArrivalLocal', localMinute),
  values('CUSOFFSENT740/RefNumSUBENR909', '/officesOfSubsequentEntry', short),
];

const FUNCTIONS: Readonly<Record<string, string>> = { CC315A: '9', CC313A: '4' };

export const ICS_ENTRY_SUMMARY: XmlDialect = {
  recognises: ({ name, namespace }) =>
    Object.hasOwn(FUNCTIONS, name) && (namespace === '' || NAMESPACE.test(namespace)),
  read(root) {
    const initial = {
      schema: ENTRY_SUMMARY_SCHEMA_NAME,
      documentType: 933,
      simulated: false,
      messageFunction: FUNCTIONS[root.name] ?? '9',
      conveyance: {},
      items: [],
    };
    const item = mapMessage(
      ENTRY_SUMMARY,
      { element: root, scope: root, others: [] },
      { initial, rules: ENTRY_SUMMARY_RULES },
    );
    return { items: [{ ...item, reference: root.find('MesIdeMES19')?.value ?? item.reference }], findings: [] };
  },
};
