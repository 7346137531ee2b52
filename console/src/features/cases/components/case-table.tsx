import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseSummary } from '../../../../../client/types.ts';
import { LaneBadge, StateBadge } from '../../../components/ledger/badges.tsx';
import { WaitText } from '../../../components/ledger/wait-text.tsx';
import { Time } from '../../../components/ui/time.tsx';
import { shortHex } from '../../../lib/format.ts';
import { word } from '../../../lib/i18n.ts';

const ROW_PX = 84;
const SPARE_ROWS = 8;

/**
 * A table of links, of which only the rows in sight are drawn. Arrow keys go from row to row, Enter opens a case.
 *
 * Not the table of the component library: it builds every row of a collection before it draws any, which takes seconds
 * for ten thousand; and a table of links needs no selection, sorting or editing.
 */
export function CaseTable({ cases }: { cases: readonly CaseSummary[] }) {
  const { t } = useTranslation();
  const body = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: cases.length,
    getScrollElement: () => body.current,
    estimateSize: () => ROW_PX,
    overscan: SPARE_ROWS,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    if (step === undefined || row === null) return;
    event.preventDefault();
    const index = Math.min(cases.length - 1, Math.max(0, Number(row.getAttribute('data-index')) + step));
    rows.scrollToIndex(index);
    // the row may be drawn only now
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)?.focus());
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows that are placed one by one are no rows of an HTML table
    <div role="table" className="case-table" aria-label={t('cases.title')} aria-rowcount={cases.length + 1}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowgroup">
        <Headings />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowgroup" className="case-rows" ref={body} onKeyDown={onKeyDown}>
        <div role="presentation" className="case-space" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const each = cases[index];
            return each === undefined ? null : <CaseRow key={each.caseId} each={each} index={index} startPx={start} />;
          })}
        </div>
      </div>
    </div>
  );
}

function Headings() {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: a row of headings is no control
    <div role="row" className="case-row headings" aria-rowindex={1}>
      {[t('cases.ucr'), t('cases.state'), t('cases.waits'), t('cases.lastAt')].map((heading) => (
        // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above
        <span role="columnheader" key={heading}>
          {heading}
        </span>
      ))}
    </div>
  );
}

interface CaseRowProps {
  readonly each: CaseSummary;
  readonly index: number;
  /** Distance from the first row. */
  readonly startPx: number;
}

function CaseRow({ each, index, startPx }: CaseRowProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the link in the row has the focus
    <div
      role="row"
      className="case-row"
      data-index={index}
      aria-rowindex={index + 2}
      style={{ height: ROW_PX, transform: `translateY(${startPx}px)` }}
    >
      <Cell>
        <Link to={`/cases/${each.caseId}`} className="row-link">
          {each.ucr ?? shortHex(each.caseId)}
        </Link>
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
    </div>
  );
}

function Cell({ children }: { children: React.ReactNode }) {
  // biome-ignore lint/a11y/useSemanticElements: as the rows
  return <div role="cell">{children}</div>;
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
