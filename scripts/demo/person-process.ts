/**
 * One person: a process that alone reads its key file, and reaches the ledger by the gateway's public HTTP like anybody
 * else. It does what its parent asks over IPC and ends with it.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type CorridorClient, createClient } from '../../client/client.ts';
import { createDesk, type Desk } from '../../client/desk.ts';
import { type PreparedDocument, prepareDocument } from '../../client/documents.ts';
import { ClientError, ProblemError } from '../../client/problem.ts';
import { signIn } from '../../client/session.ts';
import type { WalletSigner } from '../../client/signer.ts';
import { submitPrepared, uploadDocument } from '../../client/submit.ts';
import type { LedgerDomain } from '../../protocol/actions.ts';
import { CodedError } from '../../protocol/coded-error.ts';
import { documentFileOf } from '../../protocol/document-file.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import { readPresented } from '../../protocol/verify/presented-file.ts';
import { verify } from '../../protocol/verify/verify.ts';
import { type ChainReader, chainReader } from '../cli/support/chain-reader.ts';
import { CliError } from '../cli/support/cli-error.ts';
import { proposalDigest, readProposal, signProposal, writeProposal } from '../cli/support/council-file.ts';
import { createKeyFile, openKeyFile } from '../cli/support/key-file.ts';
import { askChain, askGateway, nowSeconds, readDocumentFileBytes, readTrustFile } from '../cli/support/verdict.ts';
import { until } from '../test/ports.ts';
import {
  DEMO_SCRYPT_N,
  type KeyPlace,
  type Lodgement,
  type OnDocument,
  type PersonAnswer,
  type PersonProtocol,
  type PersonRequest,
} from './person-messages.ts';

interface SignedIn {
  readonly client: CorridorClient;
  readonly desk: Desk;
  readonly ledger: LedgerDomain;
  readonly chain: ChainReader;
  readonly partyId: string;
}

/** The other side's gateway looks at the chain, and asks for contents, every few hundred milliseconds. */
const PATIENCE_MS = 30_000;

let signer: WalletSigner | undefined;
let session: SignedIn | undefined;

type Handlers = {
  readonly [K in keyof PersonProtocol]: (
    input: Parameters<PersonProtocol[K]>[0],
  ) => Promise<ReturnType<PersonProtocol[K]>>;
};

const handlers: Handlers = {
  async createKey(place) {
    await mkdir(path.dirname(place.passwordFile), { recursive: true, mode: 0o700 });
    await writeFile(place.passwordFile, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    await createKeyFile(place.keyFile, await passwordOf(place), DEMO_SCRYPT_N);
    return handlers.openKey(place);
  },
  async openKey(place) {
    signer = await openKeyFile(place.keyFile, await passwordOf(place));
    return { signer: signer.signer, keyId: signer.keyId };
  },
  async signIn({ gateway, ledger, rpcUrl }) {
    const client = createClient({ baseUrl: gateway });
    const { token, partyId } = await signIn(client, key());
    const chain = chainReader(rpcUrl, ledger);
    await chain.assertLedger();
    const desk = createDesk({
      client: client.withToken(token),
      signer: key(),
      ledger,
      // The head that an officer signs on is confirmed by a node, not believed of the gateway.
      isHead: (...head) => chain.isDeclarationHead(...head),
    });
    session = { client: client.withToken(token), desk, ledger, chain, partyId };
    return { partyId };
  },
  async signProposal({ file }) {
    const signed = await signProposal(await readProposal(file), key());
    await writeProposal(file, signed);
    return { signatures: signed.action.signatures.length };
  },
  async submitProposal({ file, gateway }) {
    const proposal = await readProposal(file);
    const { action, ledger, content } = proposal;
    const client = session?.client ?? createClient({ baseUrl: gateway });
    const profile =
      content && session && (await uploadDocument(client, prepareDocument(content.document, [], content.secret)));
    return submitPrepared({ client, ledger }, { action, digest: proposalDigest(proposal) }, profile);
  },
  openCase: ({ envelope }) => at().desk.openCase(envelope),
  async lodge(input) {
    const document = await prepare(input);
    const { caseId, documentType } = input;
    const lodged = await at().desk.lodgeDocument({ caseId, documentType, document, partyId: at().partyId });
    await keep(input, document, lodged.documentId);
    return lodged;
  },
  async amend(input) {
    const document = await prepare(input);
    const { caseId, documentId, reason } = input;
    const amended = await at().desk.amendDocument({ caseId, documentId, reason, document });
    await keep(input, document, documentId);
    return amended;
  },
  async endorse(input) {
    await contentOf(input);
    return at().desk.endorseDocument(input);
  },
  declare: (input) => at().desk.lodgeDeclaration(input),
  decide: (input) => at().desk.decideClearance(input),
  openControl: (input) => at().desk.openControl(input),
  closeControl: (input) => at().desk.closeControl(input),
  record: (input) => at().desk.recordEvents(input),
  async awaitAction({ digest }) {
    const { client } = at();
    const arrived = async () => (await found(client.readAction(digest), 'ACTION_NOT_FOUND')) !== undefined;
    await until(arrived, PATIENCE_MS, 'the action did not arrive');
    return client.awaitAction(digest);
  },
  readCase: async ({ caseId }) => (await at().client.readCase(caseId)) as unknown as JsonValue,
  async intake({ file, mediaType }) {
    const bytes = new Uint8Array(await readFile(file));
    return (await at().client.readFile(bytes, mediaType)) as unknown as JsonValue;
  },
  async verifyFile({ file }) {
    const bytes = new Uint8Array(await readFile(file));
    const kept = readDocumentFileBytes(bytes);
    const query = { caseId: kept?.caseId, documentId: kept?.documentId };
    return askGateway(at().client, { bytes, mediaType: 'application/octet-stream' }, kept, query);
  },
  async verifyOnChain({ file }) {
    const kept = readDocumentFileBytes(new Uint8Array(await readFile(file)));
    if (kept === undefined) throw new Error(`${path.basename(file)} is no document file`);
    return askChain(at().chain, kept);
  },
  async exchanged({ caseId, root }) {
    const { items } = await at().client.listReceipts(caseId);
    return items.flatMap(({ exchange, gateway, sha256, root: of }) =>
      exchange === null || gateway === null || of !== root ? [] : [{ exchange, gateway, sha256 }],
    );
  },
  cosignedCheckpoint: async () => ({ note: await at().client.readCosignedCheckpoint() }),
  async keepDossier({ caseId, keepAs }) {
    const bytes = await at().client.readDossier(caseId);
    await writeFile(keepAs, bytes, { mode: 0o600 });
    return { sizeBytes: bytes.length };
  },
  async keepTrust({ keepAs }) {
    const trust = await at().client.readTrust();
    await writeFile(keepAs, `${JSON.stringify(trust, undefined, 2)}\n`);
    return trust as unknown as JsonValue;
  },
  async verifyDossier({ file, trustFile }) {
    const presented = readPresented(new Uint8Array(await readFile(file)));
    if (presented?.type !== 'DOSSIER') throw new Error(`${path.basename(file)} is no dossier`);
    return verify(presented, { trust: await readTrustFile(trustFile), now: nowSeconds() });
  },
};

/** Waits until the person's own gateway holds what a document says; it may come from the other side's. */
async function contentOf({ caseId, documentId }: OnDocument): Promise<void> {
  const { client } = at();
  const arrived = async () => {
    const document = await found(client.readDocument(caseId, documentId), 'CASE_NOT_FOUND', 'DOCUMENT_NOT_FOUND');
    return document !== undefined && document.content !== null;
  };
  await until(arrived, PATIENCE_MS, 'the content of the document did not arrive');
}

/** What was asked for; undefined if the gateway does not know of it yet. */
async function found<T>(asked: Promise<T>, ...unknown: readonly string[]): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ProblemError && unknown.includes(error.code)) return undefined;
    throw error;
  }
}

async function passwordOf({ passwordFile }: KeyPlace): Promise<string> {
  return (await readFile(passwordFile, 'utf8')).trim();
}

function key(): WalletSigner {
  if (signer === undefined) throw new Error('the key is not open');
  return signer;
}

function at(): SignedIn {
  if (session === undefined) throw new Error('not signed in');
  return session;
}

async function prepare({ document, attach }: Lodgement): Promise<PreparedDocument> {
  if (attach === undefined) return prepareDocument(document);
  const bytes = new Uint8Array(await readFile(attach.file));
  return prepareDocument(document, [{ name: path.basename(attach.file), mediaType: attach.mediaType, bytes }]);
}

async function keep({ keepAs, caseId }: Lodgement, document: PreparedDocument, documentId: string): Promise<void> {
  const kept = documentFileOf(document, { ledger: at().ledger, caseId, documentId });
  await writeFile(keepAs, `${JSON.stringify(kept, undefined, 2)}\n`, { mode: 0o600 });
}

function codeOf(error: unknown): string {
  if (error instanceof ProblemError || error instanceof ClientError || error instanceof CodedError) return error.code;
  return error instanceof CliError ? error.failure.code : 'UNEXPECTED';
}

async function answer({ id, name, input }: PersonRequest): Promise<PersonAnswer> {
  try {
    const handle = handlers[name] as (argument: unknown) => Promise<unknown>;
    return { id, ok: true, value: await handle(input) };
  } catch (error) {
    return { id, ok: false, code: codeOf(error), message: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', (request: PersonRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});
// Without its parent nobody asks any more.
process.on('disconnect', () => process.exit(0));
