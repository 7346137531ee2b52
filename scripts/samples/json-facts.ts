/** Facts of a JSON file. */

import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import canonicalize from 'canonicalize';
import type { TrackingEvents } from '../../protocol/documents/tracking-events.ts';
import type { ReadFile } from '../../server/formats/reading.ts';
import { reportedVerdict } from './edifact-facts.ts';
import type { FactsReader } from './facts.ts';

/** The facts file names no more of each. */
const MAX_KEYS = 12;
const MAX_EVENTS = 20;

export const jsonFacts: FactsReader = (bytes, read) => {
  const text = new TextDecoder().decode(bytes);
  const value: unknown = JSON.parse(text);
  const canonical = canonicalize(value) ?? '';
  const digest = { rfc8785sha256: bytesToHex(sha256(new TextEncoder().encode(canonical))), problems: [] };
  const containers = containersOf(value, read);
  if (Array.isArray(value)) {
    return { ...digest, items: value.length, eventTypes: eventTypesOf(value, read), containers };
  }
  const object = value as Record<string, unknown>;
  const body = object['epcisBody'] as { readonly eventList?: readonly unknown[] } | undefined;
  return {
    ...digest,
    topKeys: Object.keys(object).sort().slice(0, MAX_KEYS),
    type: object['type'] ?? null,
    containers,
    ...(body?.eventList === undefined ? {} : { eventTypes: eventTypesOf(body.eventList, read) }),
  };
};

/** Types of the events, if intake found as many; else how many it found. */
function eventTypesOf(events: readonly unknown[], read: ReadFile | undefined): unknown {
  const types = events.slice(0, MAX_EVENTS).map((event) => {
    const { eventType, type } = event as { readonly eventType?: unknown; readonly type?: unknown };
    return eventType ?? type ?? null;
  });
  if (read === undefined) return types;
  const found = read.items.flatMap(({ document }) =>
    document.schema === 'corridor/tracking-events/1' ? (document as TrackingEvents).events : [],
  ).length;
  const dropped = read.items.flatMap(({ findings }) => findings).filter(({ ruleId }) => ruleId === 'EVENT_DUPLICATE');
  return found + dropped.length === events.length ? types : `${found} events and ${dropped.length} repetitions`;
}

/** Names under which the standards keep container numbers. */
const CONTAINER_NAMES: readonly string[] = ['equipmentReference', 'containerNumber'];
const CONTAINER_FORM = /^[A-Z]{3}[UJZ]\d{7}$/;

/** Containers by number: what stands under the name of one, and every text that has the form of one. */
function containersOf(value: unknown, read: ReadFile | undefined): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (each: unknown, name: string): void => {
    if (typeof each === 'string') {
      if (CONTAINER_NAMES.includes(name) || CONTAINER_FORM.test(each)) found[each] = reportedVerdict(each, read);
    } else if (typeof each === 'object' && each !== null) {
      for (const [key, inner] of Object.entries(each)) walk(inner, key);
    }
  };
  walk(value, '');
  return found;
}
