import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '../../../../../client/types.ts';
import { PartyName } from '../../../components/ledger/party-name.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { Digest } from '../../../components/ui/digest.tsx';
import { LoadState } from '../../../components/ui/status.tsx';
import { Time } from '../../../components/ui/time.tsx';
import { word } from '../../../lib/i18n.ts';
import { useTimeline } from '../api/use-case.ts';

/** Everything that was signed and applied, with signer, block and place in the ledger. */
export function Timeline({ caseId, sequence }: { caseId: string; sequence: number }) {
  const { t } = useTranslation();
  const query = useTimeline(caseId, sequence);
  const entries = query.data?.pages.flatMap(({ items }) => items);
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{t('timeline.title')}</h2>
      {entries === undefined ? <LoadState query={query} /> : null}
      <ol className="plain-list timeline">
        {entries?.map((entry) => (
          <Entry key={entry.sequence} entry={entry} />
        ))}
      </ol>
      {query.hasNextPage ? <Button onPress={() => void query.fetchNextPage()}>{t('timeline.more')}</Button> : null}
    </section>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const codes = codesOf(entry);
  return (
    <li>
      <span className="sequence">{entry.sequence}</span>
      <div>
        <strong>{word('kind', entry.kind)}</strong> {codes.join(' · ')}
        <p className="muted">
          <PartyName partyId={entry.partyId} /> · <Time at={entry.anchoredAt} /> · {t('timeline.key')}{' '}
          <Digest value={entry.keyId} /> · {t('timeline.block', { number: entry.blockNumber })} · {t('timeline.digest')}{' '}
          <Digest value={entry.digest} />
        </p>
      </div>
    </li>
  );
}

/** Arguments of the events that have words of their own. */
const CODED = {
  documentType: 'documentType',
  procedure: 'procedure',
  outcome: 'outcome',
  control: 'control',
  result: 'result',
  milestone: 'milestone',
  reason: 'reason',
} as const;

function codesOf({ events }: TimelineEntry): string[] {
  const words = events.flatMap(({ args }) =>
    Object.entries(CODED).flatMap(([name, group]) => {
      const code = args[name];
      return code === undefined || code === null ? [] : [word(group, String(code))];
    }),
  );
  return [...new Set(words)];
}
