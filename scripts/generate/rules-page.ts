import { RULES } from '../../protocol/checks/rules.ts';

/** `docs/rules/README.md`: every rule that checks apply, for whoever gets a finding. */
export function renderRulesPage(): string {
  const rows = Object.entries(RULES).map(
    ([id, { title, severity, basis, doNext }]) => `| \`${id}\` | ${severity} | ${title} | ${doNext} | ${basis} |`,
  );
  return `# Rules that a machine checks

Generated from \`protocol/checks/rules.ts\`; edit that file, then run \`npm run generate\`.

An **error** means that a file cannot be parsed or has no meaning: it is refused. A **finding** is recorded and shown
beside the document, and the document can be lodged all the same: real files break rules, and what came is anchored as it
came.

| rule | severity | what was found | what to do | basis |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
