/** What an event has from its message and its consignment. */
import type { TrackingEvent } from '../../../../protocol/documents/tracking-events.ts';
import type { EventMapping } from './event.ts';

/** Members of which an event may have several: those of the message come after its own. */
const LISTS = ['references', 'otherTimes', 'route', 'parties', 'seals', 'measurements'] as const;

/** Members that an event has one of, and under which reference a second is kept. */
const NUMBERS = { transportDocumentNumber: 'BM', bookingNumber: 'BN', containerNumber: 'EQ' } as const;

/** Members that an event has one of; its own stands. */
const SINGLE = ['place', 'conveyance', 'containerTypeCode', 'fullness', 'movement'] as const;

/** Adds to an event what its message says of several, where the event does not say otherwise. */
export function inherit(to: EventMapping, from: EventMapping): void {
  const moved = new Map<string, string>();
  for (const field of Object.keys(NUMBERS) as (keyof typeof NUMBERS)[])
    inheritNumber(to.event, from.event, field, moved);
  for (const list of LISTS) inheritList(to.event, from.event, list, moved);
  for (const field of SINGLE) {
    if (from.event[field] === undefined || to.event[field] !== undefined) continue;
    Object.assign(to.event, { [field]: structuredClone(from.event[field]) });
    moved.set(`/${field}`, `/${field}`);
  }
  const { remarks } = from.event;
  if (remarks !== undefined) {
    to.event.remarks = to.event.remarks === undefined ? remarks : `${to.event.remarks}\n${remarks}`;
    moved.set('/remarks', '/remarks');
  }
  for (const { path, reader, element } of from.traces) {
    const place = movedPath(path, moved);
    if (place === undefined) continue;
    from.used.add(path);
    to.trace(place, reader, element);
  }
}

function inheritNumber(
  to: TrackingEvent,
  from: TrackingEvent,
  field: keyof typeof NUMBERS,
  moved: Map<string, string>,
): void {
  const number = from[field];
  if (number === undefined) return;
  to[field] ??= number;
  if (to[field] === number) {
    moved.set(`/${field}`, `/${field}`);
    return;
  }
  to.references = [...(to.references ?? []), { type: NUMBERS[field], number }];
  moved.set(`/${field}`, `/references/${to.references.length - 1}`);
}

function inheritList(
  to: TrackingEvent,
  from: TrackingEvent,
  list: (typeof LISTS)[number],
  moved: Map<string, string>,
): void {
  const before = to[list]?.length ?? 0;
  const added = from[list] ?? [];
  if (added.length > 0) Object.assign(to, { [list]: [...(to[list] ?? []), ...structuredClone(added)] });
  for (const at of added.keys()) moved.set(`/${list}/${at}`, `/${list}/${before + at}`);
}

/** Where a shared value stands in the event; `undefined` if it does not. */
function movedPath(path: string, moved: ReadonlyMap<string, string>): string | undefined {
  for (const [from, to] of moved) {
    if (path === from || path.startsWith(`${from}/`)) return `${to}${path.slice(from.length)}`;
  }
  return undefined;
}
