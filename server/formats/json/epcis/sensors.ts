import type { TrackingEvent } from '../../../../protocol/documents/tracking-events.ts';
import { compact, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';

type Measurement = NonNullable<TrackingEvent['measurements']>[number];

/** Numbers that a report can carry; the plain value goes without a name. */
const NUMBERS = ['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue'] as const;

/** Takes the numbers of sensor reports, each with the type of its report; other values stay unmapped. */
export function takeSensors(list: JsonCursor, to: string): TrackingEvent['measurements'] {
  const measurements: Measurement[] = [];
  for (const element of list.items()) {
    const when = element.get('sensorMetadata', 'time');
    for (const report of element.get('sensorReport').items()) {
      for (const key of NUMBERS) {
        const at = `${to}/${measurements.length}`;
        const value = report.get(key).signedDecimal(`${at}/value`);
        if (value === undefined) continue;
        const own = report.get('time').present ? report.get('time') : when;
        measurements.push(
          compact({
            quantity: quantityOf(report, key, `${at}/quantity`),
            value,
            unitCode: report.get('uom').text(`${at}/unitCode`),
            measuredAt: own.timestamp(`${at}/measuredAt`),
          }),
        );
      }
    }
  }
  return listOrNone(measurements);
}

function quantityOf(report: JsonCursor, key: string, to: string): string {
  const parts = [report.get('type').text(to, 120), report.get('component').text(to, 100)];
  const named = parts.filter((part) => part !== undefined).join(' ') || 'unspecified';
  return key === 'value' ? named : `${named} ${key}`;
}
