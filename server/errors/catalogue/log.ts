/** Refusals of the transparency log. */
import { entries } from './entry.ts';

export const LOG_ERRORS = entries({
  LOG_ENTRY_NOT_FOUND: [
    'Not in the log',
    404,
    'The log, at the size asked for, has no applied action of this digest or sequence.',
    'Check the digest; an action that was just accepted stands in the log once it is anchored.',
  ],
  LOG_SIZE_NOT_AVAILABLE: [
    'No proof for this size',
    404,
    'The log has not so many leaves, the sizes are in the wrong order, or the head map is not kept as it stood at this size.',
    'Take the size of the newest checkpoint, or of the newest cosigned one.',
  ],
  LOG_TILE_NOT_FOUND: [
    'No such tile',
    404,
    'The path names no tile, or one that the log does not have yet at this width.',
    'Fetch the checkpoint first; its size says which tiles there are.',
  ],
  LOG_NOT_COSIGNED: [
    'Nobody cosigned yet',
    404,
    'No other gateway has cosigned a checkpoint of this one, or none is pinned.',
    'Take the newest checkpoint, and judge it by the signatures that it has.',
  ],
  DOSSIER_ACTION_UNAVAILABLE: [
    'Signed action not available',
    502,
    'An action of the case came past this gateway, and the chain node no longer has the transaction that carried it.',
    'Ask the gateway that accepted it, or point this one at a node that keeps all transactions.',
  ],
  DOSSIER_TOO_LARGE: [
    'Dossier too large',
    422,
    'The files of the case are larger than one dossier may carry.',
    'Leave the attachments out, or name the documents to show.',
  ],
  DOSSIER_PAGE_NOT_BUILT: [
    'No offline page here',
    404,
    'This gateway has no built web console, which holds the offline page.',
    'Ask for the dossier as JSON, and check it with corridor verify.',
  ],
  COSIGNATURE_INVALID: [
    'Cosignature does not count',
    422,
    'The note has no valid cosignature of a gateway that this one has pinned.',
    'Cosign the text of the checkpoint with the pinned key (C2SP tlog-cosignature v1).',
  ],
  CHECKPOINT_UNKNOWN: [
    'Not a checkpoint of this gateway',
    409,
    'This gateway has signed no checkpoint with this text.',
    'Fetch the newest checkpoint, compare it with your own log, and cosign that one.',
  ],
  LOG_BEHIND: [
    'Log is being read again',
    503,
    'The gateway has signed a checkpoint for more actions than it has read from the chain, after a reorganisation or a rebuild.',
    'Try again when it has caught up; /ready tells.',
    true,
  ],
  LOG_CONTRADICTED: [
    'Chain contradicts what was signed',
    503,
    'The chain no longer has the actions for which the gateway signed a checkpoint. It signs no other history.',
    'Compare with another gateway; /v1/log/alarms shows the evidence. Only the operators of the chain can resolve it.',
  ],
});
