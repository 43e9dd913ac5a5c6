// The one limit of request bodies, before anything reads them, whatever the route, the method and the consumer. A length
// that is too large is refused before a byte is read. A body without a length (chunked), or one that is looked at on its
// way, is held until it is whole: who serves the request then gets all of it, or never hears of it.
import type { IncomingMessage, ServerResponse } from "node:http";
import { UmbelError } from "#lib/api/error.ts";
import { type Refusal, refusal } from "./refusal.ts";

export interface HeldBody {
  /** `too_large`, or `gone` when the client left before the end. */
  readonly whole: Promise<Buffer | "too_large" | "gone">;
  /** Lets whoever reads the request have this body. */
  give(body: Buffer): void;
}

/** How long a client that is still sending may take to notice its answer. */
const LINGER_MS = 500;

export function isTooLong({ headers }: IncomingMessage, maxBytes: number): boolean {
  return Number(headers["content-length"] ?? 0) > maxBytes;
}

export function isChunked({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined;
}

/** Must be called in the turn in which the request arrived. */
export function holdBody(request: IncomingMessage, maxBytes: number): HeldBody {
  const push = request.push.bind(request);
  const chunks: Buffer[] = [];
  let size = 0;
  const whole = new Promise<Buffer | "too_large" | "gone">((resolve) => {
    // Node's parser hands over what has arrived by `push`; null is the end.
    request.push = (chunk: Buffer | null) => {
      if (chunk === null) resolve(Buffer.concat(chunks));
      else {
        size += chunk.length;
        if (size <= maxBytes) chunks.push(chunk);
        else {
          chunks.length = 0;
          resolve("too_large");
        }
      }
      // False: nothing more is read from the connection.
      return size <= maxBytes;
    };
    request.once("close", () => resolve("gone"));
  });
  return {
    whole,
    give(body) {
      request.push = push;
      if (body.length > 0) push(body);
      push(null);
    },
  };
}

export function refuseBody(response: ServerResponse, maxBytes: number): void {
  hangUp(response, refusal(new UmbelError("too_large", `The body is larger than ${maxBytes} bytes.`)));
}

/**
 * A refusal to somebody who may still be sending. The answer is whole at once; the connection ends a little later, so that
 * the client reads it.
 */
export function hangUp(response: ServerResponse, { status, headers, body }: Refusal): void {
  response.writeHead(status, { ...headers, connection: "close", "content-length": Buffer.byteLength(body) });
  response.write(body);
  setTimeout(() => response.end(), LINGER_MS).unref();
}
