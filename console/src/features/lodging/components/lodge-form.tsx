import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Desk, LodgedDocument } from '../../../../../client/desk.ts';
import type { PreparedDocument } from '../../../../../client/documents.ts';
import type { CaseDetail, CaseDocument } from '../../../../../client/types.ts';
import type { LedgerDomain } from '../../../../../protocol/actions.ts';
import { Banner } from '../../../components/ui/banner.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorBanner } from '../../../components/ui/error-banner.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { word } from '../../../lib/i18n.ts';
import { reasonsFor } from '../../../lib/reasons.ts';
import { domainOf, useLedger, useSession } from '../../../lib/session.ts';
import { useAct } from '../../../lib/signing/use-act.ts';
import type { Lodgeable } from '../read-dropped.ts';

interface LodgeFormProps {
  readonly detail: CaseDetail;
  readonly lodgeable: () => Promise<Lodgeable>;
  /** Types that the document may be lodged under; one if it names its own. */
  readonly documentTypes: readonly number[];
  /** Document to amend; a new one is lodged if there is none. */
  readonly amends?: CaseDocument | undefined;
}

interface Lodged extends LodgedDocument {
  readonly prepared: PreparedDocument;
}

/** Signs and lodges, or amends, then hands over the file to keep. */
export function LodgeForm({ detail, lodgeable, documentTypes, amends }: LodgeFormProps) {
  const { t } = useTranslation();
  const { partyId } = useSession();
  const ledger = useLedger().data;
  const { act, busy, phase, error, done } = useAct();
  const [documentType, setDocumentType] = useState(documentTypes.length === 1 ? documentTypes[0] : undefined);
  const [reason, setReason] = useState<string | null>(null);
  const lodged = done as Lodged | undefined;
  const ready = amends === undefined ? documentType !== undefined : reason !== null;
  const work = async (desk: Desk): Promise<Lodged> => {
    const { prepareDocument } = await import('../../../../../client/documents.ts');
    const { document, files } = await lodgeable();
    const prepared = prepareDocument(document, files);
    const { caseId } = detail;
    const result =
      amends === undefined
        ? await desk.lodgeDocument({ caseId, partyId, documentType: documentType ?? 0, document: prepared })
        : await desk.amendDocument({ caseId, documentId: amends.documentId, document: prepared, reason: reason ?? '' });
    return { ...result, prepared };
  };
  if (lodged !== undefined && ledger !== undefined) {
    return <Keep lodged={lodged} caseId={detail.caseId} ledger={domainOf(ledger)} />;
  }
  return (
    <div className="stack">
      {documentTypes.length > 1 && amends === undefined ? (
        <Select
          label={t('lodge.type')}
          options={documentTypes.map((type) => ({
            id: String(type),
            label: `${word('documentType', String(type))} (${type})`,
          }))}
          value={documentType === undefined ? null : String(documentType)}
          placeholder={t('decide.choose')}
          onChange={(id) => setDocumentType(Number(id))}
        />
      ) : null}
      {amends === undefined ? null : (
        <Select
          label={t('decide.reason')}
          options={reasonsFor('AMEND_DOCUMENT').map((code) => ({ id: code, label: word('reason', code) }))}
          value={reason}
          placeholder={t('decide.choose')}
          onChange={setReason}
        />
      )}
      {error === null ? null : <ErrorBanner error={error} />}
      {busy ? <Banner tone="info">{phase === 'PREPARING' ? t('act.signing') : t('act.anchoring')}</Banner> : null}
      <span>
        <Button look="primary" isDisabled={!ready || busy} onPress={() => void act(work)}>
          {amends === undefined ? t('lodge.sign') : t('lodge.amend')}
        </Button>
      </span>
    </div>
  );
}

/** The secret of the version is with its holder: without it nobody can show later what was anchored. */
function Keep({ lodged, caseId, ledger }: { lodged: Lodged; caseId: string; ledger: LedgerDomain }) {
  const { t } = useTranslation();
  const { status, prepared, documentId } = lodged;
  const save = async () => {
    const { documentFileOf } = await import('../../../../../protocol/document-file.ts');
    const file = documentFileOf(prepared, { ledger: { ...ledger }, caseId, documentId });
    const { saveJson } = await import('../../../lib/save-file.ts');
    saveJson(file, `${documentId.slice(2, 10)}.corridor.json`);
  };
  return (
    <Banner tone="good">
      <p>{t('act.anchored', { sequence: status.sequence ?? '?', block: status.blockNumber ?? '?' })}</p>
      <p>{t('lodge.keep')}</p>
      <div className="row">
        <Button look="primary" onPress={() => void save()}>
          {t('lodge.save')}
        </Button>
        <Link to={`/cases/${caseId}`}>{t('lodge.toCase')}</Link>
      </div>
    </Banner>
  );
}
