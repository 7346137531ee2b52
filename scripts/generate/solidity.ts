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

/** Number whose bits at the given positions are set, as a hexadecimal literal. */
export function bitmap(positions: Iterable<number>): string {
  let bits = 0n;
  for (const position of positions) bits |= 1n << BigInt(position);
  return `0x${bits.toString(16)}`;
}
