import { useState } from 'react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Desk } from '../../../../../client/desk.ts';
import type { Party } from '../../../../../client/types.ts';
import { Banner } from '../../../components/ui/banner.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorBanner } from '../../../components/ui/error-banner.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { word } from '../../../lib/i18n.ts';
import { nameOf, useParties } from '../../../lib/parties.ts';
import { useSession } from '../../../lib/session.ts';
import { useAct } from '../../../lib/signing/use-act.ts';
import { envelopeOf, isUcr, likelyRole } from '../envelope.ts';

/** Roles whose parties are not addressed but competent, or see cases anyway. */
const NOT_ADDRESSED = ['CUSTOMS_OFFICE', 'CUSTOMS_ADMINISTRATION', 'AUDITOR'];

/** Opens a case: the reference, who takes part, which offices are competent. */
export function OpenCaseForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { partyId: own } = useSession();
  const parties = useParties().data;
  const { act, busy, phase, error } = useAct();
  const [ucr, setUcr] = useState('');
  const [title, setTitle] = useState('');
  const [simulated, setSimulated] = useState(false);
  const [addressed, setAddressed] = useState<string[]>([own]);
  const [offices, setOffices] = useState<string[]>([]);
  const all = [...(parties?.values() ?? [])];
  const wrong = ucr !== '' && !isUcr(ucr);
  const open = async (desk: Desk) => {
    const { randomId } = await import('../../../../../client/documents.ts');
    const caseId = randomId();
    const envelope = envelopeOf({
      caseId,
      ucr,
      title: title.trim(),
      simulated,
      parties: chosen(all, addressed).map((party) => ({ partyId: party.partyId, role: likelyRole(party) })),
      offices: chosen(all, offices),
      openedAt: new Date().toISOString(),
    });
    await desk.openCase(envelope);
    return caseId;
  };
  return (
    <div className="page narrow">
      <h1>{t('opening.title')}</h1>
      <div className="stack">
        <TextField
          label={t('opening.ucr')}
          description={t('opening.ucrHint')}
          value={ucr}
          onChange={(text) => setUcr(text.toUpperCase())}
          error={wrong ? t('opening.ucrWrong') : undefined}
          isRequired
        />
        <TextField label={t('opening.caseTitle')} value={title} onChange={setTitle} />
        <PartyChoice
          label={t('opening.parties')}
          parties={all.filter(({ roles }) => !roles.some((role) => NOT_ADDRESSED.includes(role)))}
          value={addressed}
          onChange={setAddressed}
        />
        <PartyChoice
          label={t('opening.offices')}
          parties={all.filter(({ roles }) => roles.includes('CUSTOMS_OFFICE'))}
          value={offices}
          onChange={setOffices}
        />
        <Checkbox className="checkbox" isSelected={simulated} onChange={setSimulated}>
          <span className="tick" aria-hidden="true" />
          {t('opening.simulated')}
        </Checkbox>
      </div>
      {error === null ? null : <ErrorBanner error={error} />}
      {busy ? <Banner tone="info">{phase === 'PREPARING' ? t('act.signing') : t('act.anchoring')}</Banner> : null}
      <Button
        look="primary"
        isDisabled={!isUcr(ucr) || offices.length === 0 || busy}
        onPress={() => void act(open).then((caseId) => caseId !== undefined && navigate(`/cases/${caseId}`))}
      >
        {t('opening.sign')}
      </Button>
    </div>
  );
}

function chosen(parties: readonly Party[], ids: readonly string[]): Party[] {
  return parties.filter(({ partyId }) => ids.includes(partyId));
}

interface PartyChoiceProps {
  readonly label: string;
  readonly parties: readonly Party[];
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
}

function PartyChoice({ label, parties, value, onChange }: PartyChoiceProps) {
  const names = useParties().data;
  return (
    <CheckboxGroup className="checkbox-group" value={[...value]} onChange={onChange}>
      <Label>{label}</Label>
      {parties.map(({ partyId, roles, jurisdiction }) => (
        <Checkbox key={partyId} className="checkbox" value={partyId}>
          <span className="tick" aria-hidden="true" />
          {nameOf(names, partyId)}{' '}
          <span className="muted">
            {roles.map((role) => word('role', role)).join(', ')} · {jurisdiction}
          </span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
