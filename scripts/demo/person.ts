/** A person as the demo sees them: a process that is asked by messages and never shows its key. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PersonAnswer, PersonProtocol, PersonRequestName } from './person-messages.ts';

const PROCESS = fileURLToPath(new URL('person-process.ts', import.meta.url));

/** A person's process refused or could not do what it was asked. */
export class PersonError extends Error {
  override readonly name = 'PersonError';
  readonly code: string;

  constructor(person: string, code: string, message: string) {
    super(`${person}: ${message} [${code}]`);
    this.code = code;
  }
}

export interface Person {
  /** Who it is, for people. */
  readonly title: string;
  readonly pid: number;
  /** @throws {PersonError} with the code of the refusal */
  ask<K extends PersonRequestName>(
    name: K,
    input: Parameters<PersonProtocol[K]>[0],
  ): Promise<ReturnType<PersonProtocol[K]>>;
  /** Ends the process. */
  leave(): Promise<void>;
}

/** Starts a person's process. Its environment holds nothing of the gateway's. */
export function startPerson(title: string): Person {
  const child = fork(PROCESS, [], { env: { PATH: process.env.PATH }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const waiting = new Map<number, (answer: PersonAnswer) => void>();
  let asked = 0;
  child.on('message', (answer: PersonAnswer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on('exit', () => {
    for (const [id, settle] of waiting) settle({ id, ok: false, code: 'LEFT', message: 'the process has ended' });
    waiting.clear();
  });
  return {
    title,
    pid: child.pid ?? 0,
    async ask(name, input) {
      asked += 1;
      const id = asked;
      const answered = new Promise<PersonAnswer>((resolve) => waiting.set(id, resolve));
      child.send({ id, name, input });
      const answer = await answered;
      if (!answer.ok) throw new PersonError(title, answer.code, answer.message);
      return answer.value as never;
    },
    leave: () => leave(child),
  };
}

async function leave(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  if (child.connected) child.disconnect();
  await gone;
}
