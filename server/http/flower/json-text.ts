// JSON that is already text, sent as it is made: the next piece is asked for when the client has taken the last.
import type { Context } from "hono";
import type { ApiEnv } from "../api-deps.ts";

const TYPE = "application/json; charset=UTF-8";

export function jsonValue(c: Context<ApiEnv>, value: unknown, status: 200 | 400 = 200): Response {
  return c.body(JSON.stringify(value), status, { "content-type": TYPE });
}

export function jsonText(c: Context<ApiEnv>, text: string): Response {
  return c.body(text, 200, { "content-type": TYPE });
}

export function jsonPieces(c: Context<ApiEnv>, pieces: AsyncGenerator<string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return c.body(body, 200, { "content-type": TYPE });
}

export async function* enclosed(
  open: string,
  pieces: AsyncGenerator<string>,
  close: string,
): AsyncGenerator<string> {
  yield open;
  yield* pieces;
  yield close;
}
