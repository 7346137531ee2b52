import { useDeferredValue, useMemo, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CaseSummary } from '../../../../../client/types.ts';
import { Empty, LoadState } from '../../../components/ui/status.tsx';
import { MOST_CASES, useCases } from '../api/use-cases.ts';
import { byUrgency, type CaseOrder } from '../urgency.ts';
import { CaseTable } from './case-table.tsx';

interface CaseListProps {
  readonly order: CaseOrder;
  readonly waitingOnMe?: boolean;
  readonly emptyText: string;
}

/** A list of cases of any length. */
export function CaseList({ order, waitingOnMe = false, emptyText }: CaseListProps) {
  const { t } = useTranslation();
  const query = useCases({ waitingOnMe });
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toUpperCase());
  const cases = useMemo(() => arranged(query.data ?? [], order, wanted), [query.data, order, wanted]);
  if (query.data === undefined) return <LoadState query={query} />;
  if (query.data.length === 0) return <Empty title={emptyText} />;
  return (
    <>
      {query.error === null ? null : <LoadState query={query} />}
      <div className="toolbar">
        <SearchField className="field inline" value={search} onChange={setSearch}>
          <Label>{t('cases.search')}</Label>
          <Input className="input" />
        </SearchField>
        <output className="muted">
          {t('cases.count', { count: cases.length })}
          {query.data.length >= MOST_CASES ? ` ${t('cases.cut')}` : ''}
        </output>
      </div>
      {cases.length === 0 ? <Empty title={t('cases.noneFound')} /> : <CaseTable cases={cases} />}
    </>
  );
}

function arranged(cases: readonly CaseSummary[], order: CaseOrder, wanted: string): CaseSummary[] {
  const found = wanted === '' ? [...cases] : cases.filter((each) => matches(each, wanted));
  return order === 'URGENT' ? found.sort(byUrgency) : found;
}

function matches({ ucr, caseId }: CaseSummary, wanted: string): boolean {
  return (ucr ?? '').includes(wanted) || caseId.toUpperCase().startsWith(wanted);
}
