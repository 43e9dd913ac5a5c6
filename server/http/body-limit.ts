// No body larger than the limit is ever held. hono's own middleware copies the platform's Request, which the one that the
// Node adapter hands in cannot be: bodies without a length, and requests without a body, came out as failures.
import type { MiddlewareHandler } from "hono";
import { UmbelError } from "#lib/api/error.ts";
import type { ApiEnv } from "./api-deps.ts";

export function limitBody(maxBytes: number): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const length = c.req.header("content-length");
    const chunked = c.req.header("transfer-encoding") !== undefined;
    if (Number(length ?? 0) > maxBytes) throw tooLarge(maxBytes);
    const stream = chunked ? c.req.raw.body : null;
    if (stream !== null) {
      const { url, method, headers } = c.req.raw;
      c.req.raw = new Request(url, { method, headers, body: await readAll(stream, maxBytes) });
    }
    await next();
  };
}

async function readAll(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLarge(maxBytes: number): UmbelError {
  return new UmbelError("too_large", `The body is larger than ${maxBytes} bytes.`);
}
