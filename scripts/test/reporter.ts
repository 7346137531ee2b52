/**
 * Mocha reporter: prints like `spec` and writes the counts of the run as JSON, so that nobody has to read them off the
 * terminal. Used as `--reporter scripts/test/reporter.ts --reporter-option tally=FILE`.
 */
import { writeFileSync } from 'node:fs';
import Mocha, { type MochaOptions, type Runner } from 'mocha';

export default class TallyReporter extends Mocha.reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const file: unknown = options.reporterOptions?.tally;
    const counts = { passed: 0, failed: 0, skipped: 0 };
    runner.on('pass', () => {
      counts.passed += 1;
    });
    runner.on('fail', () => {
      counts.failed += 1;
    });
    runner.on('pending', () => {
      counts.skipped += 1;
    });
    runner.once('end', () => {
      if (typeof file === 'string') writeFileSync(file, JSON.stringify(counts));
    });
  }
}
