/** In-process news of what the projection has committed; waiting requests and feeds live on it, never on the chain. */
import type { Logger } from '../../platform/logger.ts';

export type ProjectionNews =
  | {
      readonly type: 'BLOCKS';
      readonly blockNumber: number;
      readonly sequence: number;
      readonly caseIds: readonly string[];
    }
  | { readonly type: 'ROLLBACK'; readonly blockNumber: number; readonly sequence: number }
  | { readonly type: 'ACTIONS'; readonly digests: readonly string[] };

export interface Notifications {
  publish(news: ProjectionNews): void;
  /** @returns ends the subscription */
  subscribe(listener: (news: ProjectionNews) => void): () => void;
}

/** Makes the news of one gateway. A listener that throws is logged and harms no other. */
export function createNotifications(logger: Logger): Notifications {
  const listeners = new Set<(news: ProjectionNews) => void>();
  return {
    publish: (news) => {
      for (const listener of listeners) {
        try {
          listener(news);
        } catch (error) {
          logger.error({ err: error }, 'a listener of the projection failed');
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
