/** What an answer of the gateway says. */
import { problemSchema } from '../../../server/errors/problem.ts';

/** Code of a problem; `OK <status>` for anything else, so that a comparison shows what came instead. */
export async function codeOf(answer: Response | Promise<Response>): Promise<string> {
  const response = await answer;
  const text = await response.text();
  if (response.headers.get('content-type') !== 'application/problem+json') return `OK ${response.status}`;
  return problemSchema.parse(JSON.parse(text)).code;
}

/** Status of an answer, its body read to the end. */
export async function statusOf(answer: Response | Promise<Response>): Promise<number> {
  const response = await answer;
  await response.arrayBuffer();
  return response.status;
}
