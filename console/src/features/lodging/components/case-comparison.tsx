import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../../../client/types.ts';
import type { CorridorDocument } from '../../../../../protocol/documents/registry.ts';
import { LoadState } from '../../../components/ui/status.tsx';
import { client } from '../../../lib/api.ts';
import { Findings } from './findings.tsx';

interface CaseComparisonProps {
  readonly detail: CaseDetail;
  readonly document: CorridorDocument;
  /** Document that this one takes the place of, left out of the comparison. */
  readonly replaces?: string | undefined;
}

/** Where the document disagrees with the others of the case. Reading those leaves receipts, as all reading does. */
export function CaseComparison({ detail, document, replaces }: CaseComparisonProps) {
  const { t } = useTranslation();
  const query = useQuery({
    queryKey: ['cases', detail.caseId, 'comparison', replaces, detail.lastSequence, document],
    queryFn: () => compare(detail, document, replaces),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <section aria-labelledby="comparison">
      <h3 id="comparison">{t('findings.comparison')}</h3>
      <LoadState query={query} />
      {query.data === undefined ? null : <Findings findings={query.data} />}
    </section>
  );
}

/** Findings about the new document only. */
async function compare({ caseId, documents }: CaseDetail, document: CorridorDocument, replaces: string | undefined) {
  const { checkCase } = await import('../../../../../protocol/checks/check-case.ts');
  const others = documents.filter(({ documentId, withdrawn }) => documentId !== replaces && !withdrawn);
  const read = await Promise.all(others.map(({ documentId }) => client.readDocument(caseId, documentId)));
  const known = read.flatMap(({ content }) => (content === null ? [] : [content.document as CorridorDocument]));
  return checkCase([...known, document]).filter((finding) => finding.document === known.length);
}
