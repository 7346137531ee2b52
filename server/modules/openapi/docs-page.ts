/** The API page for people, from the OpenAPI document. */
import { catalogueEntry } from '../../errors/catalogue.ts';
import { html, page, prose, type SafeHtml } from '../../http/page.ts';
import type { Access } from '../../http/route-table.ts';
import type { OpenApiDocument, OperationObject } from './document.ts';

/** Who may use a route, in words. */
export const ACCESS_WORDS: Readonly<Record<Access, string>> = {
  ANYONE: 'anyone',
  LOOPBACK: 'this machine only',
  GATEWAY: 'a gateway that is pinned with its jurisdiction, by a signed request',
  OPTIONAL: 'anyone; more with a session or API key',
  SIGNED_IN: 'session or API key',
  SESSION: 'session, no API key',
  CASE: 'session or API key of a party that may see the case',
  CASE_OWNER: 'session or API key of a party that takes part in the case',
  AUDIT: 'session or API key of an auditor or customs administration',
};

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operation: OperationObject;
}

/** Operations of the document under their tags, in the order of the route table. */
export function operationsByTag(document: OpenApiDocument): [tag: string, operations: Operation[]][] {
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Operation => ({ method: method.toUpperCase(), path, operation })),
  );
  return document.tags.map(({ name }) => [name, all.filter(({ operation }) => operation.tags.includes(name))]);
}

export function docsPage(document: OpenApiDocument): string {
  const groups = operationsByTag(document);
  return page(
    'Corridor ledger: API',
    html`<h1>Corridor ledger: API</h1>
<p>People sign, the gateway relays. Every action is EIP-712 typed data, signed with the person's own key and checked on the ledger. What programs need is in <a href="/openapi.json">/openapi.json</a>; every error has <a href="/problems">its page</a>.</p>
<ul>${groups.map(([tag]) => html`<li><a href="#${tag}">${tag}</a></li>`)}</ul>
${groups.map(([tag, operations]) => html`<h2 id="${tag}">${tag}</h2>${operations.map(operationHtml)}`)}
<h2 id="schemas">Schemas</h2>
${Object.entries(document.components.schemas).map(
  ([name, schema]) => html`<h3 id="schema-${name}">${name}</h3><pre>${JSON.stringify(schema, null, 2)}</pre>`,
)}`,
  );
}

function operationHtml({ method, path, operation }: Operation): SafeHtml {
  return html`
<h3 id="${operation.operationId}"><span class="method">${method}</span> <code>${path}</code></h3>
<p>${prose(operation.summary)}. ${prose(operation.description ?? '')}</p>
<p class="meta">${operation.operationId} · ${ACCESS_WORDS[operation['x-access']]}</p>
${parametersHtml(operation)}${bodyHtml(operation)}
<ul>${Object.entries(operation.responses)
    .filter(([status]) => Number(status) < 400)
    .map(
      ([status, response]) => html`<li>${status}: ${prose(response.description)} ${schemaLink(response.content)}</li>`,
    )}</ul>
<p class="meta">Problems: ${operation['x-problems'].map(
    (code) => html`<a href="/problems/${catalogueEntry(code).slug}">${code}</a> `,
  )}</p>`;
}

function parametersHtml({ parameters }: OperationObject): SafeHtml {
  if (parameters.length === 0) return html``;
  return html`<table><tr><th>Parameter</th><th>In</th><th></th></tr>${parameters.map(
    ({ name, in: where, required, description }) =>
      html`<tr><td><code>${name}</code></td><td>${where}${required ? '' : ', optional'}</td><td>${prose(description ?? '')}</td></tr>`,
  )}</table>`;
}

function bodyHtml({ requestBody, 'x-max-body-bytes': maxBytes }: OperationObject): SafeHtml {
  if (requestBody === undefined) return html``;
  return html`<p>Body: ${Object.keys(requestBody.content).join(', ')} ${schemaLink(requestBody.content)}, at most ${maxBytes ?? 0} bytes</p>`;
}

function schemaLink(content: Readonly<Record<string, { schema?: object }>> | undefined): SafeHtml {
  const [media] = Object.values(content ?? {});
  const name = referenceOf(media?.schema);
  return name === undefined ? html`` : html`(<a href="#schema-${name}">${name}</a>)`;
}

/** Name of the component that a schema refers to. */
export function referenceOf(schema: object | undefined): string | undefined {
  const { $ref } = (schema ?? {}) as { $ref?: unknown };
  return typeof $ref === 'string' ? $ref.split('/').at(-1) : undefined;
}
