/**
 * Which events are the same. Records are sent again, and an error declaration repeats the event that it is about, with
 * its id: only content and declaration together tell them apart.
 */
import { memberOf, type SourceNode } from '../reader/source-tree.ts';

/** When a repository took an event in says nothing about the event. */
const RECORD_TIME = 'recordTime';

/** Text that is equal for equal events, whatever the order of their members. */
export function identityOf(event: SourceNode): string {
  if (event.type !== 'object') return spelled(event);
  const { [RECORD_TIME]: _, ...members } = event.members;
  return spelled({ ...event, members });
}

function spelled(node: SourceNode): string {
  switch (node.type) {
    case 'object':
      return `{${Object.entries(node.members)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, member]) => `${JSON.stringify(key)}:${spelled(member)}`)
        .join(',')}}`;
    case 'array':
      return `[${node.items.map(spelled).join(',')}]`;
    case 'string':
      return JSON.stringify(node.text);
    default:
      return node.text;
  }
}

/** Whether an event is about another one being wrong. */
export const declaresError = (event: SourceNode): boolean => memberOf(event, 'errorDeclaration') !== undefined;
