/** Wire format of the event feed. @see HTML Living Standard, section "Server-sent events" */
import { z } from 'zod';
import { hexSchema } from '../../http/wire-schemas.ts';
import { timelineEntrySchema } from '../cases/cases.schemas.ts';

/** `sequence-hash`: the last action that was looked at and the beginning of the hash of its block. */
export const EVENT_ID = /^(\d{1,15})-([0-9a-f]{16})$/;

export const feedQuery = z.strictObject({
  from: z.enum(['start', 'now']).default('now').meta({
    description: 'Where to begin without Last-Event-ID: at the first action of the ledger, or with what comes next',
  }),
  follow: z.enum(['true', 'false']).default('true').meta({
    description: '`false` ends the answer when everything that is known was sent',
  }),
});

export const feedHeaders = z.object({
  'last-event-id': z
    .string()
    .regex(EVENT_ID, 'an id of this feed')
    .optional()
    .meta({ description: 'Id of the last event that arrived; goes on behind it' }),
});

/** Data of an `action` event. */
export const feedEventSchema = timelineEntrySchema.extend({ caseId: hexSchema(32, 'Case') });
