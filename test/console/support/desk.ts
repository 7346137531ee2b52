/** What people do at the desks, in the words that they see. */
import type { Page } from 'playwright-core';
import type { Visitor } from './stage.ts';

/** Chooses from a list by its label. */
export async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`${label}$`) }).click();
  await page.getByRole('option', { name: option, exact: typeof option === 'string' }).click();
}

/** Signs what a dialog asks for, waits until it is anchored, and closes the dialog. */
export async function signDialog({ page, sign }: Visitor): Promise<void> {
  await sign(() => page.getByRole('dialog').getByRole('button', { name: 'Sign …' }).click());
  await page.getByText(/^Anchored as number/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Drops a JSON document where the page takes a file. */
export async function giveFile(page: Page, name: string, content: unknown): Promise<void> {
  const buffer = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

/** Lodges a document on the page of a case. @returns the document file that its holder keeps */
export async function lodge(visitor: Visitor, name: string, content: unknown): Promise<string> {
  const { page, sign } = visitor;
  await page.getByRole('link', { name: 'Lodge a document' }).click();
  await giveFile(page, name, content);
  await page.getByRole('heading', { name: 'Compared with the other documents of the case' }).waitFor();
  await sign(() => page.getByRole('button', { name: 'Sign and lodge' }).click());
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the document file' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  await page.getByRole('link', { name: 'To the case' }).click();
  return Buffer.concat(chunks).toString('utf8');
}
