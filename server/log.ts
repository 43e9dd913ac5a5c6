// The log: JSON lines for machines, or short lines for people with --debug. Whatever is logged, its secrets are
// masked in the finished line, and a line is bounded, because messages may carry a stranger's text.
import pino, { type DestinationStream, type Logger } from "pino";
import type { JsonObject } from "#lib/json.ts";
import { maskRecord } from "#lib/mask-value.ts";

export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "fatal">;

export interface LogOptions {
  readonly debug: boolean;
  /** Pino's name of it; by default info, or debug with `debug`. */
  readonly logLevel?: string;
  /** Where lines go; standard output by default. */
  readonly write?: (line: string) => void;
}

const MAX_TEXT = 2000;

export function createLog({
  debug,
  logLevel,
  write = (line) => process.stdout.write(line),
}: LogOptions): Log {
  const stream: DestinationStream = {
    write: (line) => {
      const masked = maskRecord(JSON.parse(line) as JsonObject); // pino wrote it
      write(debug ? pretty(masked) : `${JSON.stringify(masked)}\n`);
    },
  };
  return pino(
    {
      base: null,
      level: logLevel ?? (debug ? "debug" : "info"),
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (level) => ({ level }),
        log: (fields) => bounded(fields, 0) as Record<string, unknown>, // bounded() keeps an object an object
      },
      serializers: { err: (error: Error) => bounded(pino.stdSerializers.err(error), 0) },
    },
    stream,
  );
}

/** A log that says nothing, for tests. */
export const SILENT: Log = pino({ level: "silent" });

function bounded(value: unknown, depth: number): unknown {
  if (typeof value === "string") return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  if (value === null || typeof value !== "object" || value instanceof Error) return value;
  if (depth >= 4) return "[…]";
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => bounded(item, depth + 1));
  const fields = Object.entries(value).slice(0, 50);
  return Object.fromEntries(fields.map(([key, item]) => [key, bounded(item, depth + 1)]));
}

function pretty({ time, level, msg, err, ...rest }: JsonObject): string {
  const fields = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const stack = (err as { stack?: string } | undefined)?.stack;
  const head = `${String(time).slice(11, 23)} ${String(level).toUpperCase().padEnd(5)} ${String(msg ?? "")}`;
  return `${[head, ...fields].join(" ")}\n${stack === undefined ? "" : `${stack}\n`}`;
}
