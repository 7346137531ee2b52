import { useDeferredValue, useMemo, useState } from 'react';
import {
  Cell,
  Column,
  Input,
  Label,
  Row,
  SearchField,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  Virtualizer,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CaseSummary } from '../../../../../client/types.ts';
import { LaneBadge, StateBadge } from '../../../components/ledger/badges.tsx';
import { WaitText } from '../../../components/ledger/wait-text.tsx';
import { Empty, LoadState } from '../../../components/ui/status.tsx';
import { Time } from '../../../components/ui/time.tsx';
import { shortHex } from '../../../lib/format.ts';
import { word } from '../../../lib/i18n.ts';
import { MOST_CASES, useCases } from '../api/use-cases.ts';
import { byUrgency, type CaseOrder } from '../urgency.ts';

interface CaseListProps {
  readonly order: CaseOrder;
  readonly waitingOnMe?: boolean;
  readonly emptyText: string;
}

const ROW_PX = 84;
const HEADING_PX = 40;

/** A list of cases of any length; Enter opens one. */
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

function CaseTable({ cases }: { cases: readonly CaseSummary[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Virtualizer layout={TableLayout} layoutOptions={{ rowHeight: ROW_PX, headingHeight: HEADING_PX }}>
      <Table
        className="table cases"
        aria-label={t('cases.title')}
        onRowAction={(key) => void navigate(`/cases/${String(key)}`)}
      >
        <TableHeader>
          <Column isRowHeader minWidth={150}>
            {t('cases.ucr')}
          </Column>
          <Column minWidth={190}>{t('cases.state')}</Column>
          <Column width="2fr" minWidth={260}>
            {t('cases.waits')}
          </Column>
          <Column minWidth={120}>{t('cases.lastAt')}</Column>
        </TableHeader>
        <TableBody items={cases.map((each) => ({ id: each.caseId, each }))}>
          {({ id, each }) => (
            <Row id={id} textValue={each.ucr ?? id}>
              <Cell>
                <strong>{each.ucr ?? <span className="mono">{shortHex(each.caseId)}</span>}</strong>
                <span className="muted">{t('cases.documents', { count: each.documents })}</span>
              </Cell>
              <Cell>
                <States declarations={each.declarations} />
              </Cell>
              <Cell>
                <Waits waits={each.waitingFor} />
              </Cell>
              <Cell>
                <Time at={each.lastAt} relative />
              </Cell>
            </Row>
          )}
        </TableBody>
      </Table>
    </Virtualizer>
  );
}

function States({ declarations }: Pick<CaseSummary, 'declarations'>) {
  const { t } = useTranslation();
  if (declarations.length === 0) return <span className="muted">{t('cases.noDeclaration')}</span>;
  return (
    <ul className="plain-list">
      {declarations.slice(0, 2).map(({ declarationId, procedure, shownAs, lane }) => (
        <li key={declarationId}>
          <span className="muted">{word('procedure', procedure)}</span> <StateBadge state={shownAs} />{' '}
          <LaneBadge lane={lane} />
        </li>
      ))}
    </ul>
  );
}

function Waits({ waits }: { waits: CaseSummary['waitingFor'] }) {
  const { t } = useTranslation();
  const [first] = waits;
  if (first === undefined) return <span className="muted">{t('cases.nothing')}</span>;
  return (
    <>
      <WaitText wait={first} />
      {waits.length > 1 ? <span className="muted"> {t('cases.moreWaits', { count: waits.length - 1 })}</span> : null}
    </>
  );
}
