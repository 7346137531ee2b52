/** Which actions must keep their order among each other. */
import { ACTION_KINDS, type SignedAction } from '../../../protocol/actions.ts';
import { concernsCase } from '../../chain/event-decoder.ts';

/**
 * Actions of one key reach the chain in the order in which they were accepted: those of a case, those of a
 * jurisdiction's council. A cancellation stands alone, so that it may overtake what it cancels.
 */
export function orderKeyOf({ kind, message }: SignedAction, digest: string): string {
  if (concernsCase(kind)) return `case:${String(message['caseId'])}`;
  if (kind === 'CancelAction') return `cancel:${digest}`;
  if (ACTION_KINDS[kind].authority === 'ROTATION') return `key:${String(message['keyId'])}`;
  return `jurisdiction:${String(message['jurisdiction'])}`;
}
