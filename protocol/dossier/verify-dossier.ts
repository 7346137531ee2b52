/**
 * Checks a dossier against what was pinned, and nothing else: no server, no network, no key of the dossier's own.
 * Each check has a name and each defect a code; whatever alters what the dossier says fails one of them.
 */
import type { Verification, VerificationCheck, VerificationOutcome } from '../verification.ts';
import { checkAttachments, checkContents } from './check-content.ts';
import {
  checkCaseComplete,
  checkCosignatures,
  checkFreshness,
  checkInclusion,
  checkLedger,
  checkStanding,
  openState,
  outsideLog,
} from './check-log.ts';
import { checkSignatures, checkSigners } from './check-people.ts';
import { checkPromises } from './check-promises.ts';
import { DOSSIER_CHECKS, DOSSIER_FAULTS, type DossierCheck, type DossierFault, type FaultCode } from './faults.ts';
import { foldCase } from './fold-case.ts';
import { foldRegistry } from './fold-registry.ts';
import { readDossier } from './read-dossier.ts';
import { type DossierReport, reportOf } from './report.ts';
import type { Trust } from './trust.ts';

export interface DossierVerification extends Verification {
  /** Every defect that was found, in the order of the checks. */
  readonly faults: readonly DossierFault[];
  /** What the dossier says; to be believed only if the outcome is VALID. Absent if it could not be read that far. */
  readonly dossier?: DossierReport;
}

/** Defects that say something else than that bytes were changed. */
const OUTCOMES: Readonly<Partial<Record<DossierCheck | FaultCode, VerificationOutcome>>> = {
  FORM: 'CANNOT_CHECK',
  LEDGER: 'CANNOT_CHECK',
  CHECKPOINT_MALFORMED: 'CANNOT_CHECK',
  CHECKPOINT_OF_OTHER_LOG: 'CANNOT_CHECK',
  CHECKPOINT_NOT_SIGNED: 'NOT_ANCHORED',
  COSIGNATURE: 'CANNOT_CHECK',
  FRESHNESS: 'CANNOT_CHECK',
  ENROLMENT: 'NOT_ANCHORED',
  RULES: 'NOT_ANCHORED',
};

/** The graver outcome counts. */
const GRAVITY: readonly VerificationOutcome[] = ['DIGEST_MISMATCH', 'NOT_ANCHORED', 'CANNOT_CHECK'];

/**
 * @param value what stands in the file, parsed by `parseStrictJson` with `DOSSIER_LIMITS`
 * @param now unix seconds
 */
export function verifyDossier(value: unknown, trust: Trust, now: number): DossierVerification {
  const read = readDossier(value);
  if ('faults' in read) return conclude(read.faults, ['FORM']);
  const { dossier, actions, registry: entries } = read;
  const elsewhere = checkLedger(dossier, trust);
  if (elsewhere.length > 0) return conclude(elsewhere, ['FORM', 'LEDGER']);
  const state = openState(dossier, trust);
  if ('code' in state) return conclude([state], ['FORM', 'LEDGER', 'CHECKPOINT']);
  const applied = [...actions, ...entries];
  const foreign = outsideLog(state, applied);
  const enrolled = foldRegistry(entries, trust);
  const { folded, faults: misdone } = foldCase(actions, enrolled.registry);
  const shown = checkContents(dossier, applied);
  const known = actions.filter((each) => !foreign.has(each));
  const promises = checkPromises(dossier, known, state, trust);
  const faults = [
    ...checkCosignatures(state, trust),
    ...checkFreshness(state, applied, trust, now),
    ...checkInclusion(foreign),
    ...checkSignatures(dossier, applied, foreign, trust),
    ...checkCaseComplete(read, state),
    ...checkStanding(read, state, trust),
    ...enrolled.faults,
    ...checkSigners(actions, enrolled.registry),
    ...misdone,
    ...shown.faults,
    ...checkAttachments(dossier),
    ...promises.faults,
  ];
  const parts = { dossier, actions, state, registry: enrolled.registry, folded, shown, promises: promises.judged };
  return conclude(faults, undefined, reportOf(parts));
}

/** @param made checks that were made; all if absent */
function conclude(
  faults: readonly DossierFault[],
  made?: readonly DossierCheck[],
  dossier?: DossierReport,
): DossierVerification {
  const checks = (Object.keys(DOSSIER_CHECKS) as DossierCheck[]).map((name) =>
    checkOf(
      name,
      faults.filter((each) => each.check === name),
      made?.includes(name) ?? true,
    ),
  );
  const outcomes = faults.filter(({ code }) => code !== 'PROMISE_BROKEN').map(outcomeOf);
  const outcome = GRAVITY.find((each) => outcomes.includes(each)) ?? 'VALID';
  const gravest = faults.find((each) => outcomeOf(each) === outcome);
  const reason = gravest === undefined || outcome === 'VALID' ? validReason(dossier) : describe(gravest);
  return { outcome, reason, checks, faults, ...(dossier === undefined ? {} : { dossier }) };
}

function outcomeOf({ check, code }: DossierFault): VerificationOutcome {
  return OUTCOMES[code] ?? OUTCOMES[check] ?? 'DIGEST_MISMATCH';
}

function checkOf(name: DossierCheck, faults: readonly DossierFault[], made: boolean): VerificationCheck {
  if (!made) return { name, ok: null, detail: 'Not made, because of what was found before.' };
  const [first] = faults;
  if (first === undefined) return { name, ok: true, detail: DOSSIER_CHECKS[name] };
  const more = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`;
  return { name, ok: false, detail: `${describe(first)}${more}`, code: first.code, where: first.where };
}

/** One sentence for people, with the place and what tells it apart. */
export function describe({ code, where, params }: DossierFault): string {
  const values = Object.entries(params).map(([name, value]) => `${name} ${value}`);
  const place = [where === '' ? 'the file' : where, ...values].join(', ');
  return `${DOSSIER_FAULTS[code][1]} (${place})`;
}

function validReason(dossier: DossierReport | undefined): string {
  const time = new Date((dossier?.asOf ?? 0) * 1000).toISOString();
  const broken = dossier?.promises.filter(({ kept }) => !kept).length ?? 0;
  const promises = broken === 0 ? '' : ` ${broken} promises of gateways were not kept.`;
  return `The whole case is proven as of ${time}.${promises}`;
}
