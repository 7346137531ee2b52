import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Empty, LoadState } from '../../components/ui/status.tsx';
import { useCase } from '../../features/cases/api/use-case.ts';
import { LodgeView } from '../../features/lodging/components/lodge-view.tsx';

/** Lodges a document in a case, or a new version of one. */
export function LodgePage() {
  const { t } = useTranslation();
  const { caseId = '', documentId } = useParams();
  const query = useCase(caseId);
  if (query.data === undefined) return <LoadState query={query} />;
  if (documentId === undefined) return <LodgeView detail={query.data} />;
  const document = query.data.documents.find((each) => each.documentId === documentId);
  if (document === undefined) return <Empty title={t('document.notFound')} />;
  return <LodgeView detail={query.data} amends={document} />;
}
