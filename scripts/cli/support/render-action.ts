/** What became of an action, for people. */
import type { ActionStatus } from '../../../client/types.ts';
import { localTime, pairs } from './output.ts';

export function actionLines(status: ActionStatus): string[] {
  return pairs([
    ['action', `${status.kind} ${status.digest}`],
    ['status', status.reason ? `${status.status}: ${status.reason}` : status.status],
    ['sequence', status.sequence?.toString()],
    ['block', status.blockNumber === undefined ? undefined : `${status.blockNumber} ${status.blockHash ?? ''}`],
    ['anchored', status.blockTime && localTime(status.blockTime)],
    ['gas', status.gasUsed?.toLocaleString('en')],
  ]);
}
