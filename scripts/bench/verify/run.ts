/**
 * `npm run bench:verify [--runs N] [--no-peer] [--bbs-lines N]`: what it costs to verify three disclosed fields of a
 * manifest and a whole dossier, and how large they are, beside W3C credentials on the same data in the same run. The
 * library for those (110 MB, no install scripts run) is installed on the first call, for this benchmark only.
 *
 * bbs-2023 works through every hidden field: 5 lines take seconds and 50 minutes, so it is measured on few lines.
 * Exit code 1 if an aim is missed.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { type CredentialFigures, type CredentialPeer, loadCredentialPeer, type Suite } from './credentials.ts';
import { kilobytes, milliseconds } from './figures.ts';
import { manifestOf, threeFields } from './manifests.ts';
import { type DisclosureFigures, measureDisclosure, measureDossier } from './ours.ts';

/** Times faster than ecdsa-sd-2023, bytes of a proof, milliseconds for a dossier. */
const AIMS = { faster: 10, proofBytes: 3_000, dossierMs: 50 };
const LINES = [50, 500];

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '30' },
    'no-peer': { type: 'boolean', default: false },
    'bbs-lines': { type: 'string', default: '2' },
  },
});
const runs = Number(values.runs);
const missed: string[] = [];

console.log(
  `Node ${process.version}, ${os.cpus()[0]?.model ?? 'unknown processor'}, load ${os.loadavg()[0]?.toFixed(1)}`,
);
console.log(`${runs} runs each: median, best, and CPU time of one run, by which the aims are judged; sizes`);
const peer = values['no-peer'] ? undefined : await loadCredentialPeer();
if (peer !== undefined) console.log(`@trustvc/w3c-vc ${peer.version}`);
for (const lines of LINES) await compare(lines, peer);
if (peer !== undefined) await measureBbs(peer, Number(values['bbs-lines']));
await wholeDossier();
for (const what of missed) console.log(`MISSED: ${what}`);
if (missed.length > 0) process.exitCode = 1;

async function compare(lines: number, credentials: CredentialPeer | undefined): Promise<void> {
  const manifest = manifestOf(lines);
  const pointers = threeFields(Math.floor(lines / 2));
  console.log(`\n3 fields of a manifest of ${lines} lines`);
  const ours = await measureDisclosure(manifest, pointers, runs);
  row('disclosure, root known', ours.disclosure, ours.sizeBytes);
  row('disclosure and signature', ours.signed, ours.signedSizeBytes);
  made(ours.makeMs, ours.discloseMs);
  if (ours.signedSizeBytes >= AIMS.proofBytes) missed.push(`proof of ${ours.signedSizeBytes} bytes at ${lines} lines`);
  if (credentials === undefined) return;
  const theirs = await credentials.measure('ecdsa-sd-2023', manifest, pointers, runs);
  peerRow('ecdsa-sd-2023', theirs);
  judge(lines, ours, theirs);
}

function judge(lines: number, { disclosure, signed }: DisclosureFigures, { verify }: CredentialFigures): void {
  const [fields, whole] = [disclosure, signed].map(({ cpuMs }) => verify.cpuMs / cpuMs);
  console.log(
    `  ecdsa-sd-2023 takes ${fields?.toFixed(1)} times the fields, ${whole?.toFixed(1)} times fields and signature`,
  );
  if ((whole ?? 0) < AIMS.faster) missed.push(`${whole?.toFixed(1)} times faster with the signature at ${lines} lines`);
}

async function measureBbs(credentials: CredentialPeer, lines: number): Promise<void> {
  console.log(`\n3 fields of a manifest of ${lines} lines`);
  const few = manifestOf(lines);
  const pointers = threeFields(Math.floor(lines / 2));
  const ours = await measureDisclosure(few, pointers, runs);
  row('disclosure and signature', ours.signed, ours.signedSizeBytes);
  for (const suite of ['ecdsa-sd-2023', 'bbs-2023'] as const satisfies readonly Suite[]) {
    peerRow(suite, await credentials.measure(suite, few, pointers, Math.min(runs, 5)));
  }
}

async function wholeDossier(): Promise<void> {
  const figures = await measureDossier(runs);
  const { documents, actions, registryActions, signatures, verify, sizeBytes, proofBytes } = figures;
  console.log(
    `\nDossier of ${documents} documents, ${actions} actions, ${registryActions} registry actions, ${signatures} signatures`,
  );
  row('whole', verify, sizeBytes);
  console.log(`  of which without content ${kilobytes(proofBytes)} kB`);
  if (verify.cpuMs >= AIMS.dossierMs) missed.push(`${verify.cpuMs.toFixed(1)} ms for a dossier`);
}

function row(name: string, { medianMs, bestMs, cpuMs }: CredentialFigures['verify'], sizeBytes: number): void {
  console.log(
    `  ${name.padEnd(26)} ${milliseconds(medianMs)} ${milliseconds(bestMs)} ${milliseconds(cpuMs)} ms ${kilobytes(sizeBytes)} kB`,
  );
}

function peerRow(name: string, { verify, signMs, deriveMs, sizeBytes }: CredentialFigures): void {
  row(name, verify, sizeBytes);
  made(signMs, deriveMs);
}

function made(makeMs: number, discloseMs: number): void {
  console.log(`  ${''.padEnd(26)} made in ${makeMs.toFixed(0)} ms, fields chosen in ${discloseMs.toFixed(0)} ms`);
}
