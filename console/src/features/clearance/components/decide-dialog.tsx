import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Desk } from '../../../../../client/desk.ts';
import type { CaseDeclaration, CaseDetail } from '../../../../../client/types.ts';
import { ActDialog } from '../../../components/ledger/act-dialog.tsx';
import { Banner } from '../../../components/ui/banner.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { word } from '../../../lib/i18n.ts';
import { reasonsFor } from '../../../lib/reasons.ts';
import { lanesFor, type OutcomeChoice, outcomesFor, quorumOf } from '../choices.ts';
import { conditionsOf } from '../conditions.ts';

interface DecideDialogProps {
  readonly detail: CaseDetail;
  readonly declaration: CaseDeclaration;
  readonly onClose: () => void;
}

const CONDITIONAL = 'RELEASED_CONDITIONALLY';
const NO_LANE = 'NONE';

/** What the officer has chosen so far. */
interface Choice {
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly lane: string | null;
  readonly documentId: string;
  readonly validUntil: string;
  readonly conditions: string;
}

/** A decision: outcome, reason, lane, the document that it rests on. */
export function DecideDialog({ detail, declaration, onClose }: DecideDialogProps) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<Choice>(() => startOf(declaration));
  const outcomes = outcomesFor(declaration).filter((each) => isPossibleHere(each, declaration));
  const outcome = outcomes.find(({ code }) => code === choice.outcome);
  const reasons = outcome === undefined ? [] : reasonsFor(outcome.code);
  const change = (part: Partial<Choice>) => setChoice((before) => ({ ...before, ...part }));
  const blocked = outcome?.releases === true && declaration.controls.some((control) => control.open);
  return (
    <ActDialog
      title={t('decide.title', { procedure: word('procedure', declaration.procedure) })}
      onClose={onClose}
      isReady={isComplete(choice) && !blocked}
      work={(desk) => decide(desk, detail, declaration, choice)}
    >
      <OpenVotes declaration={declaration} />
      <div className="stack">
        <Select
          label={t('decide.outcome')}
          options={outcomes.map(({ code }) => ({ id: code, label: word('outcome', code) }))}
          value={choice.outcome}
          placeholder={t('decide.choose')}
          onChange={(code) => change(chosenOutcome(outcomes, code, declaration))}
        />
        <Select
          label={t('decide.reason')}
          options={reasons.map((code) => ({ id: code, label: word('reason', code) }))}
          value={choice.reason}
          placeholder={t('decide.choose')}
          isDisabled={outcome === undefined}
          onChange={(code) => change({ reason: code })}
        />
        {outcome?.setsLane === true ? (
          <Select
            label={t('decide.lane')}
            options={lanesOf(declaration).map((code) => ({ id: code, label: word('lane', code) }))}
            value={choice.lane}
            placeholder={t('decide.choose')}
            onChange={(code) => change({ lane: code })}
          />
        ) : null}
        {outcome?.code === CONDITIONAL ? <Conditions choice={choice} onChange={change} /> : null}
        <Basis detail={detail} value={choice.documentId} onChange={(documentId) => change({ documentId })} />
      </div>
      {blocked ? <Banner tone="warning">{t('decide.openControls')}</Banner> : null}
      <Quorum outcome={outcome} declaration={declaration} />
    </ActDialog>
  );
}

function startOf({ documentId }: CaseDeclaration): Choice {
  return { outcome: null, reason: null, lane: NO_LANE, documentId, validUntil: '', conditions: '' };
}

/** A declaration without a lane must get one; one that has a lane may keep it. */
function lanesOf(declaration: CaseDeclaration): string[] {
  return declaration.lane === null ? lanesFor(declaration) : [NO_LANE, ...lanesFor(declaration)];
}

/** The lane to start with: the only one, or as it is. */
function laneFor({ setsLane }: OutcomeChoice, declaration: CaseDeclaration): string | null {
  if (!setsLane) return NO_LANE;
  const [only, other] = lanesOf(declaration);
  return declaration.lane === null && other !== undefined ? null : (only ?? NO_LANE);
}

/**
 * Conditions are a document with a secret of its own, so two officers who each write them never vote for the same: where
 * two must agree, that is done with one file and the command line.
 */
function isPossibleHere({ code }: OutcomeChoice, declaration: CaseDeclaration): boolean {
  return code !== CONDITIONAL || quorumOf(declaration, declaration.lane) === 1;
}

function chosenOutcome(outcomes: readonly OutcomeChoice[], code: string, declaration: CaseDeclaration) {
  const outcome = outcomes.find((each) => each.code === code);
  return {
    outcome: code,
    reason: soleReason(code),
    lane: outcome === undefined ? NO_LANE : laneFor(outcome, declaration),
  };
}

function soleReason(outcome: string): string | null {
  const [only, other] = reasonsFor(outcome);
  return other === undefined ? (only ?? null) : null;
}

function isComplete({ outcome, reason, lane, validUntil, conditions }: Choice): boolean {
  if (outcome === null || reason === null || lane === null) return false;
  return outcome !== CONDITIONAL || (conditions.trim() !== '' && Date.parse(validUntil) > Date.now());
}

async function decide(desk: Desk, detail: CaseDetail, declaration: CaseDeclaration, choice: Choice) {
  const { outcome, reason, lane, documentId } = choice;
  if (outcome === null || reason === null || lane === null) throw new TypeError('nothing was chosen');
  const { declarationId, head } = declaration;
  const fields = { caseId: detail.caseId, declarationId, outcome, reason, lane, documentId };
  // the head that was on the screen: what has changed since makes the decision void
  if (outcome !== CONDITIONAL) return desk.decideClearance({ ...fields, expected: head });
  const { prepareDocument } = await import('../../../../../client/documents.ts');
  const validUntil = new Date(choice.validUntil);
  const document = conditionsOf({
    detail,
    declarationId,
    reason,
    text: choice.conditions.trim(),
    validUntil: validUntil.toISOString(),
    simulated: false,
  });
  return desk.decideClearance({
    ...fields,
    expected: head,
    validUntil: Math.floor(validUntil.getTime() / 1000),
    conditions: prepareDocument(JSON.parse(JSON.stringify(document))),
  });
}

function Conditions({ choice, onChange }: { choice: Choice; onChange: (part: Partial<Choice>) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('decide.validUntil')}
        type="datetime-local"
        value={choice.validUntil}
        onChange={(validUntil) => onChange({ validUntil })}
        isRequired
      />
      <TextField
        label={t('decide.conditions')}
        rows={3}
        value={choice.conditions}
        onChange={(conditions) => onChange({ conditions })}
        isRequired
      />
    </>
  );
}

/** The document that the decision rests on: its present version is read and recomputed before it is signed. */
function Basis({ detail, value, onChange }: { detail: CaseDetail; value: string; onChange: (id: string) => void }) {
  const { t } = useTranslation();
  const options = detail.documents
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ documentId, documentType, versions }) => ({
      id: documentId,
      label: `${word('documentType', String(documentType))}, ${t('declaration.version', { version: versions.length })}, ${t(
        'decide.endorsements',
        { count: versions.at(-1)?.endorsements.length ?? 0 },
      )}`,
    }));
  return <Select label={t('decide.basis')} options={options} value={value} onChange={onChange} />;
}

function OpenVotes({ declaration: { votes } }: { declaration: CaseDeclaration }) {
  const { t } = useTranslation();
  const [vote] = votes.filter(({ open }) => open);
  if (vote === undefined) return null;
  const { outcome, votes: have, quorum } = vote;
  return <Banner tone="info">{t('decide.underWay', { outcome: word('outcome', outcome), have, need: quorum })}</Banner>;
}

function Quorum({ outcome, declaration }: { outcome: OutcomeChoice | undefined; declaration: CaseDeclaration }) {
  const { t } = useTranslation();
  if (outcome?.needsQuorum !== true) return null;
  return <p className="hint">{t('decide.quorum', { count: quorumOf(declaration, declaration.lane) })}</p>;
}
