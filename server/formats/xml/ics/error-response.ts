/**
 * Refusal of a message before customs looked at the declaration in it.
 * @see UK GovTalk, namespace CM/errorresponse, which ICS answers with
 */
import { CUSTOMS_RESPONSE_SCHEMA_NAME } from '../../../../protocol/documents/customs-response.ts';
import type { XmlDialect } from '../dialect.ts';
import { type MappingName, mapMessage } from '../mapped-message.ts';
import type { Rule } from '../mapping.ts';
import { objects, value } from '../rules.ts';
import { long, short } from '../values.ts';
import { constant } from '../wco/parts.ts';

export const ERROR_RESPONSE: MappingName = {
  kind: 'GOVTALK_ERROR_RESPONSE',
  mapping: 'xml/error-response',
  mappingVersion: '1',
};

const NAMESPACE = 'http://www.govtalk.gov.uk/CM/errorresponse';

export const ERROR_RESPONSE_RULES: readonly Rule[] = [
  objects(
    '',
    '/events',
    [
      constant('/state', 'REJECTED'),
      objects('Error', '/errors', [
        value('RaisedBy', '/raisedBy', short),
        value('Number', '/code', short),
        value('Type', '/category', short),
        value('Text', '/description', long),
        value('Location', '/location', long),
      ]),
    ],
    { keepsPlace: true },
  ),
];

export const GOVTALK_ERROR_RESPONSE: XmlDialect = {
  recognises: ({ name, namespace }) => name === 'ErrorResponse' && namespace === NAMESPACE,
  read: (root) => ({
    items: [
      mapMessage(
        ERROR_RESPONSE,
        { element: root, scope: root, others: [] },
        { initial: { schema: CUSTOMS_RESPONSE_SCHEMA_NAME, simulated: false }, rules: ERROR_RESPONSE_RULES },
      ),
    ],
    findings: [],
  }),
};
