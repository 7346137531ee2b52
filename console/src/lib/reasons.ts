import transitions from '../../../protocol/transitions.json' with { type: 'json' };

/** Reasons that the table allows for an outcome or another act, such as `OPEN_CONTROL`. */
export function reasonsFor(act: string): string[] {
  return transitions.reasons.filter((reason) => reason.for.includes(act)).map(({ code }) => code);
}
