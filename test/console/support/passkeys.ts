/**
 * The authenticator of one person: a virtual one in every window that the signer opens, with the keys that were made in
 * earlier ones.
 * @see Chrome DevTools Protocol, domain WebAuthn
 */
import type { BrowserContext, CDPSession, Page } from 'playwright-core';

type Credential = Awaited<ReturnType<typeof credentialsOf>>[number];

export interface Authenticator {
  /** Forgets every key, as when the device is lost. */
  lose(): void;
  /** Lets a page ask the device, though the signer did not open it; for attacks. */
  attach(page: Page): Promise<void>;
  /** The keys on the device. */
  readonly credentials: readonly Credential[];
}

/** Gives every signer window of a context an authenticator. */
export function attachAuthenticator(context: BrowserContext, signerOrigin: string): Authenticator {
  const credentials: Credential[] = [];
  context.on('page', (page) => {
    // the first page of a context is the person's own and never goes there
    page.waitForURL(`${signerOrigin}/**`, { timeout: 0 }).then(
      () => equip(page, credentials),
      () => undefined,
    );
  });
  return { credentials, lose: () => void credentials.splice(0), attach: (page) => equip(page, credentials) };
}

async function equip(page: Page, credentials: Credential[]): Promise<void> {
  try {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    session.on('WebAuthn.credentialAdded', ({ credential }) => credentials.push(credential));
    for (const credential of credentials) await session.send('WebAuthn.addCredential', { authenticatorId, credential });
    await page.evaluate(() => document.documentElement.setAttribute('data-authenticator', 'ready'));
  } catch (error) {
    // a window that was closed meanwhile needs none
    if (!page.isClosed()) throw error;
  }
}

async function credentialsOf(session: CDPSession, authenticatorId: string) {
  return (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
}
