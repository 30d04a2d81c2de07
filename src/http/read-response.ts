import type http from 'node:http';
import { promisify } from 'node:util';
import { RequestError } from '../domain/errors.ts';
import { quote } from '../text/sanitize.ts';
import type { IncomingResponse } from './send.ts';

// A header that decides something must have one value.
const SINGLE_HEADERS = ['age', 'date', 'retry-after'];
const CODINGS = {
  '': null,
  identity: null,
  gzip: 'gunzip',
  'x-gzip': 'gunzip',
  br: 'brotliDecompress',
} as const;

/** What a request accepts as content-coding. */
export const ACCEPT_ENCODING = 'gzip, br';

/**
 * Reads a response to its end.
 *
 * @param maxMiB the maximum size of its body, before and after it is decompressed
 * @throws RequestError if it cannot be used, any other error if it is not complete
 */
export async function readResponse(
  response: http.IncomingMessage,
  maxMiB: number,
): Promise<IncomingResponse> {
  const headers = headersOf(response);
  const coding = headers.get('content-encoding') ?? '';
  if (!isCoding(coding)) {
    throw unusable(
      `the response is compressed as ${quote(coding)}, and only gzip and br are accepted: check for a proxy that compresses responses`,
    );
  }
  const raw = await readBytes(response, maxMiB);
  const { statusCode: status = 0, statusMessage: statusText = '' } = response;
  return { status, statusText, headers, body: await decompress(raw, CODINGS[coding], maxMiB) };
}

function isCoding(coding: string): coding is keyof typeof CODINGS {
  return Object.hasOwn(CODINGS, coding);
}

function headersOf(response: http.IncomingMessage): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, values = []] of Object.entries(response.headersDistinct)) {
    const isSingle = SINGLE_HEADERS.includes(name);
    const different = isSingle ? [...new Set(values)] : values;
    if (isSingle && different.length > 1) {
      throw unusable(
        `the response has ${different.length} different headers "${name}": check for a proxy that changes responses`,
      );
    }
    headers.set(name, different.join(', '));
  }
  return headers;
}

async function readBytes(response: http.IncomingMessage, maxMiB: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      size += chunk.length;
      if (size > bytesOf(maxMiB)) throw tooLarge(maxMiB);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof RequestError ? error : new Error('the response is incomplete', { cause: error });
  }
  return Buffer.concat(chunks);
}

async function decompress(
  raw: Buffer,
  method: 'gunzip' | 'brotliDecompress' | null,
  maxMiB: number,
): Promise<Buffer> {
  // A response without a body may name a coding, too.
  if (method === null || raw.length === 0) return raw;
  const { default: zlib } = await import('node:zlib');
  try {
    return await promisify<Buffer, object, Buffer>(zlib[method])(raw, { maxOutputLength: bytesOf(maxMiB) });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(maxMiB);
    throw new Error('the response cannot be decompressed', { cause: error });
  }
}

function bytesOf(mib: number): number {
  return mib * 1024 * 1024;
}

function tooLarge(maxMiB: number): RequestError {
  return unusable(`the response is larger than ${maxMiB} MiB`);
}

// Without its status, because the whole response is not known.
function unusable(message: string): RequestError {
  return new RequestError(message, { kind: 'undecodable' });
}
