/** Ends what several suites of one mocha process share, after the last of them. */
import { after } from 'mocha';

type Cleanup = () => Promise<void> | void;

const steps: Cleanup[] = [];

/** Adds a step; steps run in reverse order. */
export function atEnd(step: Cleanup): void {
  steps.push(step);
}

// a hook outside every suite belongs to the whole run
after(async function endShared() {
  this.timeout(60_000);
  for (const step of steps.toReversed()) await step();
});
