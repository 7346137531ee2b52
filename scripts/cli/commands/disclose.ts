/** `corridor disclose`: a proof of some fields of a document, for somebody who is not to see the rest. */
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { disclose as discloseParts } from '../../../protocol/disclosure/disclosure.ts';
import { packDisclosure } from '../../../protocol/disclosure/packed-disclosure.ts';
import { verifyDisclosure } from '../../../protocol/disclosure/verify-disclosure.ts';
import { checkDocumentFile, type DocumentFile, saltedOf } from '../../../protocol/document-file.ts';
import { canonicalJson } from '../../../protocol/json/canonical-json.ts';
import { CliError } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { collect, readInput } from '../support/inputs.ts';
import { readDocumentFileBytes } from '../support/verdict.ts';

interface DiscloseOptions {
  readonly show: readonly string[];
  readonly out: string;
}

export function addDiscloseCommand(program: Command, withContext: WithContext): void {
  program
    .command('disclose')
    .description('write a proof of some fields of a document; whoever checks it sees nothing else')
    .argument('<file>', 'file kept by corridor lodge (…corridor.json)')
    .requiredOption('--show <pointer>', 'field to show, for example /lines/0/hsCode; may be repeated', collect)
    .requiredOption('--out <file>', 'file to write')
    .addHelpText(
      'after',
      '\nIt is checked like any document: corridor verify FILE, or offline with --dossier and --trust.',
    )
    .action(withContext(disclose));
}

async function disclose(context: CliContext, file: string, { show, out }: DiscloseOptions): Promise<void> {
  const kept = await keptDocument(file);
  const disclosure = discloseParts(saltedOf(kept), show);
  const checked = verifyDisclosure(disclosure, kept.root);
  if (!checked.ok) throw new CliError(checked.code, checked.reason, 'Use a file as corridor lodge kept it.');
  const shown = checked.leaves.map(({ pointer }) => pointer);
  const missing = show.find((pointer) => !shown.includes(pointer));
  if (missing !== undefined) {
    throw new CliError('FIELD_NOT_FOUND', 'The document has no such field.', 'Write a JSON pointer into it.', {
      where: [missing],
    });
  }
  const text = `${canonicalJson(packDisclosure(disclosure))}\n`;
  await writeFile(out, text);
  const sizeBytes = Buffer.byteLength(text);
  context.out.result({ file: out, root: kept.root, shown, sizeBytes }, () => [
    `Proof of ${show.length === 1 ? 'one field' : `${show.length} fields`} written to ${out}, ${sizeBytes} bytes`,
    ...shown.filter((pointer) => pointer !== '').map((pointer) => `  ${pointer}`),
    `Root ${kept.root}`,
  ]);
}

/** @throws {CliError} NOT_A_DOCUMENT_FILE; DIGEST_MISMATCH if it was changed: what it would prove was never signed */
async function keptDocument(file: string): Promise<DocumentFile> {
  const { bytes } = await readInput(file);
  const kept = readDocumentFileBytes(bytes);
  if (kept === undefined) {
    throw new CliError(
      'NOT_A_DOCUMENT_FILE',
      'Fields are proven from the file that corridor lodge kept: it has the secret.',
      'Give FILE.corridor.json. Whoever has a dossier only can take fields out of it: corridor redact.',
      { where: [file] },
    );
  }
  if (checkDocumentFile(kept).matches) return kept;
  throw new CliError(
    'DIGEST_MISMATCH',
    'The file was changed after it was kept.',
    'See which field: corridor verify.',
    {
      where: [file],
    },
  );
}
