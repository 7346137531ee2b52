import { expect } from 'chai';
import { createClient } from '../../client/client.ts';
import { composeMessage } from '../../client/compose.ts';
import { prepareDocument } from '../../client/documents.ts';
import type { ProblemError } from '../../client/problem.ts';
import { type ActionMessage, actionDigest } from '../../protocol/actions.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import type { SigningAnswer } from '../../protocol/signing-request.ts';
import { SIGNER_DIR } from '../../scripts/console/folders.ts';
import { startSignerServer } from '../../scripts/signer/signer-server.ts';
import { draftCase } from '../support/corridor.ts';
import { violationsOn } from './support/accessibility.ts';
import { assertionAt } from './support/assertions.ts';
import { describeInBrowser } from './support/browser.ts';
import { type Stage, startStage, type Visitor } from './support/stage.ts';

describeInBrowser('Signer', function () {
  this.timeout(60_000);
  let stage: Stage;
  let broker: Visitor;
  let keyId: string;
  let signer: string;

  before(async () => {
    stage = await startStage();
    broker = await stage.person('exportBroker');
    const session = await broker.page.evaluate(
      async () => (await (await fetch('/v1/session')).json()) as { keyId: string },
    );
    keyId = session.keyId;
    const party = await (await stage.gateway.as(stage.gateway.people.exportBroker.people[0])).readParty(
      stage.gateway.people.exportBroker.partyId,
    );
    signer = party.keys.find((key) => key.keyId === keyId)?.signer ?? '';
  });
  after(() => stage?.close());

  const ledger = () => stage.gateway.chain.domain;
  const now = () => Math.floor(Date.now() / 1000);
  const invoice = () => draftCase(stage.gateway).documents.invoice as unknown as JsonValue;

  /** Opens the signer as a console would, or as a page that only says to be one, and answers if it is asked. */
  async function ask(request: object, confirm: boolean): Promise<SigningAnswer> {
    const answer = broker.page.evaluate(
      async ({ origin, sent }) => {
        const popup = window.open(`${origin}/`, 'corridor-signer', 'popup');
        const message = (wanted: (data: { type: string }) => boolean) =>
          new Promise<unknown>((resolve) => {
            window.addEventListener('message', function listen(event) {
              if (event.origin !== origin || !wanted(event.data)) return;
              window.removeEventListener('message', listen);
              resolve(event.data);
            });
          });
        await message(({ type }) => type === 'SIGNER_READY');
        popup?.postMessage(sent, origin);
        const given = await message(({ type }) => type !== 'SIGNER_READY');
        popup?.close();
        return given;
      },
      { origin: stage.signer.origin, sent: { id: 'x', language: 'en', ledger: ledger(), ...request } },
    );
    const popup = await broker.page.waitForEvent('popup');
    if (confirm) {
      await popup.locator('html[data-authenticator=ready]').waitFor();
      await popup.locator('#confirm').click();
    }
    return (await answer) as SigningAnswer;
  }

  const messageOf = (root: string, changes: ActionMessage = {}): ActionMessage => ({
    ...composeMessage(
      ledger(),
      'LodgeDocument',
      keyId,
      { signedAt: now() },
      { caseId: `0x${'11'.repeat(32)}`, documentType: 380, root },
    ),
    ...changes,
  });
  const lodging = (message: ActionMessage, evidence: readonly object[] = []) => ({
    type: 'SIGN_ACTION',
    kind: 'LodgeDocument',
    message,
    evidence,
  });
  const session = (changes: object = {}) => ({
    type: 'SIGN_SESSION',
    session: {
      ledgerId: ledger().ledgerId,
      gatewayOrigin: stage.gateway.origin,
      nonce: 'a'.repeat(32),
      expires: now() + 60,
      ...changes,
    },
  });
  const codeOf = (answer: SigningAnswer) => (answer.type === 'REFUSED' ? answer.code : answer.type);

  it('refuses content that is not what the action names', async () => {
    const { document, files, secret, root } = prepareDocument(invoice());
    const other = { ...(document as object), number: 'OTHER' };
    expect(codeOf(await ask(lodging(messageOf(root), [{ document: other, files, secret }]), false))).to.equal(
      'CONTENT_MISMATCH',
    );
    const wrongType = messageOf(root, { documentType: 271 });
    expect(codeOf(await ask(lodging(wrongType, [{ document, files, secret }]), false))).to.equal('CONTENT_MISMATCH');
  });

  it('refuses another ledger, another key, kinds of councils and what cannot be read', async () => {
    const { root } = prepareDocument(invoice());
    const otherId = `0x${'22'.repeat(32)}`;
    const answers = [
      await ask(lodging(messageOf(root, { ledgerId: otherId })), false),
      await ask({ ...lodging(messageOf(root)), ledger: { ...ledger(), chainId: 7 } }, false),
      await ask(lodging(messageOf(root, { keyId: otherId })), false),
      await ask(lodging(messageOf(root, { documentType: 'x' })), false),
      await ask({ ...lodging({ ...messageOf(root), jurisdiction: 'CN' }), kind: 'ResumeJurisdiction' }, false),
    ];
    expect(answers.map(codeOf)).to.deep.equal([
      'OTHER_LEDGER',
      'OTHER_LEDGER',
      'UNKNOWN_KEY',
      'MALFORMED',
      'UNSUPPORTED_KIND',
    ]);
  });

  it('signs in at the address that asks and at no other', async () => {
    expect(codeOf(await ask(session({ gatewayOrigin: 'https://evil.example' }), false))).to.equal('WRONG_ORIGIN');
    expect(codeOf(await ask(session(), true))).to.equal('SIGNED');
  });

  it('gives no signature for a sign-in that is good for an action', async () => {
    const answer = await ask(session(), true);
    if (answer.type !== 'SIGNED') throw new Error(answer.type);
    const { root } = prepareDocument(invoice());
    const action = {
      kind: 'LodgeDocument' as const,
      message: messageOf(root),
      signatures: [{ signer, signature: answer.signature }],
    };
    const client = createClient({ baseUrl: stage.gateway.url });
    const code = await client.submitAction({ action }).catch((error: ProblemError) => error.code);
    expect(code).to.equal('LEDGER_BAD_SIGNATURE');
  });

  it('a challenge that equals the digest of a decision gives another page of its host nothing that the ledger takes', async () => {
    const word = `0x${'44'.repeat(32)}`;
    const fields = {
      caseId: word,
      declarationId: word,
      expected: word,
      outcome: 'RELEASED',
      reason: 'SCAN_CONFORMING',
    };
    const basis = { lane: 'NONE', documentId: word, root: word, validUntil: 0, conditions: `0x${'00'.repeat(32)}` };
    const times = { signedAt: now() };
    const message = composeMessage(ledger(), 'DecideClearance', keyId, times, { ...fields, ...basis });
    const digest = actionDigest(ledger(), 'DecideClearance', message);
    const elsewhere = await startSignerServer({ directory: SIGNER_DIR, host: '127.0.0.1', port: 0 });
    try {
      const client = createClient({ baseUrl: stage.gateway.url });
      const codes: (string | undefined)[] = [];
      for (const origin of [elsewhere.origin, stage.signer.origin]) {
        const signatures = [{ signer, signature: await assertionAt(broker, origin, digest) }];
        const action = { kind: 'DecideClearance' as const, message, signatures };
        codes.push(
          await client.submitAction({ action }).then(
            () => undefined,
            (error: ProblemError) => error.code,
          ),
        );
      }
      // the second is the control: only the page that asked differs, and the ledger gets as far as the rules
      expect(codes).to.deep.equal(['LEDGER_BAD_SIGNATURE', 'LEDGER_UNKNOWN_CASE']);
    } finally {
      await elsewhere.close();
    }
  });

  it('warns of content that it was not shown', async () => {
    const pending = ask(lodging(messageOf(`0x${'33'.repeat(32)}`)), true);
    const popup = await broker.page.waitForEvent('popup');
    await popup.getByText('You would sign its digest unseen.').waitFor();
    expect(codeOf(await pending)).to.equal('SIGNED');
  });

  it('may reach nobody, and has no violation in either theme', async () => {
    const page = await broker.context.newPage();
    await page.goto(stage.signer.origin);
    await page.getByText(keyId).waitFor();
    expect(await violationsOn(page)).to.deep.equal([]);
    const reached = await page.evaluate(
      (origin) =>
        fetch(origin, { mode: 'no-cors' }).then(
          () => true,
          () => false,
        ),
      stage.gateway.origin,
    );
    expect(reached).to.equal(false);
    await page.close();
  });

  it('answers under its own name only', async () => {
    const { port } = new URL(stage.signer.origin);
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(answer.status).to.equal(421);
  });
});

describeInBrowser('Console with a wallet of the browser', function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async () => {
    stage = await startStage();
  });
  after(() => stage?.close());

  it('signs in and opens a case with typed data that the wallet shows', async () => {
    const { wallet } = stage.gateway.people.exportBroker.people[0];
    const visitor = await stage.visitor({
      wallet: async (method, params) => {
        if (method === 'eth_requestAccounts') return [wallet.address];
        const { types, domain, message } = JSON.parse(String(params[1]));
        const { EIP712Domain: _domain, ...own } = types;
        return wallet.signTypedData(domain, own, message);
      },
    });
    const { page } = visitor;
    await page.getByRole('button', { name: 'Sign in with Test wallet' }).click();
    await page.getByRole('link', { name: 'Open a case' }).click();
    await page.getByLabel(/UCR/).fill('CN26WALLET-1');
    await page
      .getByRole('group', { name: 'Competent customs offices' })
      .getByRole('checkbox')
      .first()
      .check({ force: true });
    await page.getByRole('button', { name: 'Sign and open' }).click();
    await page.getByRole('heading', { level: 1, name: 'CN26WALLET-1' }).waitFor();
    expect(visitor.complaints).to.deep.equal([]);
  });
});
