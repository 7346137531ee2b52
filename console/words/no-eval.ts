/**
 * Imported first by both pages: zod compiles its schemas with `new Function` where it can, and finds out by trying, which
 * their policy would report each time.
 */
import { config } from 'zod';

config({ jitless: true });
