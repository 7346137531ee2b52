/**
 * The same fields shown by W3C credentials with selective disclosure, by a published library that is installed for this
 * benchmark only. The contexts and the issuer's key come from memory: what is measured is no network.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Manifest } from '../../../protocol/documents/manifest.ts';
import { installPeer } from '../../peers/install.ts';
import { type Timing, timeOf } from './figures.ts';

export type Suite = 'ecdsa-sd-2023' | 'bbs-2023';

export interface CredentialFigures {
  readonly verify: Timing;
  readonly deriveMs: number;
  readonly signMs: number;
  /** Bytes of the derived credential. */
  readonly sizeBytes: number;
}

/** What is used of the library. */
interface CredentialLibrary {
  signCredential(
    credential: object,
    keys: object,
    suite: Suite,
    options: Options,
  ): Promise<{ signed?: object; error?: string }>;
  deriveCredential(signed: object, pointers: string[], options: Options): Promise<{ derived?: object; error?: string }>;
  verifyCredential(derived: object, options: Options): Promise<{ verified: boolean; error?: string }>;
}
type Loader = (url: string) => Promise<{ contextUrl: null; document: object; documentUrl: string }>;
interface Options {
  readonly documentLoader: Loader;
}
/** The two packages name what makes a key pair differently. */
type Generate = (options: object) => Promise<{ export(options: object): Promise<Record<string, string>> }>;

const DID = 'did:web:corridor.example';
const CONTEXT = ['https://www.w3.org/ns/credentials/v2', { '@vocab': 'https://corridor.example/terms#' }];

export interface CredentialPeer {
  readonly version: string;
  measure(suite: Suite, manifest: Manifest, pointers: readonly string[], runs: number): Promise<CredentialFigures>;
}

/** Installs and loads the library. */
export async function loadCredentialPeer(): Promise<CredentialPeer> {
  const modules = installPeer('credentials', '@trustvc/w3c-vc/package.json');
  const load = async (name: string, file: string) => import(pathToFileURL(path.join(modules, name, file)).href);
  const library = unwrap<CredentialLibrary>(await load('@trustvc/w3c-vc', 'dist/index.js'), 'signCredential');
  const contexts = unwrap<{ getDocumentLoader(): Promise<Loader> }>(
    await load('@trustvc/w3c-context', 'dist/index.js'),
    'getDocumentLoader',
  );
  const ecdsa: { generate: Generate } = await load('@digitalbazaar/ecdsa-multikey', 'lib/index.js');
  const bls: { generateBbsKeyPair: Generate } = await load('@digitalbazaar/bls12-381-multikey', 'lib/index.js');
  const { default: about } = await import(pathToFileURL(path.join(modules, '@trustvc/w3c-vc/package.json')).href, {
    with: { type: 'json' },
  });
  const fallback = await contexts.getDocumentLoader();
  return {
    version: String((about as { version: string }).version),
    measure: async (suite, manifest, pointers, runs) => {
      const keys = await keysFor(suite, suite === 'bbs-2023' ? bls.generateBbsKeyPair : ecdsa.generate);
      const options = { documentLoader: loaderOf(keys, fallback) };
      return measure(library, suite, keys, options, manifest, pointers, runs);
    },
  };
}

/** The library is CommonJS: Node shows its names, or puts them below `default`. */
function unwrap<T>(loaded: Record<string, unknown>, name: string): T {
  return (name in loaded ? loaded : loaded['default']) as T;
}

async function keysFor(suite: Suite, generate: Generate): Promise<Record<string, string>> {
  const id = `${DID}#${suite}`;
  const algorithm = suite === 'bbs-2023' ? { algorithm: 'BBS-BLS12-381-SHA-256' } : { curve: 'P-256' };
  const pair = await generate({ ...algorithm, id, controller: DID });
  const exported = await pair.export({ publicKey: true, secretKey: true, includeContext: false });
  return { ...exported, id, type: 'Multikey', controller: DID };
}

function loaderOf({ id = '', type = '', publicKeyMultibase = '' }: Record<string, string>, fallback: Loader): Loader {
  const key = { '@context': 'https://w3id.org/security/multikey/v1', id, type, controller: DID, publicKeyMultibase };
  const controller = {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: DID,
    verificationMethod: [key],
    assertionMethod: [key],
  };
  const known = new Map<string, object>([
    [id, key],
    [DID, controller],
  ]);
  return async (url) => {
    const document = known.get(url);
    return document === undefined ? fallback(url) : { contextUrl: null, document, documentUrl: url };
  };
}

async function measure(
  library: CredentialLibrary,
  suite: Suite,
  keys: Record<string, string>,
  options: Options,
  manifest: Manifest,
  pointers: readonly string[],
  runs: number,
): Promise<CredentialFigures> {
  const credential = {
    '@context': CONTEXT,
    type: ['VerifiableCredential'],
    issuer: DID,
    validFrom: '2025-11-24T00:00:00Z',
    credentialSubject: manifest,
  };
  const started = performance.now();
  const { signed, error } = await library.signCredential(credential, keys, suite, options);
  if (signed === undefined) throw new Error(`${suite}: ${error}`);
  const signedAt = performance.now();
  const shown = pointers.map((pointer) => `/credentialSubject${pointer}`);
  const { derived, error: why } = await library.deriveCredential(signed, shown, options);
  if (derived === undefined) throw new Error(`${suite}: ${why}`);
  const derivedAt = performance.now();
  const verify = await timeOf(runs, async () => {
    const { verified, error: failure } = await library.verifyCredential(derived, options);
    if (!verified) throw new Error(`${suite}: ${failure}`);
  });
  const sizeBytes = Buffer.byteLength(JSON.stringify(derived));
  return { verify, signMs: signedAt - started, deriveMs: derivedAt - signedAt, sizeBytes };
}
