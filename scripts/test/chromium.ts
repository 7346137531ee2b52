/** Which Chromium the tests of the console run in: that of the system, since none comes from npm. */
import { existsSync } from 'node:fs';

/** Where distributions put it; the variable CHROMIUM names another place. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of the program, undefined if there is none. */
export function findChromium(): string | undefined {
  return [process.env['CHROMIUM'] ?? '', ...PLACES].find((place) => place !== '' && existsSync(place));
}
