// A pidbox request as a worker reads it, and whether it is meant for this worker (docs/protocol/control.md D1).
import { isRecord } from "#lib/kombu/object.ts";

export interface ControlRequest {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** As sent: null, a list, or (a classic mistake) one string, which Python tests by substring. */
  readonly destination: readonly unknown[] | string | null;
  readonly pattern: string | null;
  readonly matcher: string | null;
  readonly ticket: string;
  /** Routing key of the reply; null runs the command silently. */
  readonly replyTo: string | null;
}

export function readRequest(body: unknown): ControlRequest | null {
  if (!isRecord(body) || typeof body.method !== "string") return null;
  const { destination } = body;
  const replyTo = isRecord(body.reply_to) ? body.reply_to.routing_key : null;
  return {
    method: body.method,
    args: isRecord(body.arguments) ? body.arguments : {},
    destination: Array.isArray(destination) || typeof destination === "string" ? destination : null,
    pattern: textOrNull(body.pattern),
    matcher: textOrNull(body.matcher),
    ticket: textOrNull(body.ticket) ?? "",
    replyTo: textOrNull(replyTo),
  };
}

export function isAddressed(request: ControlRequest, hostname: string): boolean {
  const { destination, pattern, matcher } = request;
  if (destination !== null && destination.length > 0) return destination.includes(hostname);
  if (pattern === null || matcher === null) return true;
  const expression = matcher === "pcre" ? readExpression(pattern) : globExpression(pattern);
  return expression?.test(hostname) ?? false;
}

/** Python's re.match: anchored at the start only. */
function readExpression(pattern: string): RegExp | null {
  try {
    return new RegExp(`^(?:${pattern})`);
  } catch {
    return null;
  }
}

/** Python's fnmatch: the whole name. */
function globExpression(pattern: string): RegExp {
  const body = pattern.replace(/[.*+?^${}()|[\]\\]/g, (char) => {
    if (char === "*") return ".*";
    return char === "?" ? "." : `\\${char}`;
  });
  return new RegExp(`^${body}$`);
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
