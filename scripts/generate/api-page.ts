/** `docs/api.md`: every route with who may use it, from the route table and the schemas. */

import { ROUTE_SPECS } from '../../server/endpoints.ts';
import { ACCESS_WORDS, operationsByTag, referenceOf } from '../../server/modules/openapi/docs-page.ts';
import { buildOpenApi, type OperationObject } from '../../server/modules/openapi/document.ts';
import { GENERATED_NOTE, markdownTable } from './markdown.ts';
import { schemaSection, typeOf } from './schema-table.ts';

const RATE_WORDS = { READ: 'read', WRITE: 'write', NONE: '-' } as const;

export function renderApiPage(): string {
  // The page is of no release and no host in particular.
  const document = buildOpenApi(ROUTE_SPECS, { version: '0', origin: 'http://localhost:8787' });
  const groups = operationsByTag(document);
  const matrix = groups.flatMap(([, operations]) =>
    operations.map(({ method, path, operation }) => [
      method,
      `[\`${path}\`](#${operation.operationId.toLowerCase()})`,
      ACCESS_WORDS[operation['x-access']],
      RATE_WORDS[operation['x-rate']],
    ]),
  );
  return [
    GENERATED_NOTE,
    '',
    '# HTTP API',
    '',
    'A gateway serves the same as `/openapi.json` for programs and as `/docs` for people. Errors are on',
    '[their own page](errors.md). `Authorization: Bearer` carries a session token or an API key. A case that a caller may not',
    'see is answered like one that does not exist.',
    '',
    '## Who may use what',
    '',
    ...markdownTable(['method', 'path', 'who', 'counts as'], matrix),
    ...groups.flatMap(([tag, operations]) => [
      `## ${tag}`,
      '',
      ...operations.flatMap(({ method, path, operation }) => operationLines(method, path, operation)),
    ]),
    '## Schemas',
    '',
    ...Object.entries(document.components.schemas).flatMap(([name, schema]) => schemaSection(name, schema)),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

function operationLines(method: string, path: string, operation: OperationObject): string[] {
  const { operationId, summary, description, parameters } = operation;
  return [
    `### ${operationId}`,
    '',
    `\`${method} ${path}\`: ${summary}.${description === undefined ? '' : ` ${description}`}`,
    '',
    ...(parameters.length === 0
      ? []
      : markdownTable(
          ['parameter', 'in', 'type', 'meaning'],
          parameters.map((each) => [
            `\`${each.name}\``,
            `${each.in}${each.required ? '' : ', optional'}`,
            typeOf(each.schema),
            each.description ?? '',
          ]),
        )),
    ...bodyLines(operation),
    ...Object.entries(operation.responses)
      .filter(([status]) => Number(status) < 400)
      .map(([status, { description: meaning, content }]) => `- ${status}: ${meaning}${schemaLink(content)}`),
    '',
    `Problems: ${operation['x-problems'].map((code) => `[${code}](errors.md#${code.toLowerCase()})`).join(', ')}`,
    '',
  ];
}

function bodyLines({ requestBody, 'x-max-body-bytes': maxBytes }: OperationObject): string[] {
  if (requestBody === undefined) return [];
  const types = Object.keys(requestBody.content).map((type) => (type === '*/*' ? 'any media type' : `\`${type}\``));
  return [`Body: ${types.join(', ')}${schemaLink(requestBody.content)}, at most ${maxBytes ?? 0} bytes.`, ''];
}

function schemaLink(content: Readonly<Record<string, { schema?: object }>> | undefined): string {
  const [media] = Object.values(content ?? {});
  const name = referenceOf(media?.schema);
  return name === undefined ? '' : ` ([${name}](#schema-${name.toLowerCase()}))`;
}
