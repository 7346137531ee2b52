import { localTime, officeTime, relativeTime } from '../../lib/format.ts';

interface TimeProps {
  /** RFC 3339. */
  readonly at: string;
  /** Whose office has its own time shown beside, if the clocks differ. */
  readonly jurisdiction?: string | null | undefined;
  /** Say how long ago, the time itself on hover. */
  readonly relative?: boolean;
}

/** A time in the user's zone. */
export function Time({ at, jurisdiction, relative = false }: TimeProps) {
  const there = officeTime(at, jurisdiction);
  const full = there === undefined ? localTime(at) : `${localTime(at)} (${there})`;
  return (
    <time dateTime={at} title={full}>
      {relative ? relativeTime(at, Date.now()) : full}
    </time>
  );
}
