import { type Endpoint, endpoint, spec } from '../../http/route.ts';
import type { Metrics } from '../../platform/metrics.ts';
import { healthSchema, readinessSchema } from './health.schemas.ts';
import type { HealthService } from './health.service.ts';

const tag = 'Operation';
const PROMETHEUS = 'text/plain';

export const healthSpecs = {
  readHealth: spec({
    summary: 'Whether the process answers',
    tag,
    body: { kind: 'none' },
    responses: { 200: { description: 'It does', schema: healthSchema } },
  }),
  readReadiness: spec({
    summary: 'Whether the gateway can do its work',
    description: 'Database, chain node, lag of the index, balance of the relay account, clock, P-256 precompile.',
    tag,
    body: { kind: 'none' },
    responses: {
      200: { description: 'It can', schema: readinessSchema },
      503: { description: 'It cannot; a check says why', schema: readinessSchema },
    },
  }),
  readMetrics: spec({
    summary: 'Metrics for Prometheus',
    tag,
    body: { kind: 'none' },
    responses: { 200: { description: 'Text format 0.0.4', mediaType: PROMETHEUS } },
  }),
};

export function healthRoutes(health: HealthService, metrics: Metrics, version: string): Endpoint[] {
  return [
    endpoint('readHealth', healthSpecs.readHealth)(async () => ({ status: 200, json: { status: 'UP', version } })),
    endpoint(
      'readReadiness',
      healthSpecs.readReadiness,
    )(async () => {
      const json = await health.readiness();
      if (json.status === 'READY') return { status: 200, json };
      return { status: 503, headers: { 'Retry-After': '5' }, json };
    }),
    endpoint(
      'readMetrics',
      healthSpecs.readMetrics,
    )(async () => ({
      status: 200,
      text: await metrics.registry.metrics(),
      mediaType: PROMETHEUS,
    })),
  ];
}
