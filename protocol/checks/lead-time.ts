import type { Manifest } from '../documents/manifest.ts';
import { type Finding, finding } from './finding.ts';

const HOUR_MS = 3_600_000;

/** Hours before arrival by which an advance manifest is due. @see Malaysia, Port Klang: 24 h, 48 h for dangerous goods */
const LEAD_HOURS = { goods: 24, dangerousGoods: 48 } as const;

/**
 * Whether a manifest comes in time before arrival. Says nothing of a manifest whose arrival names no time zone.
 * @param lodgedAtMs milliseconds since 1970
 */
export function checkLeadTime(manifest: Manifest, lodgedAtMs: number): Finding[] {
  if (manifest.estimatedArrivalAt === undefined) return [];
  const dangerous = manifest.consignments.some(({ items }) =>
    items.some(({ dangerousGoods = [] }) => dangerousGoods.length > 0),
  );
  const dueHours = dangerous ? LEAD_HOURS.dangerousGoods : LEAD_HOURS.goods;
  const hours = (Date.parse(manifest.estimatedArrivalAt) - lodgedAtMs) / HOUR_MS;
  if (hours >= dueHours) return [];
  return [
    finding('LEAD_TIME', '/estimatedArrivalAt', `${Math.floor(hours)} hours before arrival, due ${dueHours} hours`),
  ];
}
