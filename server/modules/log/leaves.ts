/** Leaves of the log from the rows of the index. */

import type { ActionKindName } from '../../../protocol/actions.ts';
import type { LogLeaf } from '../../../protocol/log/log-leaf.ts';
import type { EventRow } from '../projection/rows.ts';

export function leafOfEvent(row: EventRow): LogLeaf {
  return {
    sequence: row.sequence,
    kind: row.kind as ActionKindName,
    blockTime: row.block_time,
    digest: row.digest,
    signatureDigest: row.signature_digest,
    actor: row.actor,
    subject: row.subject,
    actorHead: row.actor_head,
    subjectHead: row.subject_head,
  };
}
