/**
 * Declarations of the WCO Data Model: a goods declaration, or a request about one that was lodged before.
 * @see WCO Data Model 3.6, Declaration; the customization of UK CDS
 */
import { DECLARATION_REQUEST_SCHEMA_NAME } from '../../../../protocol/documents/declaration-request.ts';
import { GOODS_DECLARATION_SCHEMA_NAME } from '../../../../protocol/documents/goods-declaration.ts';
import { FormatError } from '../../format-error.ts';
import type { MappedItem } from '../../reading.ts';
import { type MappingName, type Message, mapMessage } from '../mapped-message.ts';
import type { Rule } from '../mapping.ts';
import { object, time, value } from '../rules.ts';
import type { XmlElement } from '../tree.ts';
import { short } from '../values.ts';
import { declarationRules } from './declaration-rules.ts';
import { changesAt, partyAt, peek, statementsAt } from './parts.ts';

export const WCO_DECLARATION: MappingName = {
  kind: 'WCO_DM_DECLARATION',
  mapping: 'xml/wco-declaration',
  mappingVersion: '1',
};

export const WCO_REQUEST: MappingName = { kind: 'WCO_DM_REQUEST', mapping: 'xml/wco-request', mappingVersion: '1' };

/** Functions (UNTDID 1225) that refer to a declaration lodged before: cancellation, change, request, reply. */
const REQUEST_FUNCTIONS: Readonly<Record<string, string>> = {
  '1': 'CANCELLATION',
  '4': 'AMENDMENT',
  '13': 'OTHER',
  '14': 'OTHER',
};

/** Kinds of request. @see UK CDS, additional message types */
const REQUEST_TYPES: Readonly<Record<string, string>> = {
  COR: 'AMENDMENT',
  INV: 'CANCELLATION',
  GPR: 'PRESENTATION',
};

export const requestRules: readonly Rule[] = [
  value('FunctionCode', '/messageFunction', short),
  value('TypeCode', '/nationalTypeCode', short, 'COR amendment, INV cancellation, GPR presentation'),
  value('ID', '/mrn', short),
  value('FunctionalReferenceID', '/lrn', short),
  time('IssueDateTime', { instant: '/requestedAt' }),
  partyAt('Submitter', '/submitter'),
  statementsAt('AdditionalInformation', '/statements'),
  changesAt('Amendment', '/changes'),
  object('', '/changed', declarationRules(true)),
];

/** @throws {FormatError} XML_PROCEDURE if it says neither export nor import nor transit */
export function mapDeclaration(message: Message): MappedItem {
  const { element } = message;
  const request = lookUp(REQUEST_FUNCTIONS, peek(element, 'FunctionCode'));
  if (request !== undefined) return mapRequest(message, request);
  const kind = kindOf(element);
  return mapMessage(WCO_DECLARATION, message, {
    initial: {
      schema: GOODS_DECLARATION_SCHEMA_NAME,
      documentType: kind.documentType,
      simulated: false,
      procedure: kind.procedure,
      ...EMPTY_LISTS,
    },
    rules: declarationRules(false),
  });
}

/** Members that every goods declaration has. */
export const EMPTY_LISTS = {
  conveyance: {},
  transportDocuments: [],
  containers: [],
  lines: [],
  supportingDocuments: [],
};

function mapRequest(message: Message, byFunction: string): MappedItem {
  const request = lookUp(REQUEST_TYPES, peek(message.element, 'TypeCode')) ?? byFunction;
  return mapMessage(WCO_REQUEST, message, {
    initial: { schema: DECLARATION_REQUEST_SCHEMA_NAME, simulated: false, request },
    rules: requestRules,
  });
}

interface DeclarationKind {
  readonly documentType: number;
  readonly procedure: 'EXPORT' | 'IMPORT' | 'TRANSIT';
}

const KINDS: readonly (readonly [RegExp, DeclarationKind])[] = [
  [/^EX/, { documentType: 830, procedure: 'EXPORT' }],
  [/^IM/, { documentType: 929, procedure: 'IMPORT' }],
  [/^(?:T[1-5]?|TR|TIR)/, { documentType: 950, procedure: 'TRANSIT' }],
];

/** First digit of the requested procedure: 1 to 3 leave the country, the others enter it. @see UCC data element 1/10 */
const PROCEDURES: readonly (readonly [RegExp, DeclarationKind])[] = [
  [/^[123]/, { documentType: 830, procedure: 'EXPORT' }],
  [/^[04-9]/, { documentType: 929, procedure: 'IMPORT' }],
];

function kindOf(element: XmlElement): DeclarationKind {
  const type = peek(element, 'TypeCode');
  const requested = peek(element, 'GoodsShipment/GovernmentAgencyGoodsItem/GovernmentProcedure/CurrentCode');
  const kind = firstMatch(KINDS, type) ?? firstMatch(PROCEDURES, requested);
  if (kind === undefined) throw new FormatError('XML_PROCEDURE', { type, line: element.line });
  return kind;
}

function firstMatch(table: readonly (readonly [RegExp, DeclarationKind])[], code: string): DeclarationKind | undefined {
  return table.find(([form]) => form.test(code))?.[1];
}

const lookUp = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
