import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect } from 'chai';
import { caseKey, LISTS_KEY } from '../../console/src/lib/case-keys.ts';
import { createReadAgain } from '../../console/src/lib/live/read-again.ts';
import { createRounds } from '../../console/src/lib/live/rounds.ts';

/** Lets everything run that waits for nothing but its turn. */
const turns = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('Console: rounds of reading again', () => {
  it('does everything that was marked, each once a round, and rests nine times as long as a round took', async () => {
    const rounds: string[][] = [];
    const sleeps: number[] = [];
    let now = 0;
    const mark = createRounds<string>(
      async (marked) => {
        rounds.push([...marked]);
        if (rounds.length === 1) mark('while it runs');
        now += 20;
      },
      { now: () => now, sleep: async (ms) => void sleeps.push(ms) },
    );
    for (const what of ['a', 'b', 'a']) mark(what);
    await turns();
    expect(rounds).to.deep.equal([['a', 'b'], ['while it runs']]);
    expect(sleeps).to.deep.equal([50, 180, 50, 180]);
    mark('later');
    await turns();
    expect(rounds[2]).to.deep.equal(['later']);
  });
});

describe('Console: what an event makes old', () => {
  /** A page that shows a case, one of its documents and a list; answers are given by hand. */
  function shown() {
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const asked: string[] = [];
    const waiting: (() => void)[] = [];
    let held = false;
    const observe = (queryKey: readonly unknown[]) => {
      const queryFn = async () => {
        asked.push(queryKey.join('/'));
        if (held) await new Promise<void>((resolve) => waiting.push(resolve));
        return asked.length;
      };
      return new QueryObserver(queries, { queryKey, queryFn }).subscribe(() => undefined);
    };
    const release = [caseKey('0xa'), [...caseKey('0xa'), 'documents', '0xd', 1], LISTS_KEY].map(observe);
    return {
      queries,
      asked,
      hold: (on: boolean) => {
        held = on;
        for (const go of waiting.splice(0)) go();
      },
      close() {
        for (const each of release) each();
        queries.clear();
      },
    };
  }

  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('reads case and lists again, but no document, whose reading leaves a receipt', async () => {
    const page = shown();
    await until(() => page.queries.isFetching() === 0);
    page.asked.splice(0);
    createReadAgain(page.queries).caseChanged('0xa');
    await until(() => page.asked.length === 2 && page.queries.isFetching() === 0);
    expect(page.asked.sort()).to.deep.equal(['cases/0xa', 'cases/list']);
    page.close();
  });

  it('asks once more behind an answer that was under way when the event came', async () => {
    const page = shown();
    await until(() => page.queries.isFetching() === 0);
    page.hold(true);
    void page.queries.refetchQueries({ queryKey: caseKey('0xa'), exact: true });
    page.asked.splice(0);
    const again = createReadAgain(page.queries);
    again.caseChanged('0xa');
    await until(() => page.asked.includes('cases/list'));
    expect(page.asked).to.deep.equal(['cases/list']);
    page.hold(false);
    await until(() => page.asked.includes('cases/0xa'));
    page.close();
  });

  it('reads everything again after a reorganisation', async () => {
    const page = shown();
    await until(() => page.queries.isFetching() === 0);
    page.asked.splice(0);
    createReadAgain(page.queries).everythingKnown();
    await until(() => page.asked.length === 3);
    page.close();
  });
});
