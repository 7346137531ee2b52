/** An error answer of JSON-RPC 2.0, with the codes and texts of geth where clients look at them. */
export class RpcError extends Error {
  readonly rpcCode: number;
  readonly data: unknown;

  constructor(rpcCode: number, message: string, data?: unknown) {
    super(message);
    this.name = 'RpcError';
    this.rpcCode = rpcCode;
    this.data = data;
  }
}

export const PARSE_ERROR = -32700;
export const INVALID_REQUEST = -32600;
export const METHOD_NOT_FOUND = -32601;
export const INVALID_PARAMS = -32602;
export const INTERNAL_ERROR = -32603;
export const SERVER_ERROR = -32000;
const EXECUTION_REVERTED = 3;

/** Whatever was thrown, as an answer that gives away no more than a client needs. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  const code = property(error, 'code');
  if (!(error instanceof Error) || typeof code !== 'number') return new RpcError(INTERNAL_ERROR, 'internal error');
  const data = property(error, 'data');
  if (code === EXECUTION_REVERTED || isBytes(data)) {
    return new RpcError(EXECUTION_REVERTED, 'execution reverted', isBytes(data) ? data : '0x');
  }
  return new RpcError(code, error.message);
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function isBytes(value: unknown): value is string {
  return typeof value === 'string' && /^0x([0-9a-f]{2})*$/i.test(value);
}
