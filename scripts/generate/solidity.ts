/** Small pieces of Solidity text that the generators share. */

/** First lines of every generated Solidity file. */
export function solidityHeader(source: string): string {
  return [
    '// SPDX-License-Identifier: Apache-2.0',
    `// Generated from ${source} by scripts/generate.ts; do not edit.`,
    'pragma solidity ^0.8.28;',
    '',
    '',
  ].join('\n');
}

/** `OpenCase` to `OPEN_CASE`. */
export function upperSnake(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

/** Words into which equally wide rows are packed, row 0 lowest, as hexadecimal literals; and how many rows a word holds. */
export function packRows(rows: readonly bigint[], bitsPerRow: number): { words: string[]; rowsPerWord: number } {
  const rowsPerWord = Math.floor(256 / bitsPerRow);
  const words: string[] = [];
  for (let first = 0; first < rows.length; first += rowsPerWord) {
    const word = rows
      .slice(first, first + rowsPerWord)
      .reduce((bits, row, index) => bits | (row << BigInt(index * bitsPerRow)), 0n);
    words.push(`0x${word.toString(16).padStart(64, '0')}`);
  }
  return { words, rowsPerWord };
}

/**
 * Body of a function that answers row `parameter` of packed rows: the words are compared away from the last one down,
 * so that no row is looked for in the wrong word.
 */
export function rowLookup(rows: readonly bigint[], bitsPerRow: number, parameter: string): string[] {
  const { words, rowsPerWord } = packRows(rows, bitsPerRow);
  const mask = `0x${((1n << BigInt(bitsPerRow)) - 1n).toString(16)}`;
  const shift = (word: number): string => {
    const row = word === 0 ? parameter : `(${parameter} - ${word * rowsPerWord})`;
    return `(${words[word]} >> (uint256(${row}) * ${bitsPerRow})) & ${mask}`;
  };
  const later = words.slice(1).map((_, index) => words.length - 1 - index);
  return [
    `        if (${parameter} >= ${rows.length}) return 0;`,
    ...later.map((word) => `        if (${parameter} >= ${word * rowsPerWord}) return ${shift(word)};`),
    `        return ${shift(0)};`,
  ];
}

/** Number whose bits at the given positions are set, as a hexadecimal literal. */
export function bitmap(positions: Iterable<number>): string {
  let bits = 0n;
  for (const position of positions) bits |= 1n << BigInt(position);
  return `0x${bits.toString(16)}`;
}
