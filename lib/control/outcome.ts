// What a command asks and what came of it: shared by the API, the audit log and the pages.
import type { Json, JsonObject } from "../json.ts";

/** A validated request to send one control or inspect command; made only by `validateCommand`. */
export interface ControlRequest {
  /** Celery's name of the method (`revoke`, `rate_limit`, `stats` …). */
  readonly method: string;
  readonly args: JsonObject;
  /** Node names; null is every worker. Never an empty list, never a bare string (docs/protocol/control.md D1). */
  readonly destination: readonly string[] | null;
  readonly timeoutMs: number;
  /** `shutdown` never replies: then nothing is awaited. */
  readonly expectsReply: boolean;
}

export interface WorkerReply {
  readonly hostname: string;
  readonly ok: boolean;
  /** One line for people: the worker's own text, or its error. */
  readonly text: string;
  /** The reply's value, secrets masked, bounded. */
  readonly value: Json;
}

/** "No answer from 2 of 5" is an ordinary outcome, not an error. */
export interface ControlOutcome {
  readonly ticket: string;
  /** How many answers were expected; null when nobody can know. */
  readonly expected: number | null;
  readonly replies: readonly WorkerReply[];
  /** Addressed or alive workers that did not answer in time. */
  readonly missing: readonly string[];
  readonly tookMs: number;
  /** Whom a pattern stood for; absent when workers were named, or all were meant. */
  readonly matched?: readonly string[] | undefined;
}

/** What one worker said, as the audit log keeps it. */
export type AuditReply = Pick<WorkerReply, "hostname" | "ok" | "text">;

/** One command, as the audit log keeps it. */
export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  /** Where it was done; null: written by an Umbel that knew only one cluster. */
  readonly cluster: string | null;
  readonly phase: "requested" | "finished" | "refused";
  readonly actor: string;
  /** Where the request came from: an address, or "umbel" for its own inspections. */
  readonly source: string;
  readonly command: string;
  readonly args: JsonObject;
  readonly destination: readonly string[] | null;
  readonly reason: string | null;
  /** Only for `finished` (the outcome in numbers) and `refused` (why). */
  readonly outcome: {
    /** Of the message that was sent; absent in what older versions wrote. */
    readonly ticket?: string | undefined;
    readonly expected: number | null;
    readonly answered: number;
    readonly failed: number;
    readonly missing: readonly string[];
    /** The first answers, bounded; absent in what older versions wrote. */
    readonly replies?: readonly AuditReply[] | undefined;
  } | null;
  readonly refusal: string | null;
}
