/** `docs/configuration.md`: every environment variable of the gateway, from its schema. */
import { environmentSchema } from '../../server/config/env.ts';
import { GENERATED_NOTE, markdownTable } from './markdown.ts';

function defaultOf(name: keyof typeof environmentSchema.shape): string {
  const result = environmentSchema.shape[name].safeParse(undefined);
  if (!result.success) return 'required';
  return result.data === undefined ? '-' : `\`${String(result.data)}\``;
}

export function renderConfigurationPage(): string {
  const names = Object.keys(environmentSchema.shape) as (keyof typeof environmentSchema.shape)[];
  const rows = names.map((name) => [`\`${name}\``, defaultOf(name), environmentSchema.shape[name].description ?? '']);
  return [
    GENERATED_NOTE,
    '',
    '# Configuration of the gateway',
    '',
    '`node server/main.ts` reads these environment variables and nothing else; an empty one counts as absent. It refuses to',
    'start while one is missing or wrong, and names it. `npm start` sets what belongs to the embedded chain and database.',
    '',
    ...markdownTable(['variable', 'default', 'meaning'], rows),
    'The relay key is the only private key that a gateway holds: it pays for transactions and has no right on the ledger.',
    'Two gateways cannot run on one relay key and database; the second waits ten seconds and refuses to start.',
    '',
  ].join('\n');
}
