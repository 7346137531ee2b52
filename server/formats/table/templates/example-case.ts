/** The simulated case whose documents are the worked examples; its ids name nobody. */
const id = (n: number) => `0x${n.toString(16).padStart(16, '0')}`;

export const EXAMPLE_CASE = {
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
};
