/** The part of npm `edifact` that the benchmark uses; the package has no types. */
declare module 'edifact' {
  export class Parser {
    onclosesegment: () => void;
    write(chunk: string): void;
    end(): void;
  }
}
