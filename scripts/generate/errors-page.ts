/** `docs/errors.md`: every code of the catalogue, with why it comes and what to do. */
import { CATALOGUE_AREAS, type CatalogueEntry } from '../../server/errors/catalogue.ts';
import { GENERATED_NOTE } from './markdown.ts';

const AREA_TITLES: Readonly<Record<keyof typeof CATALOGUE_AREAS, string>> = {
  request: 'Requests',
  json: 'JSON bodies',
  session: 'Sign-in and rights',
  content: 'Cases, documents, files',
  ledger: 'Answers of the ledger',
  log: 'Transparency log',
  exchange: 'Exchange between gateways',
};

function entryLines([code, { title, status, retryable, when, doNext }]: [string, CatalogueEntry]): string[] {
  return [
    `### ${code}`,
    '',
    `${title}. HTTP ${status}${retryable ? ', may be sent again' : ''}.`,
    '',
    `- *Why:* ${when}`,
    `- *What to do:* ${doNext}`,
    '',
  ];
}

export function renderErrorsPage(): string {
  return [
    GENERATED_NOTE,
    '',
    '# Errors',
    '',
    'Every refusal is an RFC 9457 problem document (`application/problem+json`) with a `code` of this page. `type` leads to',
    'the same text at the gateway, `errors` points at each place that is wrong, `retryable` says whether the same request may',
    'be sent again, and `instance` names the line in the log of the gateway. A 5xx answer carries the words of this page and',
    'nothing else.',
    '',
    ...(Object.keys(CATALOGUE_AREAS) as (keyof typeof CATALOGUE_AREAS)[]).flatMap((area) => [
      `## ${AREA_TITLES[area]}`,
      '',
      ...Object.entries(CATALOGUE_AREAS[area]).flatMap(entryLines),
    ]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}
