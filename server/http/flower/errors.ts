// Failures as Flower tells them: the message as plain text; what failed inside is for the log, and has no body.
import type { Context } from "hono";
import { toErrorBody } from "#lib/api/error.ts";
import type { Log } from "../../log.ts";
import { fromHono } from "../api-errors.ts";

/** Paths that belong to Flower's API rather than to Umbel's own. */
export function isFlowers(path: string): boolean {
  return path.startsWith("/api/")
    ? !path.startsWith("/api/v1/")
    : /^\/(tasks\/datatable|workers)?$/.test(path);
}

export function answerFlowerError(log: Log) {
  return (error: Error, c: Context) => {
    const { status, body } = toErrorBody(fromHono(error));
    if (status === 500) log.error({ err: error, path: c.req.path }, "a request failed");
    return c.body(status === 500 ? "" : body.error.message, {
      status: status as 500, // hono's type lists the known codes; ours are among them
      headers: { "cache-control": "no-store", "content-type": "text/plain; charset=UTF-8" },
    });
  };
}
