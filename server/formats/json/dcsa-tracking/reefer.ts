/** Readings of a reefer container. @see DCSA Track & Trace 3.0.0, schema ReeferDetails */
import type { TrackingEvent } from '../../../../protocol/documents/tracking-events.ts';
import { compact, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';

type Measurement = NonNullable<TrackingEvent['measurements']>[number];

const PERCENTAGES = ['o2Percentage', 'co2Percentage', 'humidityPercentage'] as const;
/** UN/ECE Recommendation 20. */
const PERCENT = 'P1';

/** Takes the readings, each under the name of its member; every temperature shares one stated unit. */
export function takeMeasurements(event: JsonCursor, to: string): { measurements: Measurement[] | undefined } {
  const details = event.get('reeferDetails');
  const measurements: Measurement[] = [];
  const add = (cursor: JsonCursor, quantity: string, unitCode?: string) => {
    const value = cursor.signedDecimal(`${to}/measurements/${measurements.length}/value`);
    if (value === undefined) return;
    measurements.push(compact({ quantity, value, unitCode }));
  };
  const unit = details.get('temperatureUnit').peek() || undefined;
  for (const key of ['internalSetpointTemperature', 'ambientMeasuredTemperature']) add(details.get(key), key, unit);
  for (const probe of details.get('temperatureProbeMeasurements').items()) {
    const label = probe.either('USDAProbeNumber', 'COAProbeUDMKey', 'probeLabel');
    add(
      probe.get('measuredTemperatureValue'),
      `temperatureProbeMeasurements ${label.peek().slice(0, 100)}`.trim(),
      unit,
    );
    label.implies(label.peek().slice(0, 100));
  }
  for (const group of ['setpointParameters', 'measuredParameters'] as const) {
    for (const key of PERCENTAGES) add(details.get(group, key), `${group} ${key}`, PERCENT);
    const airUnit = details.get(group, 'airExchangeUnit');
    add(details.get(group, 'airExchangeValue'), `${group} airExchangeValue`, airUnit.peek().slice(0, 100) || undefined);
    airUnit.implies(airUnit.peek().slice(0, 100));
  }
  if (measurements.some(({ unitCode }) => unitCode !== undefined && unitCode === unit)) {
    details.get('temperatureUnit').text(`${to}/measurements/0/unitCode`);
  }
  return { measurements: listOrNone(measurements) };
}
