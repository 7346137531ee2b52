import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import { alarmsSchema } from './witness.schemas.ts';
import type { WitnessService } from './witness.service.ts';

export const witnessSpecs = {
  listAlarms: spec({
    summary: 'Evidence that history was rewritten or split, newest first',
    description:
      'Each alarm holds the signed checkpoints that contradict each other; whoever has pinned the keys can check them without this gateway.',
    tag: 'Log',
    body: { kind: 'none' },
    responses: { 200: { description: 'Alarms; normally none', schema: alarmsSchema } },
  }),
};

export function witnessRoutes(witness: WitnessService): Endpoint[] {
  return [
    endpoint(
      'listAlarms',
      witnessSpecs.listAlarms,
    )(async () => {
      return { status: 200, json: { items: await witness.alarms() } };
    }),
  ];
}
