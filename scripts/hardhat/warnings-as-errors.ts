/**
 * Hardhat plugin: a compiler warning fails the build.
 */
import type { HardhatPlugin } from 'hardhat/types/plugins';

/** Code or init code larger than a chain accepts: means nothing for contracts that only tests deploy. */
const SIZE_WARNINGS = new Set(['5574', '3860']);

const isAboutTest = (message: string | undefined): boolean => message?.includes('--> project/test/') ?? false;

export const warningsAsErrors: HardhatPlugin = {
  id: 'corridor-warnings-as-errors',
  hookHandlers: {
    solidity: async () => ({
      default: async () => ({
        invokeSolc: async (context, compiler, solcInput, solcConfig, next) => {
          const output = await next(context, compiler, solcInput, solcConfig);
          for (const error of output.errors ?? []) {
            const ignored = SIZE_WARNINGS.has(error.errorCode ?? '') && isAboutTest(error.formattedMessage);
            if (error.severity === 'warning' && !ignored) {
              error.severity = 'error';
              error.type = 'CompilerError';
            }
          }
          return output;
        },
      }),
    }),
  },
};
