/** Files of the WCO Data Model: declarations and responses, bare or inside the envelopes of those who carry them. */
import type { FileContent } from '../../reading.ts';
import type { XmlDialect } from '../dialect.ts';
import type { Message } from '../mapped-message.ts';
import type { XmlElement } from '../tree.ts';
import { mapDeclaration } from './declaration.ts';
import { mapResponses } from './response.ts';

/** Envelopes lie at most this deep around a message. */
const MAX_ENVELOPES = 6;

const WCO_NAMESPACE = /^urn:wco:datamodel:/i;

/** What every message of the data model has; `FunctionCode` is mandatory in both. */
const looksLikeMessage = (element: XmlElement): boolean =>
  WCO_NAMESPACE.test(element.namespace) || element.childrenNamed('FunctionCode').length > 0;

/** Declarations, and elements that hold responses, in the order of the file. */
function messagesIn(element: XmlElement, depth = 0): XmlElement[] {
  if (element.name === 'Declaration' || element.name === 'Response') return looksLikeMessage(element) ? [element] : [];
  if (element.childrenNamed('Response').some(looksLikeMessage)) return [element];
  return depth === MAX_ENVELOPES ? [] : element.children.flatMap((child) => messagesIn(child, depth + 1));
}

export const WCO_DATA_MODEL: XmlDialect = {
  recognises: (root) => messagesIn(root).length > 0,
  read(root): FileContent {
    const elements = messagesIn(root);
    const items = elements.map((element, index) => {
      const others = elements.filter((other) => other !== element);
      const message: Message = index === 0 ? { element, scope: root, others } : { element, scope: element, others: [] };
      return element.name === 'Declaration' ? mapDeclaration(message) : mapResponses(message);
    });
    return { items, findings: [] };
  },
};
