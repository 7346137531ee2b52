/** Gateway with the built console, signer on its own origin, and people in front of browsers. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildConsole, isFresh } from '../../../scripts/console/bundle.ts';
import { CONSOLE_DIR, SIGNER_DIR } from '../../../scripts/console/folders.ts';
import { type SignerServer, startSignerServer } from '../../../scripts/signer/signer-server.ts';
import { startGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway.ts';
import type { PartyName } from '../../support/people.ts';
import { launchBrowser } from './browser.ts';
import { type Authenticator, attachAuthenticator } from './passkeys.ts';

export interface Stage {
  readonly gateway: TestGateway;
  readonly signer: SignerServer;
  readonly browser: Browser;
  /** A browser of its own for one person, not signed in. */
  visitor(options?: VisitorOptions): Promise<Visitor>;
  /** A visitor who makes a passkey, is enrolled by the council for a party, and signs in. */
  person(party: PartyName): Promise<Visitor>;
  close(): Promise<void>;
}

export interface VisitorOptions {
  /** Answers of a wallet extension, by EIP-1193. */
  readonly wallet?: (method: string, params: readonly unknown[]) => Promise<unknown>;
}

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly authenticator: Authenticator;
  /** Breaches of the policy, errors of pages, requests to elsewhere. */
  readonly complaints: readonly string[];
  /** Does what opens the signer, then answers there. */
  sign(open: () => Promise<void>, answer?: 'confirm' | 'decline'): Promise<void>;
}

/** @param options who is enrolled before anybody sits down, everybody if absent; the gateway's key, a fresh one if absent */
export async function startStage(options: Pick<TestGatewayOptions, 'enrol' | 'gatewayKey'> = {}): Promise<Stage> {
  if (!(await isFresh())) await buildConsole();
  const signer = await startSignerServer({ directory: SIGNER_DIR, host: '127.0.0.1', port: 0 });
  const environment = { CONSOLE_DIR, SIGNER_ORIGIN: signer.origin };
  const [gateway, browser] = await Promise.all([startGateway({ ...options, environment }), launchBrowser()]);
  const visitor = (options: VisitorOptions = {}) => openVisitor(browser, gateway.origin, signer.origin, options);
  return {
    gateway,
    signer,
    browser,
    visitor,
    async person(party) {
      const person = await visitor();
      await enrolInConsole(gateway, person, party);
      return person;
    },
    async close() {
      await browser.close();
      await gateway.close();
      await signer.close();
    },
  };
}

async function openVisitor(
  browser: Browser,
  origin: string,
  signerOrigin: string,
  { wallet }: VisitorOptions,
): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  if (wallet !== undefined) await installWallet(context, wallet);
  const complaints: string[] = [];
  watch(context, [origin, signerOrigin], complaints);
  const authenticator = attachAuthenticator(context, signerOrigin);
  const page = await context.newPage();
  await page.goto(origin);
  const sign: Visitor['sign'] = async (open, answer = 'confirm') => {
    const [popup] = await Promise.all([page.waitForEvent('popup'), open()]);
    await popup.locator('html[data-authenticator=ready]').waitFor();
    await popup.locator(`#${answer}`).click();
    if (!popup.isClosed()) await popup.waitForEvent('close');
  };
  return { context, page, authenticator, complaints, sign };
}

/** Announces a wallet to every page. @see EIP-6963 */
async function installWallet(context: BrowserContext, answer: NonNullable<VisitorOptions['wallet']>): Promise<void> {
  await context.exposeFunction('answerOfWallet', answer);
  await context.addInitScript(() => {
    const { answerOfWallet } = window as unknown as { answerOfWallet: (method: string, params: unknown) => unknown };
    const provider = {
      request: ({ method, params = [] }: { method: string; params?: unknown[] }) => answerOfWallet(method, params),
    };
    const detail = Object.freeze({ info: { name: 'Test wallet' }, provider });
    window.addEventListener('eip6963:requestProvider', () => {
      window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
    });
  });
}

/** Notes what must not happen on any page. */
function watch(context: BrowserContext, origins: readonly string[], complaints: string[]): void {
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && !origins.includes(origin)) complaints.push(`request to ${request.url()}`);
  });
  context.on('weberror', (error) => complaints.push(`error: ${error.error().message}`));
  context.on('console', (message) => {
    if (/Content Security Policy|Trusted[A-Z -]|violat/i.test(message.text())) complaints.push(message.text());
  });
}

/** Makes a passkey in the browser, has the council enrol it, and signs in. */
export async function enrolInConsole(gateway: TestGateway, visitor: Visitor, party: PartyName): Promise<void> {
  const { page, sign } = visitor;
  await sign(() => page.getByRole('button', { name: 'Make a passkey' }).click());
  const signer = (await page.getByTestId('signer').innerText()).trim();
  const keyId = (await page.getByTestId('key-id').innerText()).trim();
  await enrolKey(gateway, party, keyId, signer);
  await sign(() => page.getByRole('button', { name: 'Sign in with a passkey' }).click());
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

let people = 0;

/** The council enrols a key for one more person of a party. */
export async function enrolKey(gateway: TestGateway, party: PartyName, keyId: string, signer: string): Promise<void> {
  people += 1;
  const { partyId, jurisdiction } = gateway.people[party];
  const now = Math.floor(gateway.clock.now() / 1000);
  const fields = {
    enrolledKeyId: keyId,
    partyId,
    operatorId: gateway.people.random(`operator/console/${people}`).slice(0, 18),
    validFrom: now - 60,
    validUntil: now + 86_400,
  };
  const council = gateway.people.councils[jurisdiction as 'CN' | 'MY'];
  const { actions } = gateway.gateway.core;
  const { digest } = await actions.submit(await council.sign('EnrolKey', fields, signer));
  const { status, reason } = await actions.waitFinal(digest, 20);
  if (status !== 'ANCHORED') throw new Error(`the key was not enrolled: ${status} ${reason ?? ''}`);
}
