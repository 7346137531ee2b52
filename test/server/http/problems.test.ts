import { expect } from 'chai';
import { z } from 'zod';
import { AppError } from '../../../server/errors/app-error.ts';
import { CATALOGUE, type ErrorCode } from '../../../server/errors/catalogue.ts';
import { problemSchema } from '../../../server/errors/problem.ts';
import { endpoint, spec } from '../../../server/http/route.ts';
import { type Edge, rawRequest, startEdge } from '../support/edge.ts';

const MAX_JSON = 256 * 1024;

const echo = endpoint(
  'createSession',
  spec({
    summary: 'echo',
    tag: 'Test',
    body: { kind: 'json', schema: z.strictObject({ a: z.number().optional(), b: z.string().optional() }) },
    responses: {
      200: { description: 'echo', schema: z.object({ a: z.number().optional(), b: z.string().optional() }) },
    },
  }),
)(async ({ body }) => ({ status: 200, json: body }));

let failure: unknown;
const failing = endpoint(
  'readLedger',
  spec({ summary: 'fails', tag: 'Test', body: { kind: 'none' }, responses: { 204: { description: 'never' } } }),
)(async () => {
  throw failure;
});

const bytes = endpoint(
  'readFile',
  spec({
    summary: 'takes bytes',
    tag: 'Test',
    body: { kind: 'bytes', maxBytes: 1000, mediaTypes: ['*/*'] },
    responses: { 200: { description: 'size', schema: z.object({ size: z.number(), mediaType: z.string() }) } },
  }),
)(async ({ body }) => ({ status: 200, json: { size: body.bytes.length, mediaType: body.mediaType } }));

describe('HTTP edge: problems', () => {
  let edge: Edge;

  before(async () => {
    edge = await startEdge({ endpoints: [echo, failing, bytes] });
  });
  after(() => edge.close());

  const send = (body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${edge.url}/v1/session`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });

  async function expectProblem(response: Response, code: ErrorCode) {
    const text = await response.text();
    const problem = problemSchema.parse(JSON.parse(text));
    expect(problem.code).to.equal(code);
    expect(response.status).to.equal(CATALOGUE[code].status);
    expect(problem.status).to.equal(response.status);
    expect(problem.retryable).to.equal(CATALOGUE[code].retryable);
    expect(problem.type).to.match(new RegExp(`^http://localhost:\\d+/problems/${CATALOGUE[code].slug}$`));
    expect(problem.instance).to.equal(`urn:uuid:${response.headers.get('x-request-id')}`);
    expect(response.headers.get('content-type')).to.equal('application/problem+json');
    return problem;
  }

  describe('JSON bodies', () => {
    const utf16 = (text: string, bom: number[]) => new Uint8Array([...bom, ...Buffer.from(text, 'utf16le')]);
    const cases: [name: string, body: BodyInit, code: ErrorCode][] = [
      ['broken syntax', '{"a":1', 'JSON_SYNTAX'],
      ['text after the value', '{"a":1} x', 'JSON_SYNTAX'],
      ['no body', '', 'BODY_REQUIRED'],
      ['a duplicate key', '{"a":1,"a":2}', 'JSON_DUPLICATE_KEY'],
      ['a duplicate key written with an escape', '{"a":1,"\\u0061":2}', 'JSON_DUPLICATE_KEY'],
      ['10,000 levels of arrays', '['.repeat(10_000) + ']'.repeat(10_000), 'JSON_TOO_DEEP'],
      ['10,000 levels of objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'JSON_TOO_DEEP'],
      ['100,000 open brackets', '['.repeat(100_000), 'JSON_TOO_DEEP'],
      ['a UTF-8 byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]), 'JSON_ENCODING'],
      ['UTF-16 with a byte order mark', utf16('{}', [0xff, 0xfe]), 'JSON_ENCODING'],
      ['UTF-16 without a byte order mark', utf16('{"a":1}', []), 'JSON_SYNTAX'],
      ['bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'JSON_ENCODING'],
      ['__proto__', '{"__proto__":{"a":1}}', 'JSON_FORBIDDEN_KEY'],
      ['a lone surrogate', '{"b":"\\ud800"}', 'JSON_LONE_SURROGATE'],
      ['text that is not NFC', '{"b":"e\u0301"}', 'JSON_NOT_NFC'],
      ['a fraction', '{"a":1.5}', 'JSON_NOT_INTEGER'],
      ['an integer beyond 2^53', '{"a":9007199254740993}', 'JSON_INTEGER_RANGE'],
      ['a string over the limit', `{"b":"${'x'.repeat(65 * 1024)}"}`, 'JSON_STRING_TOO_LONG'],
      ['one byte over the limit', ' '.repeat(MAX_JSON + 1), 'BODY_TOO_LARGE'],
      ['a member that the schema does not know', '{"c":1}', 'VALIDATION_FAILED'],
    ];
    for (const [name, body, code] of cases) {
      it(`refuses ${name} as ${code}`, async () => {
        await expectProblem(await send(body), code);
      });
    }

    it('points at each place that the schema refuses', async () => {
      const problem = await expectProblem(await send('{"a":"x","b":1}'), 'VALIDATION_FAILED');
      expect(problem.errors.map(({ pointer }) => pointer)).to.have.members(['#/a', '#/b']);
    });

    it('answers 413 to a body that grows beyond the limit without announcing its length', async () => {
      const headers = {
        host: `localhost:${edge.port}`,
        'content-type': 'application/json',
        'transfer-encoding': 'chunked',
      };
      const body = Buffer.alloc(4 * MAX_JSON, 0x20);
      const answer = await rawRequest(edge.port, { method: 'POST', path: '/v1/session', headers, body });
      expect([answer.status, JSON.parse(answer.text).code]).to.deep.equal([413, 'BODY_TOO_LARGE']);
    });

    it('refuses other media types, charsets and compressed bodies', async () => {
      await expectProblem(await send('{}', { 'content-type': 'text/plain' }), 'UNSUPPORTED_MEDIA_TYPE');
      await expectProblem(await send('{}', { 'content-type': 'application/json; charset=utf-16' }), 'JSON_ENCODING');
      await expectProblem(await send('{}', { 'content-encoding': 'gzip' }), 'UNSUPPORTED_CONTENT_ENCODING');
    });

    it('takes a good body after all those refusals', async () => {
      const response = await send('{"a":1}');
      expect(response.status).to.equal(200);
      expect(await response.json()).to.deep.equal({ a: 1 });
    });
  });

  describe('raw bodies', () => {
    it('takes bytes up to the limit of the route and none beyond', async () => {
      const put = (size: number) => fetch(`${edge.url}/v1/intake`, { method: 'POST', body: new Uint8Array(size) });
      expect(await (await put(1000)).json()).to.deep.equal({ size: 1000, mediaType: '' });
      const problem = await expectProblem(await put(1001), 'BODY_TOO_LARGE');
      expect(problem.params).to.deep.equal({ maxBytes: 1000 });
      await expectProblem(await put(0), 'BODY_REQUIRED');
    });
  });

  describe('failures', () => {
    const get = () => fetch(`${edge.url}/v1/ledger`);

    it('tells nothing of an unforeseen error but its request id, and logs the rest', async () => {
      failure = new Error('relation "secret_table" does not exist at /srv/gateway/pool.ts');
      const response = await get();
      const text = await response.clone().text();
      const problem = await expectProblem(response, 'INTERNAL_ERROR');
      expect(text).not.to.contain('secret_table').and.not.to.contain('pool.ts');
      expect(problem.params).to.deep.equal({});
      const lines = edge.logged.filter(({ requestId }) => problem.instance === `urn:uuid:${requestId}`);
      expect(JSON.stringify(lines)).to.contain('secret_table');
    });

    it('hides detail and parameters of every 5xx, even when the code threw them', async () => {
      failure = new AppError('BAD_CHAIN_ANSWER', { detail: 'inner', params: { sql: 'select' } });
      const problem = await expectProblem(await get(), 'BAD_CHAIN_ANSWER');
      expect(problem.detail).not.to.contain('inner');
      expect(problem.params).to.deep.equal({});
    });

    it('answers a lost database connection as retryable, with Retry-After', async () => {
      failure = Object.assign(new Error('terminating connection'), { code: '57P01', severity: 'FATAL' });
      const response = await get();
      expect(Number(response.headers.get('retry-after'))).to.be.greaterThan(0);
      await expectProblem(response, 'DATABASE_UNAVAILABLE');
    });

    it('passes on Retry-After of the thrower', async () => {
      failure = new AppError('QUEUE_FULL', { retryAfterSeconds: 17 });
      const response = await get();
      expect(response.headers.get('retry-after')).to.equal('17');
      await expectProblem(response, 'QUEUE_FULL');
    });
  });

  describe('paths and methods', () => {
    it('answers 404 to a path that no route has', async () => {
      await expectProblem(await fetch(`${edge.url}/v1/nothing`), 'ROUTE_NOT_FOUND');
      await expectProblem(await fetch(`${edge.url}/V1/ledger`), 'ROUTE_NOT_FOUND');
      await expectProblem(await fetch(`${edge.url}/v1/ledger/`), 'ROUTE_NOT_FOUND');
    });

    it('answers 405 with Allow to another method of a path', async () => {
      const response = await fetch(`${edge.url}/v1/session`, { method: 'PATCH' });
      expect(response.headers.get('allow')).to.equal('POST, GET, DELETE, HEAD');
      await expectProblem(response, 'METHOD_NOT_ALLOWED');
    });

    it('answers broken percent-encoding in a path as 400', async () => {
      const { status, text } = await rawRequest(edge.port, {
        path: '/problems/%E0%A4%A',
        headers: { host: `localhost:${edge.port}` },
      });
      expect([status, JSON.parse(text).code]).to.deep.equal([400, 'MALFORMED_REQUEST']);
    });
  });

  describe('bytes that are no request', () => {
    it('answers a header block over the limit as 431', async () => {
      const headers = { host: `localhost:${edge.port}`, 'x-long': 'x'.repeat(20_000) };
      const { status, text } = await rawRequest(edge.port, { path: '/health', headers });
      expect([status, JSON.parse(text).code]).to.deep.equal([431, 'HEADERS_TOO_LARGE']);
    });
  });
});
