import { useState } from 'react';

const STORED = 'corridor.signer';

export interface SignerOrigin {
  /** Null until one is known. */
  readonly origin: string | null;
  /** @returns false if the text is no origin */
  choose(text: string): boolean;
}

/** Which signer is opened: the one chosen on this device, else the one that the gateway names. */
export function useSignerOrigin(named: string | null): SignerOrigin {
  const [chosen, setChosen] = useState(() => localStorage.getItem(STORED));
  return {
    origin: chosen ?? named,
    choose(text) {
      const origin = originOf(text.trim());
      if (origin === undefined) return false;
      localStorage.setItem(STORED, origin);
      setChosen(origin);
      return true;
    },
  };
}

/** An https origin; http is good enough on this machine. */
function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, origin, pathname, search } = new URL(text);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  const sound = protocol === 'https:' || (protocol === 'http:' && local);
  return sound && pathname === '/' && search === '' ? origin : undefined;
}
