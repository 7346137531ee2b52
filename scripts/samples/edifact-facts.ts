/** Facts of an interchange: from its segments, and its faults from the findings of intake. */
import { containerCheckDigit, containerNumberFault } from '../../protocol/codes/container-number.ts';
import { decodeInterchange } from '../../server/formats/edifact/characters.ts';
import { SERVICE_STRING_LENGTH } from '../../server/formats/edifact/delimiters.ts';
import { readInterchange } from '../../server/formats/edifact/interchange.ts';
import { component } from '../../server/formats/edifact/segments.ts';
import { type Segment, tokenize } from '../../server/formats/edifact/tokenizer.ts';
import { FormatError } from '../../server/formats/format-error.ts';
import type { ReadFile } from '../../server/formats/reading.ts';
import type { FactsReader } from './facts.ts';

export const edifactFacts: FactsReader = (bytes, read) => {
  const text = decodeInterchange(bytes);
  const { segments, truncated } = segmentsOf(text);
  const { messages, controlReference, findings } = readInterchange(segments);
  const heads = segments.filter(({ tag }) => tag === 'UNH');
  const trailers = segments.filter(({ tag }) => tag === 'UNT');
  const described = messages.map(({ reference, type, segments: body, segmentCount }, index) => ({
    ref: reference,
    type,
    directory: (heads[index]?.elements[1] ?? []).slice(1, 4).join(':'),
    counted: segmentCount,
    containers: containersOf(body, read),
    bl: body
      .filter((each) => each.tag === 'RFF' && component(each, 1, 1) === 'BM')
      .map((each) => component(each, 1, 2)),
    locodes: locodesOf(body),
    bgm: body.find(({ tag }) => tag === 'BGM')?.elements ?? [],
    untDeclared: trailers[index] === undefined ? null : component(trailers[index], 1),
  }));
  return {
    una: text.startsWith('UNA') ? text.slice(3, SERVICE_STRING_LENGTH) : null,
    segments: segments.length,
    unterminatedTail: truncated,
    messages: described,
    controlRef: controlReference,
    // what intake says about the envelope is the same whether the messages are mapped or not
    problems: [
      ...(read?.findings ?? findings).map(({ ruleId }) => ruleId).filter((ruleId) => ruleId !== 'EDIFACT_NO_ENVELOPE'),
      // a missing trailer is a finding here as well; the facts speak of missing headers only
      ...(segments.some(({ tag }) => tag === 'UNB') ? [] : ['EDIFACT_NO_ENVELOPE']),
      ...described.flatMap(({ containers }) =>
        Object.values(containers).flatMap((verdict) => (verdict === 'ok' ? [] : [ruleOfVerdict(verdict)])),
      ),
    ],
  };
};

const ruleOfVerdict = (verdict: string) =>
  verdict === 'bad-format' ? 'CONTAINER_NUMBER_FORM' : 'CONTAINER_CHECK_DIGIT';

function segmentsOf(text: string): { readonly segments: readonly Segment[]; readonly truncated: boolean } {
  const segments: Segment[] = [];
  try {
    for (const segment of tokenize(text).segments) segments.push(segment);
    return { segments, truncated: false };
  } catch (error) {
    if (error instanceof FormatError && error.code === 'EDIFACT_TRUNCATED') return { segments, truncated: true };
    throw error;
  }
}

/** Containers by number with what their check digit says. */
function containersOf(segments: readonly Segment[], read: ReadFile | undefined): Record<string, string> {
  const found: Record<string, string> = {};
  for (const segment of segments) {
    const number =
      segment.tag === 'SGP' || (segment.tag === 'EQD' && component(segment, 1) === 'CN')
        ? component(segment, segment.tag === 'SGP' ? 1 : 2)
        : '';
    if (number !== '') found[number] = reportedVerdict(number, read);
  }
  return found;
}

/**
 * Verdict on a container that the file names.
 * @param read if intake read the file, a wrong number has to be among its findings or its unmapped values
 */
export function reportedVerdict(number: string, read: ReadFile | undefined): string {
  const verdict = verdictOf(number);
  if (verdict === 'ok' || read === undefined) return verdict;
  const said = read.items.some(
    ({ findings, unmapped }) =>
      findings.some(({ ruleId, message }) => ruleId === ruleOfVerdict(verdict) && message.includes(number)) ||
      unmapped.some(({ value }) => value.includes(number)),
  );
  return said ? verdict : 'not reported';
}

/** `ok`, `bad-format`, or the check digit that was expected. */
function verdictOf(number: string): string {
  const fault = containerNumberFault(number);
  if (fault === null) return 'ok';
  return fault === 'FORM' ? 'bad-format' : `bad-check-digit(expected ${containerCheckDigit(number.slice(0, 10))})`;
}

function locodesOf(segments: readonly Segment[]): string[] {
  const codes = segments
    .filter(({ tag }) => tag === 'LOC')
    .map((segment) => component(segment, 2))
    .filter((code) => /^[A-Z]{2}[A-Z2-9]{3}$/.test(code));
  return [...new Set(codes)].sort();
}
