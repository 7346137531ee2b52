/** Rules that need a look inside a file; what the import graph shows is in `.dependency-cruiser.mjs`. */
import ts from 'typescript';
import { type Finding, type Source, walk } from './source.ts';

/** The one file of the gateway that reads the environment. */
const ENVIRONMENT_READER = 'server/config/env.ts';

/** Folder of the gateway that alone talks to a chain. */
const CHAIN_FOLDER = 'server/chain/';

/** Exports of ethers that do I/O or build contracts; everything else of ethers is arithmetic. */
const CHAIN_EXPORTS = /Provider$|^(Base)?Contract(Factory)?$|^Wallet$|Signer$|^FetchRequest$|^ethers$/;

/** `process.env` is read in one place of the gateway, so that configuration is one schema and one page. */
export function environmentReaders(sources: readonly Source[]): Finding[] {
  const findings: Finding[] = [];
  for (const source of sources) {
    if (source.file === ENVIRONMENT_READER) continue;
    const report = (line: number) =>
      findings.push({
        rule: 'one-reader-of-the-environment',
        file: source.file,
        line,
        detail: `only ${ENVIRONMENT_READER} reads it`,
      });
    walk(source, (node, line) => {
      if (readsEnvironment(node)) report(line);
    });
  }
  return findings;
}

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return isProcess(node.expression) && node.name.text === 'env';
  if (ts.isElementAccessExpression(node)) {
    return (
      isProcess(node.expression) &&
      ts.isStringLiteral(node.argumentExpression) &&
      node.argumentExpression.text === 'env'
    );
  }
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
    return node.initializer !== undefined && isProcess(node.initializer) && binds(node.name, 'env');
  }
  if (ts.isImportSpecifier(node)) {
    const module = node.parent.parent.parent.moduleSpecifier;
    return (
      ts.isStringLiteral(module) &&
      /^(node:)?process$/.test(module.text) &&
      (node.propertyName ?? node.name).text === 'env'
    );
  }
  return false;
}

function isProcess(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return node.text === 'process';
  return ts.isPropertyAccessExpression(node) && node.name.text === 'process';
}

function binds(pattern: ts.ObjectBindingPattern, name: string): boolean {
  return pattern.elements.some((element) => {
    const key = element.propertyName ?? element.name;
    return ts.isIdentifier(key) && key.text === name;
  });
}

/** Providers, signers and contracts of ethers are imported by `server/chain/` only; its arithmetic may be used anywhere. */
export function chainImporters(sources: readonly Source[]): Finding[] {
  const findings: Finding[] = [];
  for (const source of sources) {
    if (source.file.startsWith(CHAIN_FOLDER)) continue;
    walk(source, (node, line) => {
      for (const name of valueImportsOfEthers(node)) {
        if (!CHAIN_EXPORTS.test(name)) continue;
        findings.push({
          rule: 'one-importer-of-providers',
          file: source.file,
          line,
          detail: `${name} of ethers belongs to ${CHAIN_FOLDER}`,
        });
      }
    });
  }
  return findings;
}

/** Names that a node imports from ethers as values; `ethers` stands for the whole library. */
function valueImportsOfEthers(node: ts.Node): string[] {
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [module] = node.arguments;
    return module !== undefined && isEthers(module) ? ['ethers'] : [];
  }
  if (!ts.isImportDeclaration(node) || !isEthers(node.moduleSpecifier)) return [];
  const clause = node.importClause;
  if (clause === undefined || clause.isTypeOnly) return [];
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || bindings === undefined || ts.isNamespaceImport(bindings)) return ['ethers'];
  return bindings.elements
    .filter((element) => !element.isTypeOnly)
    .map((element) => (element.propertyName ?? element.name).text);
}

function isEthers(node: ts.Expression): boolean {
  return ts.isStringLiteral(node) && /^ethers(\/|$)/.test(node.text);
}

/**
 * Each SQL table belongs to the repository (or database code) of one folder: only files there may name it in a query.
 * @param migrations the SQL files that create the tables
 */
export function tableOwners(migrations: readonly Source[], sources: readonly Source[]): Finding[] {
  const tables = new Set(migrations.flatMap(({ text }) => createdTables(text)));
  const users = new Map<string, Map<string, { file: string; line: number }>>();
  for (const source of sources) {
    walk(source, (node, line) => {
      for (const table of tablesNamedBy(node, tables)) {
        const folders = users.get(table) ?? new Map<string, { file: string; line: number }>();
        users.set(table, folders);
        const folder = source.file.slice(0, source.file.lastIndexOf('/'));
        if (!folders.has(folder)) folders.set(folder, { file: source.file, line });
      }
    });
  }
  return [...users].flatMap(([table, folders]) => {
    if (folders.size < 2) return [];
    const names = [...folders.keys()].join(', ');
    return [...folders.values()].map(
      ({ file, line }): Finding => ({
        rule: 'one-owner-per-table',
        file,
        line,
        detail: `table ${table} is used in ${names}`,
      }),
    );
  });
}

function createdTables(sql: string): string[] {
  const pattern = /\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?"?([a-z_][a-z0-9_]*)"?/gi;
  return [...sql.matchAll(pattern)].map((match) => (match[1] ?? '').toLowerCase());
}

const QUERY_METHODS =
  /^(selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto|(inner|left|right|full|cross)Join|using|table)$/;

/** Tables that a query builder call or an SQL template names. */
function tablesNamedBy(node: ts.Node, tables: ReadonlySet<string>): string[] {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    if (!QUERY_METHODS.test(node.expression.name.text)) return [];
    const [first] = node.arguments;
    const names = first === undefined ? [] : literalsOf(first).map((text) => text.split(/\s+/)[0] ?? '');
    return names.filter((name) => tables.has(name));
  }
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText().startsWith('sql'))
    return tablesInSql(node.template.getText(), tables);
  return [];
}

function literalsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(literalsOf);
  return [];
}

function tablesInSql(text: string, tables: ReadonlySet<string>): string[] {
  const pattern = /\b(?:from|join|into|update|table|truncate)\s+(?:only\s+)?"?([a-z_][a-z0-9_]*)"?/gi;
  return [...text.matchAll(pattern)].map((match) => (match[1] ?? '').toLowerCase()).filter((name) => tables.has(name));
}
