import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RuleId } from '../../../../protocol/checks/rules.ts';
import type { ComparisonRow, Verdict } from '../../../../protocol/comparison/comparison-row.ts';
import type { ComparedDocument, Comparison } from '../../../../protocol/comparison/comparison-table.ts';
import { word } from '../../lib/i18n.ts';
import { ruleTitle } from '../../lib/rule-title.ts';
import { Banner } from '../ui/banner.tsx';

const TONES: Readonly<Record<Verdict, string>> = { AGREE: 'good', DIFFER: 'bad', MISSING: 'attention' };

/** What differs stands first, what agrees last. */
const ORDER: readonly Verdict[] = ['DIFFER', 'MISSING', 'AGREE'];

/** What agrees and what differs between documents, with every value and its place. @param caseId makes documents links */
export function ComparisonTable({ comparison, caseId }: { comparison: Comparison; caseId?: string }) {
  const { t } = useTranslation();
  const { rows, documents, leftOut, totals } = comparison;
  const sorted = ORDER.flatMap((verdict) => rows.filter((row) => row.verdict === verdict));
  const tone = totals.DIFFER > 0 ? 'error' : totals.MISSING > 0 ? 'warning' : 'good';
  return (
    <>
      <Banner tone={rows.length === 0 ? 'info' : tone}>
        {rows.length === 0
          ? t('comparison.nothing')
          : t('comparison.totals', { agree: totals.AGREE, differ: totals.DIFFER, missing: totals.MISSING })}
      </Banner>
      {rows.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls a wide table by its focus
        <section className="comparison" tabIndex={0} aria-label={t('comparison.table')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('comparison.fact')}</th>
                {documents.map((document, index) => (
                  // a file may hold several documents of one type without numbers
                  <th scope="col" key={`${document.documentId} ${index}`}>
                    <DocumentHead document={document} caseId={caseId} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sorted.map((row) => (
                <Row key={`${row.fact} ${row.subject}`} row={row} documents={documents} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {leftOut.length === 0 ? null : (
        <p className="muted">
          {t('comparison.leftOut')}{' '}
          {leftOut
            .map(
              ({ documentType, why }) =>
                `${word('documentType', String(documentType))} (${t(`comparison.why.${why}`)})`,
            )
            .join(', ')}
        </p>
      )}
    </>
  );
}

function DocumentHead({ document, caseId }: { document: ComparedDocument; caseId: string | undefined }) {
  const { documentId, documentType, fileName, number } = document;
  const name = documentType === null ? document.schema : word('documentType', String(documentType));
  return (
    <>
      {documentId === null || caseId === undefined ? (
        name
      ) : (
        <Link to={`/cases/${caseId}/documents/${documentId}`}>{name}</Link>
      )}
      <span className="muted">{fileName ?? number ?? ''}</span>
    </>
  );
}

function Row({ row, documents }: { row: ComparisonRow; documents: readonly ComparedDocument[] }) {
  const { t } = useTranslation();
  const { fact, subject, verdict, ruleId, unit, tolerance, doNext } = row;
  return (
    <tr>
      <th scope="row">
        <span className={`badge ${TONES[verdict]}`}>{t(`comparison.verdict.${verdict}`)}</span>{' '}
        {t(`comparison.facts.${fact}`)} {subject === null ? null : <span className="mono">{subject}</span>}
        {tolerance === null || tolerance === '0' ? null : (
          <span className="muted">{t('comparison.tolerance', { tolerance, unit })}</span>
        )}
        {verdict === 'AGREE' ? null : (
          <span className="muted">
            <code>{ruleId}</code> {ruleTitle(ruleId as RuleId)}. {doNext}
          </span>
        )}
      </th>
      {documents.map((document, index) => (
        <Cell key={`${document.documentId} ${index}`} row={row} index={index} />
      ))}
    </tr>
  );
}

function Cell({ row: { values, missing, unit }, index }: { row: ComparisonRow; index: number }) {
  const { t } = useTranslation();
  const own = values.filter(({ document }) => document === index);
  if (own.length === 0) {
    return <td className="muted">{missing.includes(index) ? t('comparison.notStated') : '–'}</td>;
  }
  return (
    <td>
      {own.map(({ pointer, value, differs }) => (
        <div key={pointer} title={pointer} className={differs ? 'differs' : undefined}>
          {value}
          {unit === null ? null : ` ${unit}`}
          {differs ? <span className="muted mono">{pointer}</span> : null}
        </div>
      ))}
    </td>
  );
}
