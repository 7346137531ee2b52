/**
 * The least that the supervisor takes for a gateway: it says where it listens, is ready when chain and database answer,
 * shows what it was configured with, and ends with the process that started it.
 */
import { createServer } from 'node:http';
import pg from 'pg';
import { call } from './chain-client.ts';

const { RPC_URL = '', DATABASE_URL = '', LEDGER_ADDRESS = '', LEDGER_ID = '', CHAIN_ID = '' } = process.env;

async function isReady(): Promise<boolean> {
  const client = new pg.Client(DATABASE_URL);
  await client.connect();
  await client.query('SELECT 1');
  await client.end();
  return Number((await call(RPC_URL, 'eth_chainId')).result) === Number(CHAIN_ID);
}

const server = createServer((_request, response) => {
  isReady().then(
    (ready) => {
      response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ RPC_URL, DATABASE_URL, LEDGER_ADDRESS, LEDGER_ID, CHAIN_ID }));
    },
    () => response.writeHead(503).end(),
  );
});

server.listen(Number(process.env.PORT), process.env.HOST, () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port');
  console.log(JSON.stringify({ msg: 'listening', url: `http://127.0.0.1:${address.port}` }));
});

process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
