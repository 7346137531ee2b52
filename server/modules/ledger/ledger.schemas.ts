/** Wire format of what the gateway says about its ledger. */
import { z } from 'zod';

const hex = (bytes: number, description: string) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`))
    .meta({ description });

export const ledgerSchema = z
  .object({
    name: z.literal('Corridor Ledger').meta({ description: '`name` of the EIP-712 domain; its `version` is `1`' }),
    chainId: z.int(),
    verifyingContract: hex(20, 'The ledger'),
    registry: hex(20, 'Registry of parties and keys'),
    ledgerId: hex(32, 'Random id of the deployment; every signed action carries it'),
    verifiers: z
      .object({ p256: hex(20, 'Verifier of bare P-256 keys'), webAuthn: hex(20, 'Verifier of pinned passkeys') })
      .meta({ description: 'First 20 bytes of signers that are no address' }),
    deployBlock: z.int().meta({ description: 'Block from which events are read' }),
    sequence: z.int().meta({ description: 'Last applied action that the index has read' }),
    ledgerHead: hex(32, 'Hash chain over all applied actions, at `sequence`'),
    time: z.int().meta({ description: 'Block time up to which the index has read, unix seconds' }),
    gateway: z.object({
      version: z.string(),
      origin: z.string(),
      signer: z.string().nullable().meta({
        description: 'Origin of the signer page that this gateway points newcomers to; enrolled keys name their own',
      }),
    }),
  })
  .meta({ id: 'Ledger' });

export type LedgerInfo = z.output<typeof ledgerSchema>;
