import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../../../client/types.ts';
import type { CorridorDocument } from '../../../../../protocol/documents/registry.ts';
import { ComparisonTable } from '../../../components/ledger/comparison-table.tsx';
import { LoadState } from '../../../components/ui/status.tsx';
import { client } from '../../../lib/api.ts';

interface CaseComparisonProps {
  readonly detail: CaseDetail;
  readonly fileName: string;
  readonly document: CorridorDocument;
  /** Document that this one takes the place of, left out of the comparison. */
  readonly replaces?: string | undefined;
}

/** Where the file disagrees with the documents of the case. Reading those leaves receipts, as all reading does. */
export function CaseComparison({ detail, fileName, document, replaces }: CaseComparisonProps) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['cases', detail.caseId, 'comparison', replaces, detail.lastSequence, fileName, document],
    queryFn: () => compare(detail, fileName, document, replaces),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <section aria-labelledby="comparison">
      <h3 id="comparison">{t('findings.comparison')}</h3>
      <LoadState query={query} />
      {query.data === undefined ? null : <ComparisonTable comparison={query.data} />}
    </section>
  );
}

async function compare(detail: CaseDetail, fileName: string, document: CorridorDocument, replaces: string | undefined) {
  const { compareWithCase } = await import('../../../../../client/comparison.ts');
  const { isCompared } = await import('../../../../../protocol/comparison/compare-case.ts');
  const { unfiled } = await import('../../../../../protocol/comparison/comparison-table.ts');
  const files = isCompared(document.schema) ? [unfiled(fileName, document)] : [];
  return compareWithCase(client, detail, files, replaces);
}
