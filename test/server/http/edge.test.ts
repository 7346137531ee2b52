import { expect } from 'chai';
import { z } from 'zod';
import { endpoint, spec } from '../../../server/http/route.ts';
import { type Edge, rawRequest, startEdge } from '../support/edge.ts';

const page = endpoint(
  'readLedger',
  spec({
    summary: 'tagged',
    tag: 'Test',
    body: { kind: 'none' },
    responses: { 200: { description: 'tagged', schema: z.object({ a: z.number() }) } },
  }),
)(async () => ({ status: 200, headers: { ETag: '"v1"' }, json: { a: 1 } }));

const wrong = endpoint(
  'readDocs',
  spec({
    summary: 'defect',
    tag: 'Test',
    body: { kind: 'none' },
    responses: { 200: { description: 'x', schema: z.object({ a: z.number() }) } },
  }),
)(async () => ({ status: 200, json: { a: 'no number' } as unknown as { a: number } }));

const secretRoute = endpoint(
  'createSession',
  spec({
    summary: 'takes secrets',
    tag: 'Test',
    query: z.object({ ucr: z.string().optional() }),
    body: { kind: 'json', schema: z.object({ secret: z.string() }) },
    responses: { 204: { description: 'done' } },
  }),
)(async () => ({ status: 204 }));

describe('HTTP edge', () => {
  let edge: Edge;
  let stopping = false;

  before(async () => {
    edge = await startEdge({ endpoints: [page, wrong, secretRoute], stopping: () => stopping });
  });
  after(() => edge.close());

  it('answers its public origin and the loopback names of its port', async () => {
    for (const host of [
      `localhost:${edge.port}`,
      `127.0.0.1:${edge.port}`,
      `[::1]:${edge.port}`,
      `LOCALHOST:${edge.port}`,
    ]) {
      expect((await rawRequest(edge.port, { path: '/v1/ledger', headers: { host } })).status, host).to.equal(200);
    }
  });

  it('refuses every other Host as 421', async () => {
    const foreign = [
      'evil.example',
      `evil.example:${edge.port}`,
      'localhost',
      'localhost:1',
      `signer.localhost:${edge.port}`,
    ];
    for (const host of foreign) {
      const { status, text } = await rawRequest(edge.port, { path: '/v1/ledger', headers: { host } });
      expect([status, JSON.parse(text).code], host).to.deep.equal([421, 'HOST_NOT_ALLOWED']);
    }
  });

  it('sets the security headers on answers and problems alike', async () => {
    for (const path of ['/v1/ledger', '/nothing']) {
      const { headers } = await fetch(`${edge.url}${path}`);
      expect(headers.get('x-content-type-options'), path).to.equal('nosniff');
      expect(headers.get('cache-control'), path).to.equal('no-store');
      expect(headers.get('referrer-policy'), path).to.equal('no-referrer');
      expect(headers.get('content-security-policy'), path)
        .to.contain("default-src 'none'")
        .and.to.contain("frame-ancestors 'none'");
      expect(headers.get('cross-origin-resource-policy'), path).to.equal('same-origin');
      expect(headers.get('x-powered-by'), path).to.equal(null);
    }
  });

  it('gives every request an id of its own', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await fetch(`${edge.url}/v1/ledger`)).headers.get('x-request-id')),
    );
    expect(new Set(ids).size).to.equal(3);
  });

  it('answers 304 to the tag that the client has, 200 to another', async () => {
    const get = (tag: string) => fetch(`${edge.url}/v1/ledger`, { headers: { 'if-none-match': tag } });
    expect((await get('"v1"')).status).to.equal(304);
    expect((await get('W/"v1"')).status).to.equal(304);
    expect((await get('"v0"')).status).to.equal(200);
  });

  it('fails rather than answer what the schema does not allow', async () => {
    expect((await fetch(`${edge.url}/docs`)).status).to.equal(500);
  });

  it('refuses a query parameter that is given twice', async () => {
    const response = await fetch(`${edge.url}/v1/session?ucr=A&ucr=B`, {
      method: 'POST',
      body: '{"secret":"x"}',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).to.equal(422);
    expect((await response.json()).errors[0].pointer).to.equal('#/query/ucr');
  });

  it('logs one line per answer, without body, query or credentials', async () => {
    const response = await fetch(`${edge.url}/v1/session?ucr=UCR-4711`, {
      method: 'POST',
      body: '{"secret":"sesame-body"}',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer sesame-token',
        'document-secret': 'sesame-header',
      },
    });
    expect(response.status).to.equal(204);
    const id = response.headers.get('x-request-id');
    const lines = edge.logged.filter(({ requestId }) => requestId === id);
    expect(lines).to.have.length(1);
    expect(lines[0]).to.include({ msg: 'request', method: 'POST', route: 'createSession', status: 204 });
    expect(JSON.stringify(edge.logged)).not.to.contain('sesame').and.not.to.contain('4711');
  });

  it('sends new requests away while stopping, but lets probes through', async () => {
    stopping = true;
    try {
      const response = await fetch(`${edge.url}/v1/ledger`);
      expect(response.status).to.equal(503);
      expect((await response.json()).code).to.equal('SHUTTING_DOWN');
      expect((await fetch(`${edge.url}/health`)).status).to.equal(204);
    } finally {
      stopping = false;
    }
  });
});
