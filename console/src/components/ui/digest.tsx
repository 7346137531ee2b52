import { shortHex } from '../../lib/format.ts';

/** A digest or id, short to the eye and whole to whoever copies or listens. */
export function Digest({ value }: { value: string }) {
  return (
    <span className="mono" title={value}>
      {shortHex(value)}
    </span>
  );
}
