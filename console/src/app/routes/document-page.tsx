import { useParams } from 'react-router';
import { DocumentView } from '../../features/cases/components/document-view.tsx';

export function DocumentPage() {
  const { caseId = '', documentId = '' } = useParams();
  return <DocumentView caseId={caseId} documentId={documentId} key={documentId} />;
}
