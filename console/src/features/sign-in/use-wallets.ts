import { useEffect, useState } from 'react';
import { discoverWallets, type Wallet } from '../../lib/signing/wallets.ts';

/** Wallets that have made themselves known, each once. */
export function useWallets(): readonly Wallet[] {
  const [wallets, setWallets] = useState<readonly Wallet[]>([]);
  useEffect(
    () =>
      discoverWallets((found) =>
        setWallets((known) => (known.some(({ name }) => name === found.name) ? known : [...known, found])),
      ),
    [],
  );
  return wallets;
}
