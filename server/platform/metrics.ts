/**
 * The Prometheus registry and the metrics of the HTTP edge. Modules register their own metrics on `registry`; names
 * start with `corridor_`, units stand in the name, and no label ever carries an id, a party or a path parameter.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Labels: method, route (pattern, never the path), status. */
  readonly httpRequestSeconds: Histogram<'method' | 'route' | 'status'>;
  /** Problems answered, by catalogue code. */
  readonly httpProblems: Counter<'code'>;
  readonly httpInFlight: Gauge;
}

export interface MetricsOptions {
  /** Also collect process figures (CPU, memory, event loop lag); off in tests, since it keeps a handle open. */
  readonly process?: boolean;
}

/** Makes a registry of its own, so that several gateways can live in one test process. */
export function createMetrics({ process = false }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  if (process) collectDefaultMetrics({ register: registry, prefix: 'corridor_' });
  return {
    registry,
    httpRequestSeconds: new Histogram({
      name: 'corridor_http_request_seconds',
      help: 'Time from the first byte of a request to the last byte of its answer, seconds',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [registry],
    }),
    httpProblems: new Counter({
      name: 'corridor_http_problems_total',
      help: 'Requests answered with a problem, by code of the error catalogue',
      labelNames: ['code'],
      registers: [registry],
    }),
    httpInFlight: new Gauge({
      name: 'corridor_http_in_flight',
      help: 'Requests being answered',
      registers: [registry],
    }),
  };
}
