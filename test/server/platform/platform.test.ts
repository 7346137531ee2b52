import { expect } from 'chai';
import { createLogger, silentLogger } from '../../../server/platform/logger.ts';
import { createShutdown } from '../../../server/platform/shutdown.ts';

describe('logger', () => {
  it('removes secrets that an object carries by mistake', () => {
    const lines: string[] = [];
    const logger = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });
    logger.info(
      { secret: 'sesame', request: { token: 'sesame', headers: { authorization: 'sesame', cookie: 'sesame' } } },
      'one',
    );
    logger.info(
      { headers: { 'document-secret': 'sesame', 'set-cookie': 'sesame' }, config: { databaseUrl: 'sesame' } },
      'two',
    );
    expect(lines).to.have.length(2);
    expect(lines.join()).not.to.contain('sesame');
  });
});

describe('shutdown', () => {
  it('runs steps in reverse order, each once, whoever asks', async () => {
    const order: string[] = [];
    const shutdown = createShutdown({ logger: silentLogger() });
    for (const name of ['database', 'chain', 'http']) shutdown.add(name, () => void order.push(name));
    expect(shutdown.started).to.equal(false);
    const [first, second] = await Promise.all([shutdown.run('one'), shutdown.run('two')]);
    expect([first, second, shutdown.started]).to.deep.equal([true, true, true]);
    expect(order).to.deep.equal(['http', 'chain', 'database']);
  });

  it('goes on after a step that fails or hangs, and says that it was not clean', async () => {
    const order: string[] = [];
    const shutdown = createShutdown({ logger: silentLogger(), stepTimeoutMs: 20 });
    shutdown.add('last', () => void order.push('last'));
    shutdown.add('hangs', () => new Promise(() => undefined));
    shutdown.add('throws', () => {
      throw new Error('broken');
    });
    shutdown.add('rejects', () => Promise.reject(new Error('broken')));
    expect(await shutdown.run('test')).to.equal(false);
    expect(order).to.deep.equal(['last']);
  });
});
