/** Wire format of alarms. */
import { z } from 'zod';
import { instantSchema } from '../../http/wire-schemas.ts';

export const alarmsSchema = z
  .object({
    items: z.array(
      z.object({
        kind: z.enum(['GATEWAY_CONTRADICTS', 'OWN_LOG_CHANGED']).meta({
          description:
            '`GATEWAY_CONTRADICTS`: another gateway signed something else for a size than this log says, or than it signed before. `OWN_LOG_CHANGED`: the chain no longer leads to what this gateway signed.',
        }),
        gateway: z.string().meta({ description: 'Name of the gateway concerned' }),
        size: z.int().min(0),
        raisedAt: instantSchema('When it was noticed'),
        checkpoints: z.array(z.string()).min(1).max(2).meta({ description: 'The signed notes that are the evidence' }),
      }),
    ),
  })
  .meta({ id: 'LogAlarms' });
