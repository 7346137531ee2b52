/** Template of a manifest: one row a transport document, one a line of goods, one a container, tied by the number. */
import type { RowsSheet, TableTemplate } from '../template.ts';
import {
  CONTAINER_COLUMNS,
  column,
  conveyance,
  DANGEROUS_GOODS_COLUMNS,
  party,
  partySheet,
  place,
  SIMULATED,
} from './columns.ts';

const TRANSPORT_DOCUMENT = column(
  'Transport document',
  '/transportDocument/number',
  'TEXT',
  'Number of the bill of lading or rail note that the row belongs to; blank means the one of the row above.',
);

const parent = { sheet: 'Consignments', key: TRANSPORT_DOCUMENT };

const consignments: RowsSheet = {
  layout: 'ROWS',
  name: 'Consignments',
  help: 'One row for each bill of lading, waybill or rail note.',
  array: '/consignments',
  defaults: { containers: [], items: [] },
  columns: [
    column('Transport document', '/transportDocument/number', 'TEXT', 'Number of the bill of lading or rail note.', {
      required: true,
    }),
    column(
      'Transport document type',
      '/transportDocument/documentType',
      'CHOICE',
      '705 bill of lading, 704 master, 714 house, 710 sea waybill, 720 rail note, 722 SMGS.',
      {
        choices: ['704', '705', '710', '714', '720', '722'],
      },
    ),
    column(
      'Transport document qualifier',
      '/transportDocument/qualifier',
      'CODE',
      'BM bill of lading, MB master, BH house; may stay blank.',
    ),
    column('Sequence', '/sequence', 'TEXT', 'Your own number of the row; may stay blank.'),
    column('Consolidation number', '/consolidationNumber', 'TEXT', 'Master document of a groupage.'),
    column('UCR', '/ucr', 'CODE', 'Unique consignment reference, up to 35 capitals and digits.'),
    column(
      'References',
      '/references',
      'PAIRS',
      'Other references with their kind, for example BN:12345; several with a semicolon.',
      {
        members: ['qualifier', 'number'],
      },
    ),
    column('Customs status', '/customsStatus', 'TEXT', 'Code of the customs status, if there is one.'),
    column('Transhipment', '/transhipment', 'YES_NO', 'Yes if the goods only change ships here.'),
    ...place('Place of receipt', '/placeOfReceipt', 'Where the carrier took the goods over.'),
    ...place('Place of loading', '/placeOfLoading', 'Where they are loaded.', { required: true }),
    ...place('Place of discharge', '/placeOfDischarge', 'Where they are unloaded.', { required: true }),
    ...place('Place of delivery', '/placeOfDelivery', 'Where the carrier hands them over.'),
    column('Remarks', '/remarks', 'LIST', 'Anything else; several remarks with a semicolon.'),
  ],
};

const lines: RowsSheet = {
  layout: 'ROWS',
  name: 'Lines',
  help: 'One row for each kind of goods under a transport document.',
  array: '/items',
  parent,
  columns: [
    column('Line', '/itemNumber', 'COUNT', 'Number of the line under its transport document.'),
    column('Description', '/description', 'TEXT', 'What the goods are, in plain words: no "general cargo".', {
      required: true,
    }),
    column('HS code', '/hsCode', 'HS_CODE', 'Six digits.', { required: true }),
    column('Packages {n}', '/packages/{n}/count', 'COUNT', 'How many packages.', { repeat: { shown: 1, most: 20 } }),
    column('Package type {n}', '/packages/{n}/typeCode', 'CODE', 'For example CT carton, PX pallet, BG bag.', {
      repeat: { shown: 1, most: 20 },
    }),
    column('Marks', '/marks', 'LIST', 'Marks and numbers on the packages; several with a semicolon.'),
    column('Gross mass', '/grossMassKg', 'DECIMAL', 'Goods with their packaging.', { unit: 'kg', required: true }),
    column('Net mass', '/netMassKg', 'DECIMAL', 'Goods without packaging.', { unit: 'kg' }),
    column('Volume', '/volumeM3', 'DECIMAL', 'Volume of the packages.', { unit: 'm3' }),
    column(
      'Containers',
      '/containerNumbers',
      'LIST',
      'Numbers of the containers that hold the line; several with a semicolon.',
    ),
    ...DANGEROUS_GOODS_COLUMNS,
  ],
};

const containers: RowsSheet = {
  layout: 'ROWS',
  name: 'Containers',
  help: 'One row for each container under a transport document.',
  array: '/containers',
  parent,
  columns: CONTAINER_COLUMNS,
};

export const MANIFEST_TEMPLATE: TableTemplate = {
  name: 'manifest',
  title: 'Manifest: what a ship or train carries, by transport document',
  version: '1',
  defaults: { schema: 'corridor/manifest/1', documentType: 785, simulated: false, conveyance: {}, consignments: [] },
  emptyLists: [{ member: 'address', list: 'lines' }],
  sheets: [
    {
      layout: 'FORM',
      name: 'Header',
      columns: [
        SIMULATED,
        column('Manifest number', '/number', 'TEXT', 'Your number of the manifest.', { required: true }),
        column(
          'Document type',
          '/documentType',
          'CHOICE',
          '785 cargo manifest, 85 customs manifest, 788 container manifest.',
          {
            choices: ['85', '785', '788', '833', '933'],
          },
        ),
        column('Message function', '/messageFunction', 'TEXT', '9 original, 5 replaces an earlier one, 1 cancels.'),
        column('Issued on', '/issuedOn', 'DATE', 'For example 2026-11-24.'),
        column('Issued at', '/issuedAt', 'TIME', 'With offset, for example 2026-11-24 14:00 +08:00.'),
        ...conveyance('/conveyance'),
        ...place('Place of entry', '/placeOfEntry', 'First port or customs office of entry.', { required: true }),
        column(
          'Estimated arrival',
          '/estimatedArrivalAt',
          'TIME',
          'With offset, for example 2026-11-24 14:00 +08:00.',
          {
            required: true,
            localPointer: '/estimatedArrivalLocal',
          },
        ),
        column(
          'Estimated departure',
          '/estimatedDepartureAt',
          'TIME',
          'With offset, for example 2026-11-20 14:00 +08:00.',
          {
            localPointer: '/estimatedDepartureLocal',
          },
        ),
        column(
          'References',
          '/references',
          'PAIRS',
          'Other references with their kind, for example ABT:12345; several with a semicolon.',
          {
            members: ['qualifier', 'number'],
          },
        ),
        ...party('Lodger', '/lodger'),
      ],
    },
    consignments,
    lines,
    containers,
    partySheet({
      help: 'One row for each party of a transport document.',
      parent,
      roles: {
        header: 'Role',
        help: 'Consignor, Consignee, Notify party, or a code of UNTDID 3035 such as FW forwarder.',
        targets: { Consignor: '/consignor', Consignee: '/consignee', 'Notify party': '/notifyParties/-' },
        other: { array: '/otherParties', code: '/role', content: '/party' },
      },
    }),
  ],
};
