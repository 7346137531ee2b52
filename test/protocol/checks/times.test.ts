import { expect } from 'chai';
import { checkDocument } from '../../../protocol/checks/check-document.ts';
import { checkLeadTime } from '../../../protocol/checks/lead-time.ts';
import type { TrackingEvents } from '../../../protocol/documents/tracking-events.ts';
import { simulated } from '../support/simulated.ts';

const HOUR_MS = 3_600_000;

describe('checks of time', () => {
  const event = { eventId: '1', subject: 'EQUIPMENT', code: 'GTIN', classifier: 'ACTUAL' } as const;
  const eventsAt = (classifier: 'ACTUAL' | 'PLANNED', occurredAt: string): TrackingEvents => ({
    schema: 'corridor/tracking-events/1',
    simulated: true,
    events: [{ ...event, classifier, occurredAt, recordedAt: '2026-04-17T10:00:00+08:00' }],
  });

  it('finds an observed event after its record, by instant and not by spelling', () => {
    const rules = (document: TrackingEvents) => checkDocument(document).map(({ ruleId }) => ruleId);
    expect(rules(eventsAt('ACTUAL', '2026-04-17T02:00:01Z'))).to.deep.equal(['EVENT_TIME']);
    expect(rules(eventsAt('ACTUAL', '2026-04-17T02:00:00Z'))).to.deep.equal([]);
    expect(rules(eventsAt('PLANNED', '2026-05-01T00:00:00Z'))).to.deep.equal([]);
  });

  it('finds a manifest that comes too late, earlier for dangerous goods', () => {
    const { manifest } = simulated();
    const arrival = Date.parse(manifest.estimatedArrivalAt ?? '');
    const late = (document: typeof manifest, hours: number) =>
      checkLeadTime(document, arrival - hours * HOUR_MS).length > 0;
    expect([23.9, 24, 48].map((hours) => late(manifest, hours))).to.deep.equal([true, false, false]);
    const [consignment] = manifest.consignments;
    const item = consignment?.items[0];
    if (item !== undefined) item.dangerousGoods = [{ unNumber: '3480', hazardClass: '9' }];
    expect([24, 47.9, 48].map((hours) => late(manifest, hours))).to.deep.equal([true, true, false]);
    const { estimatedArrivalAt: _, ...unknown } = manifest;
    expect(late({ ...unknown, estimatedArrivalLocal: '2026-04-18T00:00:00' }, 0)).to.equal(false);
  });
});
