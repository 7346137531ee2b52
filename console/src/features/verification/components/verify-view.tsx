import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PartyName } from '../../../components/ledger/party-name.tsx';
import { Banner } from '../../../components/ui/banner.tsx';
import { Digest } from '../../../components/ui/digest.tsx';
import { ErrorBanner } from '../../../components/ui/error-banner.tsx';
import { FileDrop } from '../../../components/ui/file-drop.tsx';
import { Time } from '../../../components/ui/time.tsx';
import { word } from '../../../lib/i18n.ts';
import { domainOf, useLedger } from '../../../lib/session.ts';
import { type Verdict, verifyFile } from '../verify-file.ts';

const TONES = {
  VALID: 'good',
  SUPERSEDED: 'warning',
  WITHDRAWN: 'warning',
  DIGEST_MISMATCH: 'error',
  NOT_ANCHORED: 'error',
  CANNOT_CHECK: 'info',
} as const;

/** Is this document what was anchored? Checked here; the file is not sent to anybody. */
export function VerifyView() {
  const { t } = useTranslation();
  const ledger = useLedger().data;
  const check = useMutation({
    mutationFn: async (file: File) => {
      if (ledger === undefined) throw new TypeError('the ledger is not known yet');
      return verifyFile(new Uint8Array(await file.arrayBuffer()), domainOf(ledger));
    },
  });
  return (
    <div className="page">
      <h1>{t('verify.title')}</h1>
      <p>{t('verify.intro')}</p>
      <FileDrop label={t('verify.drop')} onFile={check.mutate} />
      <p className="hint">{t('file.stays')}</p>
      {check.isPending ? <Banner tone="info">{t('status.loading')}</Banner> : null}
      {check.error === null ? null : <ErrorBanner error={check.error} />}
      {check.data === undefined ? null : <VerdictView verdict={check.data} name={check.variables?.name ?? ''} />}
    </div>
  );
}

function VerdictView({ verdict, name }: { verdict: Verdict; name: string }) {
  const { t } = useTranslation();
  const { outcome, because, root, differences } = verdict;
  return (
    <section aria-labelledby="verdict">
      <h2 id="verdict">{name}</h2>
      <Banner tone={TONES[outcome]}>
        <p>
          <strong>{t(`verify.outcome.${outcome}`)}</strong> <code>{outcome}</code>
        </p>
        <p>{because === undefined ? t(`verify.means.${outcome}`) : t(`verify.because.${because}`)}</p>
      </Banner>
      {differences.length === 0 ? null : (
        <>
          <h3>{t('verify.differs')}</h3>
          <ul>
            {differences.map(({ pointer, change }) => (
              <li key={pointer}>
                <span className="mono">{pointer === '' ? '/' : pointer}</span> {t(`verify.change.${change}`)}
              </li>
            ))}
          </ul>
        </>
      )}
      {root === undefined ? null : (
        <p className="muted">
          {t('verify.root')} <Digest value={root} />
        </p>
      )}
      <Provenance verdict={verdict} />
    </section>
  );
}

/** Who signed for the version: its submitter, and whoever endorsed it. */
function Provenance({ verdict: { detail, document, anchored } }: { verdict: Verdict }) {
  const { t } = useTranslation();
  const version = document?.versions.find(({ number }) => number === anchored?.version);
  if (detail === undefined || document === undefined || version === undefined) return null;
  return (
    <>
      <h3>{t('verify.signatures')}</h3>
      <ol className="plain-list rows">
        <li>
          <strong>{t('verify.lodged')}</strong> {word('documentType', String(document.documentType))},{' '}
          {t('declaration.version', { version: version.number })} · <PartyName partyId={document.partyId} /> ·{' '}
          <Time at={version.lodgedAt} />{' '}
          <span className="muted">
            {t('timeline.key')} <Digest value={version.keyId} /> ·{' '}
            {t('verify.sequence', { sequence: version.sequence })}
          </span>
        </li>
        {version.endorsements.map(({ sequence, partyId, keyId, endorsedAt }) => (
          <li key={sequence}>
            <strong>{t('document.endorsed')}</strong> <PartyName partyId={partyId} /> · <Time at={endorsedAt} />{' '}
            <span className="muted">
              {t('timeline.key')} <Digest value={keyId} /> · {t('verify.sequence', { sequence })}
            </span>
          </li>
        ))}
      </ol>
      <p>
        <Link to={`/cases/${detail.caseId}`}>{t('verify.toCase')}</Link>
      </p>
      <p className="hint">{t('verify.trust')}</p>
    </>
  );
}
