import { word } from '../../lib/i18n.ts';

/** How far along a state is: colour only supports the word. */
const TONES: Readonly<Record<string, string>> = {
  REJECTED: 'bad',
  INVALIDATED: 'bad',
  DETAINED: 'bad',
  DOCUMENTS_REQUIRED: 'attention',
  SELECTED_FOR_SCAN: 'attention',
  SELECTED_FOR_INSPECTION: 'attention',
  AMENDMENT_REQUESTED: 'attention',
  DUTY_DUE: 'attention',
  RELEASED_CONDITIONALLY: 'attention',
  RELEASED: 'good',
  TRANSFER_ALLOWED: 'good',
  CLEARED: 'good',
  EXITED: 'good',
};

export function StateBadge({ state }: { state: string }) {
  return <span className={`badge ${TONES[state] ?? 'neutral'}`}>{word('state', state)}</span>;
}

export function LaneBadge({ lane }: { lane: string | null }) {
  if (lane === null) return null;
  return <span className={`lane lane-${lane.toLowerCase()}`}>{word('laneShort', lane)}</span>;
}
