/** Well-known parsers of the same files. They parse only: no mapping, no checks, no positions. */
import { Parser } from 'edifact';
import { XMLParser } from 'fast-xml-parser';

export interface Peer {
  readonly name: string;
  /** @throws whatever it throws at a file that it cannot read */
  readonly read: (bytes: Uint8Array) => unknown;
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

export const PEERS: Readonly<Record<string, Peer>> = {
  XML: {
    name: 'fast-xml-parser',
    read: (bytes) => new XMLParser({ ignoreAttributes: false }).parse(text(bytes)),
  },
  JSON: { name: 'JSON.parse', read: (bytes) => JSON.parse(text(bytes)) },
  EDIFACT: {
    name: 'edifact',
    read: (bytes) => {
      const parser = new Parser();
      let segments = 0;
      parser.onclosesegment = () => {
        segments += 1;
      };
      parser.write(text(bytes));
      parser.end();
      return segments;
    },
  },
};
