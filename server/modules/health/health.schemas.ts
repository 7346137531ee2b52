/** Wire format of the probes. */
import { z } from 'zod';

export const healthSchema = z.object({ status: z.literal('UP'), version: z.string() }).meta({ id: 'Health' });

export const readinessSchema = z
  .object({
    status: z.enum(['READY', 'NOT_READY']),
    checks: z.array(
      z.object({
        name: z.string(),
        level: z.enum(['OK', 'WARN', 'FAIL']).meta({ description: 'FAIL makes the gateway not ready, WARN does not' }),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'Readiness' });

export type Readiness = z.output<typeof readinessSchema>;
export type Check = Readiness['checks'][number];
