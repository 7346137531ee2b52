import { expect } from 'chai';
import { ROUTE_SPECS } from '../../../server/endpoints.ts';
import { CATALOGUE } from '../../../server/errors/catalogue.ts';
import { ROUTES, type RouteName } from '../../../server/http/route-table.ts';
import { buildOpenApi } from '../../../server/modules/openapi/document.ts';
import { openApiRoutes } from '../../../server/modules/openapi/openapi.routes.ts';
import { type Edge, startEdge } from '../support/edge.ts';

const about = { version: '1.2.3', origin: 'https://gateway.example' };

describe('OpenAPI document', () => {
  const document = buildOpenApi(ROUTE_SPECS, about);
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

  it('describes every route of the table and no other', () => {
    const described = operations.map(({ path, method, operation }) => `${operation.operationId} ${method} ${path}`);
    const lines = (Object.keys(ROUTES) as RouteName[]).map(
      (name) => `${name} ${ROUTES[name].method} ${ROUTES[name].path.replace('*}', '}')}`,
    );
    expect(described).to.have.members(lines);
  });

  it('describes every parameter of every path', () => {
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const described = operation.parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      expect(described, operation.operationId).to.have.members(named);
    }
  });

  it('has every schema that it refers to, under a name without its id', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.length).to.be.greaterThan(30);
    for (const reference of new Set(references)) {
      const name = /^#\/components\/schemas\/(.+)$/.exec(reference)?.[1] ?? reference;
      expect(document.components.schemas, reference).to.have.property(name);
    }
  });

  it('asks for a credential exactly where the table does', () => {
    for (const { operation } of operations) {
      const { access } = ROUTES[operation.operationId as RouteName];
      const kind = operation.security.length === 0 ? 'none' : operation.security.length === 2 ? 'optional' : 'needed';
      const want =
        { ANYONE: 'none', LOOPBACK: 'none', GATEWAY: 'none', OPTIONAL: 'optional' }[access as string] ?? 'needed';
      expect(kind, operation.operationId).to.equal(want);
    }
  });

  it('names only codes of the catalogue, each under its status', () => {
    for (const { operation } of operations) {
      for (const code of operation['x-problems']) {
        const response = operation.responses[CATALOGUE[code].status];
        expect(response, `${operation.operationId} ${code}`).to.not.equal(undefined);
      }
    }
  });

  it('says which body a route takes and how large it may be', () => {
    for (const { operation } of operations) {
      const { body } = ROUTE_SPECS[operation.operationId as RouteName];
      expect(operation.requestBody === undefined, operation.operationId).to.equal(body.kind === 'none');
      if (body.kind !== 'none') expect(operation['x-max-body-bytes'], operation.operationId).to.be.greaterThan(0);
    }
  });
});

describe('pages for people', () => {
  let edge: Edge;

  before(async () => {
    edge = await startEdge({ endpoints: openApiRoutes(ROUTE_SPECS, about) });
  });
  after(() => edge.close());

  it('load nothing from elsewhere, run no script, and cannot be framed', async () => {
    for (const path of ['/docs', '/problems', '/problems/rate-limited']) {
      const response = await fetch(`${edge.url}${path}`);
      const text = await response.text();
      expect(response.status, path).to.equal(200);
      expect(response.headers.get('content-type'), path).to.equal('text/html; charset=utf-8');
      expect(response.headers.get('content-security-policy'), path).to.equal(
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(text, path).not.to.match(
        /<script|<style|\sstyle=|\son\w+=|src=|@import|https?:\/\/(?!gateway\.example)[^"<\s]*"/i,
      );
    }
    expect((await fetch(`${edge.url}/docs/style.css`)).headers.get('content-type')).to.equal('text/css; charset=utf-8');
  });

  it('show every route and every code', async () => {
    const docs = await (await fetch(`${edge.url}/docs`)).text();
    for (const name of Object.keys(ROUTES)) expect(docs, name).to.contain(`id="${name}"`);
    const problems = await (await fetch(`${edge.url}/problems`)).text();
    for (const code of Object.keys(CATALOGUE)) expect(problems, code).to.contain(`<code>${code}</code>`);
  });

  it('have a page for the type of every problem', async () => {
    for (const { slug } of Object.values(CATALOGUE)) {
      expect((await fetch(`${edge.url}/problems/${slug}`)).status, slug).to.equal(200);
    }
    expect((await fetch(`${edge.url}/problems/no-such-problem`)).status).to.equal(404);
  });

  it('lead nowhere that does not exist', async () => {
    const docs = await (await fetch(`${edge.url}/docs`)).text();
    for (const [, anchor] of docs.matchAll(/href="#([^"]+)"/g)) expect(docs, anchor).to.contain(`id="${anchor}"`);
  });
});
