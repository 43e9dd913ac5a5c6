// A refusal, written to an ordinary answer or to the bare socket of an upgrade. Always JSON, unless it is a redirect.
import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { toErrorBody, type UmbelError } from "#lib/api/error.ts";

export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function refusal(
  error: UmbelError,
  headers: Record<string, string> = {},
  extra: object = {},
): Refusal {
  const { status, body } = toErrorBody(error);
  const type = { "content-type": "application/json; charset=UTF-8", "cache-control": "no-store" };
  return { status, headers: { ...type, ...headers }, body: `${JSON.stringify({ ...body, ...extra })}\n` };
}

export function redirect(location: string): Refusal {
  return { status: 302, headers: { location, "cache-control": "no-store" }, body: "" };
}

/** For good, with method and body. */
export function movedTo(location: string): Refusal {
  return { status: 308, headers: { location, "cache-control": "no-store" }, body: "" };
}

export function refuse(response: ServerResponse, { status, headers, body }: Refusal): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}

export function refuseUpgrade(socket: Duplex, { status, headers, body }: Refusal): void {
  const all = { ...headers, connection: "close", "content-length": String(Buffer.byteLength(body)) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join("")}\r\n${body}`, () => socket.destroy());
}
