/** What can be wrong with a dossier: one code per defect, under the check that finds it. */

/** Checks of a dossier in the order in which they are made and shown. */
export const DOSSIER_CHECKS = {
  FORM: 'The file is a dossier, in its one defined order, and nothing stands in it twice.',
  LEDGER: 'It is of the ledger that was pinned.',
  CHECKPOINT: 'A pinned gateway signed the state of the log.',
  COSIGNATURE: 'As many pinned gateways as are required cosigned that state.',
  FRESHNESS: 'The state of the log is not older than the stated limit.',
  INCLUSION: 'Every action stands in that log.',
  SIGNATURE: 'Every action is signed by the keys that it names.',
  CASE_COMPLETE: 'No action of the case is left out, from its opening to its head.',
  STANDING: 'No enrolment, suspension, revocation or change of council is left out.',
  ENROLMENT:
    'Councils that lead back to the pinned ones enrolled everybody who signed, and they were in standing then.',
  RULES: 'Who acted was allowed to, and each step follows from the one before.',
  DOCUMENT: 'Content that is shown has the root that was signed.',
  ATTACHMENT: 'Files are named by content that is shown, and have the digest that it names.',
  PROMISE: 'Promises of gateways are genuine and were kept.',
} as const;

export type DossierCheck = keyof typeof DOSSIER_CHECKS;

/** Every defect: its check, and what it means. */
export const DOSSIER_FAULTS = {
  NOT_A_DOSSIER: ['FORM', 'The file does not have the form of a dossier.'],
  ACTION_MALFORMED: ['FORM', 'A signed action does not have its form, or is not in its one spelling.'],
  NOT_IN_ORDER: ['FORM', 'An entry is out of order or stands twice.'],

  OTHER_LEDGER: ['LEDGER', 'The dossier is of another ledger than the pinned one.'],

  CHECKPOINT_MALFORMED: ['CHECKPOINT', 'The checkpoint is no signed note of a log.'],
  CHECKPOINT_OF_OTHER_LOG: ['CHECKPOINT', 'The checkpoint is of another log.'],
  CHECKPOINT_SIGNATURE: ['CHECKPOINT', 'A signature below the checkpoint names a pinned key and is not of that key.'],
  CHECKPOINT_NOT_SIGNED: ['CHECKPOINT', 'No pinned gateway signed the checkpoint.'],
  TOO_FEW_COSIGNERS: ['COSIGNATURE', 'Fewer pinned gateways cosigned the checkpoint than are required.'],
  TOO_OLD: ['FRESHNESS', 'The checkpoint was cosigned longer ago than the stated limit: what came later is not known.'],
  TIME_AHEAD: ['FRESHNESS', 'The checkpoint was cosigned in the future; a clock is wrong.'],
  TIME_BEFORE_ACTION: ['FRESHNESS', 'The checkpoint was cosigned before an action that it holds; a clock is wrong.'],

  NOT_IN_LOG: ['INCLUSION', 'The action does not lead to the root of the log: it, its place or its proof was changed.'],
  BAD_SIGNATURE: ['SIGNATURE', 'A signature is not that of the key that it names.'],
  OTHER_SIGNER: ['SIGNATURE', 'The action is signed by another key than the one that it names.'],
  SIGNER_KEYS_DIFFER: ['SIGNATURE', 'The public keys in the file are not those of the addresses that signed.'],

  OTHER_CASE: ['CASE_COMPLETE', 'An action is not of this case.'],
  CASE_HEAD_MISSING: ['CASE_COMPLETE', 'The proof of the head of the case is missing.'],
  CASE_HEAD_INVALID: ['CASE_COMPLETE', 'The proof of the head of the case does not lead to the checkpoint.'],
  CASE_CHAIN_BROKEN: ['CASE_COMPLETE', 'The actions do not make up the chain of the case: one is left out or moved.'],
  CASE_HEAD_DIFFERS: ['CASE_COMPLETE', 'The case went on: later actions are left out.'],

  STANDING_MISSING: ['STANDING', 'The standing of somebody whom the case rests on is not proven.'],
  STANDING_INVALID: ['STANDING', 'The proof of a standing does not lead to the checkpoint.'],
  STANDING_DIFFERS: ['STANDING', 'Registry actions are left out or added: they do not make up the proven standing.'],
  NOT_BEARING: ['STANDING', 'An action or a proof has nothing to do with the case.'],

  COUNCIL_NOT_KNOWN: ['ENROLMENT', 'A council acted that leads back to no pinned one.'],
  TOO_FEW_COUNCIL_SIGNATURES: ['ENROLMENT', 'Fewer members of the council signed than it asks for, or others did.'],
  OTHER_JURISDICTION: ['ENROLMENT', 'A council acted on people of another jurisdiction.'],
  ENROLMENT_MISSING: ['ENROLMENT', 'A registry action is on somebody who was not enrolled.'],
  ALREADY_ENROLLED: ['ENROLMENT', 'Somebody is enrolled twice.'],
  ATTACHMENT_MISMATCH: ['ENROLMENT', 'What goes with a registry action is not what it names by digest.'],
  RECOVERY_NOT_DUE: ['ENROLMENT', 'A council was recovered without the announcement or the delay that it asks for.'],
  KEY_NOT_ENROLLED: ['ENROLMENT', 'A key signed that nobody had enrolled.'],
  KEY_ENDED: ['ENROLMENT', 'A key signed after its revocation or rotation.'],
  KEY_NOT_VALID_THEN: ['ENROLMENT', 'A key signed outside its time of validity.'],
  PARTY_SUSPENDED: ['ENROLMENT', 'A party acted while it was suspended.'],
  JURISDICTION_PAUSED: ['ENROLMENT', 'A party acted while its jurisdiction was paused.'],

  REFERS_TO_NOTHING: ['RULES', 'An action names something that the case does not have.'],
  NOT_ALLOWED_TO: ['RULES', 'Who acted had not the role, the office or the document for it.'],
  STEP_NOT_ALLOWED: ['RULES', 'A decision does not follow from the state before it.'],
  REASON_NOT_ALLOWED: ['RULES', 'A decision gives a reason that its outcome cannot have.'],
  LANE_BELOW_MINIMUM: [
    'RULES',
    'A decision gives a lane below the minimum of the jurisdiction, or below the one before.',
  ],
  CONDITIONS_UNSOUND: ['RULES', 'A conditional release has no conditions or no end, or another decision has them.'],
  NOT_ARRIVED: ['RULES', 'Goods were released before the arrival that the jurisdiction asks for was recorded.'],
  ENDORSEMENTS_MISSING: [
    'RULES',
    'A release rests on a version with fewer endorsements than the jurisdiction asks for.',
  ],
  SIGNED_TOO_EARLY_OR_LATE: ['RULES', 'An action was anchored outside the time that its signer set for it.'],

  CONTENT_UNSOUND: ['DOCUMENT', 'Content that is shown is not sound.'],
  CONTENT_ROOT_DIFFERS: ['DOCUMENT', 'Content that is shown has another root than the one that was signed.'],
  CONTENT_NOT_NAMED: ['DOCUMENT', 'Content is shown that no action names.'],
  FILE_CHANGED: ['ATTACHMENT', 'A file does not have its digest.'],
  FILE_NOT_NAMED: ['ATTACHMENT', 'A file is attached that no content that is shown names.'],

  PROMISE_UNSOUND: ['PROMISE', 'A promise is not signed by a pinned gateway, or was changed.'],
  PROMISE_OF_OTHER_ACTION: ['PROMISE', 'A promise is about an action that the case does not have.'],
  PROMISE_BROKEN: ['PROMISE', 'A gateway did not keep its promise: the action was anchored later than promised.'],
} as const satisfies Record<string, readonly [DossierCheck, string]>;

export type FaultCode = keyof typeof DOSSIER_FAULTS;

/** One defect and where it is. */
export interface DossierFault {
  readonly check: DossierCheck;
  readonly code: FaultCode;
  /** RFC 6901 pointer into the dossier. */
  readonly where: string;
  /** What tells it apart from others of its code: ids, sequences, times. */
  readonly params: Readonly<Record<string, string | number>>;
}

export function fault(
  code: FaultCode,
  where: string,
  params: Readonly<Record<string, string | number>> = {},
): DossierFault {
  return { check: DOSSIER_FAULTS[code][0], code, where, params };
}
