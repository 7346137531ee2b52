/**
 * Movements of goods that a port or loader reports: arrival, anticipated arrival and departure.
 * @see UK customs inventory linking exports, inventoryLinkingMovementRequest
 */
import { TRACKING_EVENTS_SCHEMA_NAME } from '../../../../protocol/documents/tracking-events.ts';
import { FormatError } from '../../format-error.ts';
import type { XmlDialect } from '../dialect.ts';
import { type MappingName, mapMessage } from '../mapped-message.ts';
import type { Draft, Rule } from '../mapping.ts';
import { custom, object, objects, row, takeInto, time, value } from '../rules.ts';
import type { XmlElement } from '../tree.ts';
import { country, long, short } from '../values.ts';
import { constant, modeOfTransport } from '../wco/parts.ts';

export const MOVEMENT: MappingName = { kind: 'GOODS_MOVEMENT', mapping: 'xml/goods-movement', mappingVersion: '1' };

const MESSAGE = 'inventoryLinkingMovementRequest';

/** DCSA event and classifier by message code; the others (EAC consolidation, CST closing) move no goods. */
const MOVEMENTS: Readonly<Record<string, readonly [code: string, classifier: string]>> = {
  EAL: ['ARRI', 'ACTUAL'],
  EAA: ['ARRI', 'ESTIMATED'],
  EDL: ['DEPA', 'ACTUAL'],
  // an arrival reported afterwards happened all the same
  RET: ['ARRI', 'ACTUAL'],
};

const movement: Rule = custom(
  [
    row('messageCode', '/code', 'EAL, EAA and RET ARRI, EDL DEPA'),
    row('messageCode', '/classifier', 'EAA is ESTIMATED'),
  ],
  (draft) => {
    const code = draft.element.find('messageCode');
    const known = Object.hasOwn(MOVEMENTS, code?.value ?? '') ? MOVEMENTS[code?.value ?? ''] : undefined;
    if (code === undefined || known === undefined)
      throw new FormatError('XML_UNSUPPORTED', { message: code?.value ?? '' });
    draft.set('/code', known[0], code);
    draft.set('/classifier', known[1]);
  },
);

/** A consignment reference: of the declaration, or the master reference of a consolidation. */
const ucr: Rule = custom(
  [row('ucrBlock/ucr', '/references/0/number', 'type UCR, or MUCR for a master reference')],
  (draft) => {
    const block = draft.element.find('ucrBlock');
    const [number, type] = [block?.find('ucr'), block?.find('ucrType')];
    if (number === undefined || number.value === '') return;
    if (!takeInto(draft, number, '/references/0/number', long)) return;
    draft.set('/references/0/type', type?.value === 'M' ? 'MUCR' : 'UCR');
    if (type?.value === 'M' || type?.value === 'D') draft.take(type);
  },
);

/** The envelope says who reports, and when. */
const envelope: Rule = custom(
  [row('requestCommon/submitter', '/parties/0/party'), row('requestCommon/dateTimeStamp', '/recordedAt')],
  (draft) => {
    const header = rootOf(draft.element).find('requestCommon');
    if (header !== undefined) takeFrom(draft, header);
  },
);

function takeFrom(draft: Draft, header: XmlElement): void {
  const part = draft.part(header);
  time('dateTimeStamp', { instant: '/recordedAt' }).apply(part);
  submitter.apply(part);
  draft.adopt(part, '');
}

const submitter: Rule = objects(
  'submitter',
  '/parties',
  [value('', '/party/identifiers/0/value', short), constant('/party/identifiers/0/scheme', 'EORI')],
  { fixed: { role: 'SUB' } },
);

const eventRules: readonly Rule[] = [
  movement,
  constant('/subject', 'CONSIGNMENT'),
  value('movementReference', '/eventId', short),
  time('goodsArrivalDateTime', { instant: '/occurredAt' }),
  time('goodsDepartureDateTime', { instant: '/occurredAt' }),
  value('goodsLocation', '/place/code', short),
  ucr,
  objects('masterUCR', '/references', [value('', '/number', long)], { fixed: { type: 'MUCR' }, note: 'type MUCR' }),
  object('transportDetails', '/conveyance', [
    value('transportID', '/identification/value', short),
    value('transportMode', '/mode', modeOfTransport),
    value('transportNationality', '/nationality', country),
  ]),
  objects(
    'agentDetails/EORI',
    '/parties',
    [value('', '/party/identifiers/0/value', short), constant('/party/identifiers/0/scheme', 'EORI')],
    { fixed: { role: 'AG' }, note: 'role AG' },
  ),
  envelope,
];

export const MOVEMENT_RULES: readonly Rule[] = [objects('', '/events', eventRules)];

export const GOODS_MOVEMENT: XmlDialect = {
  recognises: (root) => movementIn(root) !== undefined,
  read(root) {
    const element = movementIn(root) ?? root;
    const item = mapMessage(
      MOVEMENT,
      { element, scope: root, others: [] },
      { initial: { schema: TRACKING_EVENTS_SCHEMA_NAME, simulated: false }, rules: MOVEMENT_RULES },
    );
    return { items: [{ ...item, reference: element.find('movementReference')?.value ?? '' }], findings: [] };
  },
};

/** The message itself, or inside its envelope. */
function movementIn(root: XmlElement): XmlElement | undefined {
  if (root.name === MESSAGE) return root;
  return root.find(MESSAGE) ?? root.find('requestDetail', MESSAGE);
}

function rootOf(element: XmlElement): XmlElement {
  let root = element;
  while (root.parent !== undefined) root = root.parent;
  return root;
}
