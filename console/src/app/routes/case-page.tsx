import { useParams } from 'react-router';
import { CaseView } from '../../features/cases/components/case-view.tsx';

export function CasePage() {
  const { caseId = '' } = useParams();
  return <CaseView caseId={caseId} key={caseId} />;
}
