/** Columns that several templates have. */
import { TRANSPORT_MODES } from '../../../../protocol/documents/transport.ts';
import type { Column, RowsSheet } from '../template.ts';

type Options = Partial<Pick<Column, 'required' | 'unit' | 'choices' | 'members' | 'localPointer' | 'repeat'>>;

/** One column; the order of the arguments is that of what people look for. */
export const column = (
  header: string,
  pointer: string,
  kind: Column['kind'],
  help: string,
  options: Options = {},
): Column => ({ header, pointer, kind, help, ...options });

/** Code and name of a place. */
export const place = (header: string, pointer: string, help: string, options: Options = {}): Column[] => [
  column(`${header} code`, `${pointer}/code`, 'CODE', `${help} UN/LOCODE, for example MYPKG.`, options),
  column(`${header} name`, `${pointer}/name`, 'TEXT', `${help} Name, for people.`),
];

/** A party on a row of its own, or in a form with the name of its role before each label. */
export const party = (role: string, pointer: string, options: Options = {}): Column[] => {
  const named = (label: string) => (role === '' ? label : `${role} ${label.toLowerCase()}`);
  return [
    column(named('Name'), `${pointer}/name`, 'TEXT', 'Registered name.', options),
    column(named('Address'), `${pointer}/address/lines`, 'LIST', 'Street and number; several lines with a semicolon.'),
    column(named('City'), `${pointer}/address/city`, 'TEXT', 'City.'),
    column(named('Region'), `${pointer}/address/region`, 'TEXT', 'State or province.'),
    column(named('Postcode'), `${pointer}/address/postcode`, 'TEXT', 'Postal code.'),
    column(named('Country'), `${pointer}/address/countryCode`, 'CODE', 'Two letters, for example CN or MY.'),
    column(
      named('Registrations'),
      `${pointer}/identifiers`,
      'PAIRS',
      'Register and number with a colon, for example USCC:91500000MA0NLMU01X; SSM:202601000001; AEO:CN1234.',
      { members: ['scheme', 'value'] },
    ),
    column(named('Contact'), `${pointer}/contact/name`, 'TEXT', 'Person to ask.'),
    column(named('Telephone'), `${pointer}/contact/telephone`, 'TEXT', 'With country code.'),
    column(named('Email'), `${pointer}/contact/email`, 'TEXT', 'Address for questions.'),
    column(
      named('Ledger id'),
      `${pointer}/partyId`,
      'TEXT',
      'Id of the party in the ledger, if it is enrolled: 0x and 16 digits.',
    ),
  ];
};

export const conveyance = (pointer: string): Column[] => [
  column('Transport mode', `${pointer}/mode`, 'CHOICE', 'How the goods travel.', { choices: TRANSPORT_MODES }),
  column('Vessel name', `${pointer}/name`, 'TEXT', 'Name of the ship.'),
  column('IMO number', `${pointer}/imoNumber`, 'TEXT', 'Seven digits.'),
  column(
    'Call sign or plate',
    `${pointer}/identification/value`,
    'TEXT',
    'Other mark of the vehicle: call sign, wagon, plate.',
  ),
  column(
    'Code list of call sign or plate',
    `${pointer}/identification/codeList`,
    'TEXT',
    'Which kind of mark it is, if it is coded.',
  ),
  column('Train number', `${pointer}/trainNumber`, 'TEXT', 'For rail.'),
  column('Voyage', `${pointer}/journeyNumber`, 'TEXT', 'Voyage or trip number of the carrier.'),
  column('Vehicle nationality', `${pointer}/nationality`, 'CODE', 'Flag, two letters.'),
  column('Carrier code', `${pointer}/carrier/code`, 'TEXT', 'SCAC or SMDG code of the carrier.'),
  column(
    'Carrier code list',
    `${pointer}/carrier/codeList`,
    'TEXT',
    'Who gives out the carrier code, for example SCAC.',
  ),
  column('Carrier name', `${pointer}/carrier/name`, 'TEXT', 'Name of the carrier.'),
];

/** Columns of containers. */
export const CONTAINER_COLUMNS: readonly Column[] = [
  column('Container number', '/number', 'TEXT', 'From the container door: four letters, seven digits.', {
    required: true,
  }),
  column('Container type', '/typeCode', 'TEXT', 'ISO size and type, for example 22G1 or 45G1.'),
  column('Full or empty', '/fullness', 'CHOICE', 'What is in it.', { choices: ['FULL', 'EMPTY'] }),
  column('Tare', '/tareMassKg', 'DECIMAL', 'Mass of the empty container.', { unit: 'kg' }),
  column('Verified gross mass', '/verifiedGrossMassKg', 'DECIMAL', 'VGM: container with its cargo, as weighed.', {
    unit: 'kg',
  }),
  column('Seal {n}', '/seals/{n}/number', 'TEXT', 'Number on the seal.', { repeat: { shown: 2, most: 20 } }),
  column('Seal {n} issuer', '/seals/{n}/issuer', 'CODE', 'CA carrier, CU customs, SH shipper, TO terminal.', {
    repeat: { shown: 2, most: 20 },
  }),
];

/** Columns of dangerous goods on a line. */
export const DANGEROUS_GOODS_COLUMNS: readonly Column[] = [
  column('UN number {n}', '/dangerousGoods/{n}/unNumber', 'TEXT', 'Dangerous goods only: four digits.', {
    repeat: { shown: 1, most: 20 },
  }),
  column(
    'Hazard class {n}',
    '/dangerousGoods/{n}/hazardClass',
    'TEXT',
    'Dangerous goods only: class or division, for example 3 or 2.1.',
    {
      repeat: { shown: 1, most: 20 },
    },
  ),
  column('Packing group {n}', '/dangerousGoods/{n}/packingGroup', 'TEXT', 'Dangerous goods only: I, II or III.', {
    repeat: { shown: 1, most: 20 },
  }),
  column(
    'Technical name {n}',
    '/dangerousGoods/{n}/technicalName',
    'TEXT',
    'Dangerous goods only: proper shipping or technical name.',
    {
      repeat: { shown: 1, most: 20 },
    },
  ),
];

/** First fields of every form, after the template's own. */
export const SIMULATED = column(
  'Simulated',
  '/simulated',
  'YES_NO',
  'Write no. Yes marks content that was made up, like this example.',
);

/** Sheet of parties whose role stands on the row. */
export const partySheet = (sheet: Pick<RowsSheet, 'help' | 'parent' | 'roles'>): RowsSheet => ({
  layout: 'ROWS',
  name: 'Parties',
  array: '',
  columns: party('', ''),
  ...sheet,
});
