import { useTranslation } from 'react-i18next';
import { describePosition, type Finding } from '../../../../../protocol/checks/finding.ts';
import { Banner } from '../../../components/ui/banner.tsx';
import { ruleTitle } from '../../../lib/rule-title.ts';

/** What the checks say about a document: which rule, where in the document and in the file, what to do. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation();
  if (findings.length === 0) return <Banner tone="good">{t('findings.none')}</Banner>;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return (
    <>
      <Banner tone={errors > 0 ? 'error' : 'warning'}>
        {errors > 0 ? t('findings.errors', { count: errors }) : t('findings.count', { count: findings.length })}
      </Banner>
      <ul className="plain-list rows">
        {findings.map((finding, index) => (
          // the same rule may say the same about the same place more than once
          <li key={`${finding.ruleId} ${finding.pointer} ${index}`}>
            <span className={`badge ${finding.severity === 'error' ? 'bad' : 'attention'}`}>
              {finding.severity === 'error' ? t('findings.error') : t('findings.note')}
            </span>{' '}
            <strong>{ruleTitle(finding.ruleId)}</strong>: {finding.message}
            <p className="muted">
              <span className="mono">{finding.pointer === '' ? '/' : finding.pointer}</span>
              {finding.source === undefined ? null : ` · ${describePosition(finding.source)}`} · {finding.doNext}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
