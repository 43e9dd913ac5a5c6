// What crosses the port between the web thread and an engine's thread. In order both ways, so that the answer to `open`
// comes before the first delta that follows it.
import { type ErrorCode, UmbelError } from "#lib/api/error.ts";
import type { ControlOutcome, ControlRequest } from "#lib/control/outcome.ts";
import type { Snapshot } from "#lib/live/view.ts";
import type { Result } from "#lib/result.ts";
import type { EngineActions } from "./actions.ts";
import type { EngineFacts } from "./facts.ts";
import type { EngineOptions, EngineTick } from "./port.ts";
import type { EngineQueries } from "./queries.ts";

/** `workerData` of the thread. */
export interface ThreadData {
  readonly options: EngineOptions;
  readonly firstSeq: number;
  /** When the thread before this one ended with all that it held, epoch ms; null: this is the first. */
  readonly endedAt: number | null;
}

export type LogLevel = "info" | "warn" | "error";

export type Call =
  | { readonly method: "start" }
  | { readonly method: "stop" }
  | { readonly method: "open"; readonly topic: string }
  | {
      readonly method: "query";
      readonly name: keyof EngineQueries;
      readonly input: EngineQueries[keyof EngineQueries]["input"];
    }
  | { readonly method: "send"; readonly request: ControlRequest }
  | {
      readonly method: "act";
      readonly name: keyof EngineActions;
      readonly input: EngineActions[keyof EngineActions]["input"];
    };

/** What each call is answered with. */
export interface Answers {
  readonly start: undefined;
  readonly stop: undefined;
  readonly open: Result<Snapshot, "topic">;
  readonly query: EngineQueries[keyof EngineQueries]["output"];
  readonly send: ControlOutcome;
  readonly act: EngineActions[keyof EngineActions]["output"];
}

export type ToThread =
  | { readonly kind: "call"; readonly id: number; readonly call: Call }
  | { readonly kind: "close"; readonly topic: string }
  | ToldFact;

export interface ToldFact {
  readonly kind: "tell";
  readonly name: keyof EngineFacts;
  readonly fact: EngineFacts[keyof EngineFacts];
}

export type FromThread =
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "failure"; readonly id: number; readonly error: WireError }
  | { readonly kind: "tick"; readonly tick: EngineTick }
  | { readonly kind: "log"; readonly level: LogLevel; readonly text: string };

/** An UmbelError keeps its code; of any other error only the text crosses, for the log. */
export interface WireError {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
}

export function packError(error: unknown): WireError {
  if (error instanceof UmbelError)
    return { code: error.code, message: error.message, details: error.details };
  return { code: null, message: error instanceof Error ? error.message : String(error), details: {} };
}

export function unpackError({ code, message, details }: WireError): Error {
  return code === null ? new Error(message) : new UmbelError(code, message, details);
}
