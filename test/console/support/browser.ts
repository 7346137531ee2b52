/** The system's Chromium, or none: then the tests that need one are counted as skipped. */
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../../scripts/test/chromium.ts';

const CHROMIUM = findChromium();

/** `describe`, skipped where there is no browser to do it in. */
export const describeInBrowser = CHROMIUM === undefined ? describe.skip : describe;

/** @throws {Error} if there is no Chromium */
export function launchBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('there is no Chromium on this machine');
  return chromium.launch({
    executablePath: CHROMIUM,
    // the sandbox does not work for root, as which containers run
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}
