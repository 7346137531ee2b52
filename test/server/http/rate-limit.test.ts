import { expect } from 'chai';
import type { Caller } from '../../../server/http/caller.ts';
import { type Edge, startEdge } from '../support/edge.ts';

const caller = (n: number): Caller => ({
  keyId: `0x${String(n).repeat(64)}`,
  partyId: `0x${String(n).repeat(16)}`,
  operatorId: `0x${String(n).repeat(16)}`,
  jurisdiction: 'CN',
  roles: ['BROKER'],
  credential: 'SESSION',
  credentialId: String(n),
});

describe('rate limits', () => {
  let edge: Edge;

  beforeEach(async () => {
    edge = await startEdge({
      limits: { readsPerMinute: 5, writesPerMinute: 2 },
      callers: { one: caller(1), two: caller(2) },
    });
  });
  afterEach(() => edge.close());

  const read = (token?: string) =>
    fetch(`${edge.url}${token === undefined ? '/v1/ledger' : '/v1/cases'}`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  const write = () => fetch(`${edge.url}/v1/session/nonce`, { method: 'POST' });
  const statuses = async (count: number, send: () => Promise<Response>) => {
    const seen: number[] = [];
    for (let n = 0; n < count; n += 1) seen.push((await send()).status);
    return seen;
  };

  it('answers what exceeds the allowance of an address with a problem that says when to come back', async () => {
    expect(await statuses(5, () => read())).to.deep.equal([204, 204, 204, 204, 204]);
    const response = await read();
    const problem = await response.json();
    expect([response.status, problem.code, problem.retryable]).to.deep.equal([429, 'RATE_LIMITED', true]);
    expect(Number(response.headers.get('retry-after'))).to.be.within(1, 60);
  });

  it('tells every caller what is left', async () => {
    const { headers } = await read();
    expect(headers.get('ratelimit-policy')).to.match(/^"read"; ?q=5; ?w=60/);
    expect(headers.get('ratelimit')).to.match(/^"read"; ?r=4; ?t=\d+/);
  });

  it('counts reads and writes apart', async () => {
    expect(await statuses(3, write)).to.deep.equal([204, 204, 429]);
    expect((await read()).status).to.equal(204);
  });

  it('counts by ledger key where somebody is signed in', async () => {
    expect(await statuses(6, () => read('one'))).to.deep.equal([204, 204, 204, 204, 204, 429]);
    expect((await read('two')).status).to.equal(204);
    expect((await read()).status).to.equal(204);
  });

  it('never limits the probes', async () => {
    const probe = () => fetch(`${edge.url}/health`);
    expect(await statuses(20, probe)).to.deep.equal(Array.from({ length: 20 }, () => 204));
  });

  it('stops looking wrong credentials up when an address floods with them', async () => {
    expect(await statuses(6, () => read('wrong'))).to.deep.equal([401, 401, 401, 401, 401, 429]);
  });
});
