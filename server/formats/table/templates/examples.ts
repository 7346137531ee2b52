/** Worked examples of the templates: documents of the simulated case, kept apart from what reading needs. */
import type { JsonObject } from '../../../../protocol/json/json-value.ts';
import { corridorCase } from '../../../../protocol/simulated/corridor-case.ts';
import type { TemplateName } from './templates.ts';

/** Ids of the example name nobody. */
const id = (n: number) => `0x${n.toString(16).padStart(16, '0')}`;

const { manifest, exportDeclaration } = corridorCase({
  caseId: `0x${'00'.repeat(32)}`,
  ucr: 'SIM-2026-0417',
  openedAtMs: Date.UTC(2026, 3, 17),
  parties: {
    exportBroker: id(1),
    importBroker: id(2),
    railOperator: id(3),
    carrier: id(4),
    exportTerminal: id(5),
    importTerminal: id(6),
    certificateIssuer: id(7),
    exportOffice: id(8),
    importOffice: id(9),
  },
});

const plain = (document: object) => JSON.parse(JSON.stringify(document)) as JsonObject;

export const TEMPLATE_EXAMPLES: Readonly<Record<TemplateName, JsonObject>> = {
  manifest: plain(manifest),
  'goods-declaration': plain(exportDeclaration),
};
