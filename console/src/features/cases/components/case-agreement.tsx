import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../../../client/types.ts';
import { ComparisonTable } from '../../../components/ledger/comparison-table.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { LoadState } from '../../../components/ui/status.tsx';
import { client } from '../../../lib/api.ts';

/** Whether the documents of the case agree. Asked for by hand: reading them leaves receipts. */
export function CaseAgreement({ detail: { caseId, lastSequence } }: { detail: CaseDetail }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ['cases', caseId, 'agreement', lastSequence],
    queryFn: () => client.readComparison(caseId),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: open,
  });
  return (
    <section aria-labelledby="agreement">
      <h2 id="agreement">{t('comparison.title')}</h2>
      {open ? (
        <LoadState query={query} />
      ) : (
        <>
          <p className="hint">{t('comparison.hint')}</p>
          <Button onPress={() => setOpen(true)}>{t('comparison.open')}</Button>
        </>
      )}
      {query.data === undefined ? null : <ComparisonTable comparison={query.data} caseId={caseId} />}
    </section>
  );
}
