import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { TypedDataEncoder } from 'ethers';
import { documentIdOf } from '../../../protocol/actions.ts';
import { documentRoot } from '../../../protocol/disclosure/document-tree.ts';
import { canonicalJson } from '../../../protocol/json/canonical-json.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { corridorCase } from '../../../protocol/simulated/corridor-case.ts';
import { intakeRoutes } from '../../../server/modules/intake/intake.routes.ts';
import { type Intake, type IntakeItem, intakeSchema } from '../../../server/modules/intake/intake.schemas.ts';
import { createIntakeService } from '../../../server/modules/intake/intake.service.ts';
import { manualClock } from '../../../server/platform/clock.ts';
import { sampleBytes } from '../../protocol/support/samples.ts';
import { codeOf } from '../support/answers.ts';
import { type Edge, startEdge } from '../support/edge.ts';

const MANIFEST = 'edifact/cuscar-d95b-msc-edinet.edi';
const hex = (byte: string, bytes: number) => `0x${byte.repeat(bytes)}`;
const domain = { chainId: 77_777, verifyingContract: hex('ab', 20), ledgerId: hex('cd', 32) };
const caseId = hex('11', 32);
const keyId = hex('22', 32);
const partyId = hex('33', 8);
const secret = hex('44', 32);

const { invoice } = corridorCase({
  caseId,
  ucr: 'SIM-2026-0417',
  openedAtMs: Date.UTC(2026, 3, 17),
  parties: {
    exportBroker: hex('01', 8),
    importBroker: hex('02', 8),
    railOperator: hex('03', 8),
    carrier: hex('04', 8),
    exportTerminal: hex('05', 8),
    importTerminal: hex('06', 8),
    certificateIssuer: hex('07', 8),
    exportOffice: hex('08', 8),
    importOffice: hex('09', 8),
  },
});

describe('/v1/intake', () => {
  const clock = manualClock(Date.UTC(2026, 3, 17));
  let edge: Edge;

  before(async () => {
    edge = await startEdge({ endpoints: intakeRoutes(createIntakeService({ domain, clock })) });
  });
  after(() => edge.close());

  const send = (body: Uint8Array | string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    fetch(`${edge.url}/v1/intake?${new URLSearchParams(query)}`, {
      method: 'POST',
      body: body as BodyInit,
      headers: { 'content-type': 'application/octet-stream', ...headers },
    });
  async function read(...args: Parameters<typeof send>): Promise<Intake> {
    const response = await send(...args);
    expect(response.status).to.equal(200);
    return intakeSchema.parse(await response.json());
  }
  /** Answer about a file that holds one message. */
  async function readOne(...args: Parameters<typeof send>): Promise<IntakeItem> {
    const { items } = await read(...args);
    const [item] = items;
    if (item === undefined || items.length > 1) throw new Error(`there are ${items.length} items`);
    return item;
  }

  it('reads a real manifest as it came, with its findings and its digest', async () => {
    const bytes = sampleBytes(MANIFEST);
    const result = await read(bytes, { fileName: 'msc.edi' });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const [item] = result.items;
    expect(result.format).to.equal('EDIFACT');
    expect(item).to.include({ kind: 'CUSCAR', reference: '201701191AB652', schema: 'corridor/manifest/1' });
    expect(result.source).to.include({ sha256, sizeBytes: bytes.length, fileName: 'msc.edi' });
    expect(item?.files).to.deep.equal([{ name: 'msc.edi', mediaType: result.source.mediaType, sha256 }]);
    const findings = [...result.findings, ...(item?.findings ?? [])];
    expect(findings.length).to.be.greaterThan(result.findings.length);
    expect(findings.every(({ severity }) => severity === 'error' || severity === 'finding')).to.equal(true);
  });

  it('answers a document that has the digest it names', async () => {
    const result = await readOne(JSON.stringify(invoice), {}, { 'content-type': 'application/json' });
    const canonical = canonicalJson(result.document);
    expect(result.document).to.deep.equal(JSON.parse(JSON.stringify(invoice)));
    expect(result.canonicalSha256).to.equal(createHash('sha256').update(canonical).digest('hex'));
    expect(result.files).to.deep.equal([]);
  });

  it('makes no secret of its own: without one there is no root and nothing to sign', async () => {
    const result = await readOne(JSON.stringify(invoice), { caseId, keyId, partyId });
    expect(result).to.include({ root: null, documentId: null, typedData: null, digest: null });
  });

  it('answers what is to be signed when secret, case and key are given', async () => {
    const query = { caseId, keyId, partyId };
    const result = await readOne(JSON.stringify(invoice), query, { 'document-secret': secret });
    const root = documentRoot(invoice as unknown as JsonValue, [], secret.slice(2));
    expect(result.root).to.equal(root);
    expect(result.documentId).to.equal(documentIdOf(caseId, partyId, root));
    const { typedData } = result;
    if (typedData === null) throw new Error('there is typed data');
    const signedAt = clock.now() / 1000;
    expect(typedData.message).to.include({
      caseId,
      keyId,
      root,
      documentType: 380,
      ledgerId: domain.ledgerId,
      signedAt,
    });
    expect(TypedDataEncoder.hash(typedData.domain, typedData.types, typedData.message)).to.equal(result.digest);
  });

  it('takes a scan as an attachment of the type that is named, with what is wrong with it', async () => {
    const item = await readOne('%PDF-1.7\n', { fileName: 'scan.pdf', documentType: '380' });
    expect(item).to.include({ kind: 'ATTACHMENT', schema: 'corridor/attachment/1', documentType: 380 });
    expect(item.findings.map(({ ruleId }) => ruleId)).to.deep.equal(['ATTACHMENT_TRUNCATED']);
    expect(item.files).to.have.length(1);
  });

  it('puts a foreign file under the root, so that another file has another root', async () => {
    const bytes = sampleBytes(MANIFEST);
    const headers = { 'document-secret': secret };
    const [first, second] = [
      await readOne(bytes, {}, headers),
      await readOne(Buffer.concat([bytes, Buffer.from('\n')]), {}, headers),
    ];
    expect(first.root).to.be.a('string').and.not.to.equal(second.root);
  });

  it('never logs the secret', () => {
    expect(JSON.stringify(edge.logged)).not.to.contain(secret.slice(2));
  });

  const refusals: [string, Uint8Array | string, string, Record<string, string>, Record<string, string>?][] = [
    [
      'a PDF that claims to be EDIFACT',
      '%PDF-1.7',
      'INTAKE_FORMAT_MISMATCH',
      { 'content-type': 'application/edifact' },
    ],
    [
      'EDIFACT that claims to be JSON',
      sampleBytes(MANIFEST),
      'INTAKE_FORMAT_MISMATCH',
      { 'content-type': 'application/json' },
    ],
    ['a file name that claims another format', '{}', 'INTAKE_FORMAT_MISMATCH', {}, { fileName: 'manifest.edi' }],
    ['bytes of no format', 'hello', 'INTAKE_FORMAT_UNKNOWN', {}],
    ['a scan without the type of document that it is', '%PDF-1.7', 'INTAKE_TYPE_MISSING', {}],
    ['another EDIFACT message', "UNH+1+ORDERS:D:96A:UN'BGM+220+1'UNT+3+1'", 'INTAKE_UNREADABLE', {}],
    ['JSON of no schema', '{"a":1}', 'INTAKE_UNREADABLE', {}],
    ['broken JSON', '{"a":', 'JSON_SYNTAX', {}],
    ['duplicate keys', '{"a":1,"a":1}', 'JSON_DUPLICATE_KEY', {}],
    ['10,000 levels', '['.repeat(10_000), 'JSON_TOO_DEEP', {}],
    ['no bytes', '', 'BODY_REQUIRED', {}],
    ['more than 10 MB', new Uint8Array(10 * 1024 * 1024 + 1), 'BODY_TOO_LARGE', {}],
    ['a secret that is none', '{}', 'VALIDATION_FAILED', { 'document-secret': '0x00' }],
    ['a parameter that it does not know', '{}', 'VALIDATION_FAILED', {}, { secret }],
  ];
  for (const [what, body, code, headers, query] of refusals) {
    it(`refuses ${what} as ${code}`, async () => {
      expect(await codeOf(send(body, query, headers))).to.equal(code);
    });
  }

  it('points at each place of a document that breaks its schema', async () => {
    const broken = { ...invoice, currency: 7, extra: true };
    const problem = await (await send(JSON.stringify(broken))).json();
    expect(problem.code).to.equal('INTAKE_UNREADABLE');
    expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer)).to.include('#/extra');
  });
});
