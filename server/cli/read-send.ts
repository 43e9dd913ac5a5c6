// Words and options of a command as what is to be sent. Values are judged by lib/control, where everybody's are.
import { UmbelError } from "#lib/api/error.ts";
import type { CommandName } from "#lib/control/command.ts";
import type { JsonObject } from "#lib/json.ts";
import { isRecord } from "#lib/kombu/object.ts";
import type { Send } from "./target.ts";
import { wordsOf } from "./words.ts";

export interface SendOptions {
  readonly destination?: string;
  readonly pattern?: string;
  readonly regex?: string;
  readonly timeout?: string;
  readonly args?: string;
  readonly reason?: string;
  readonly withDefaults?: boolean;
  readonly builtins?: boolean;
  readonly reload?: boolean;
  readonly terminate?: boolean;
  readonly signal?: string;
  readonly queueType?: string;
  readonly maxPriority?: string;
  readonly durable?: boolean;
}

/** Throws UmbelError `bad_request`: more words than it takes, or an option that cannot be read. */
export function sendOf(command: CommandName, words: readonly string[], options: SendOptions): Send {
  const { max, read } = wordsOf(command);
  if (words.length > max)
    throw wrong(`${command} takes at most ${max} words; ${words[max]} is one too many.`);
  const { destination, pattern, regex, timeout } = options;
  if (pattern !== undefined && regex !== undefined) throw wrong("Give --pattern or --regex, not both.");
  return {
    command,
    custom: false,
    args: { ...read(words), ...fromFlags(command, options), ...readExtra(options.args) },
    destination: destination === undefined ? null : splitNames(destination),
    pattern: pattern ?? regex ?? null,
    matcher: pattern !== undefined ? "glob" : regex !== undefined ? "pcre" : null,
    timeoutSeconds: timeout === undefined ? null : seconds(timeout),
    reason: options.reason ?? null,
  };
}

/** An object of JSON; nothing is an empty one. */
export function readExtra(json: string | undefined): JsonObject {
  if (json === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw wrong(`The arguments are not JSON: ${json.slice(0, 80)}`);
  }
  if (!isRecord(value)) throw wrong('The arguments must be a JSON object, like {"mode": "night"}.');
  return value as JsonObject; // it came out of JSON.parse
}

function fromFlags(command: CommandName, options: SendOptions): JsonObject {
  switch (command) {
    case "conf":
      return options.withDefaults === true ? { with_defaults: true } : {};
    case "registered":
      return options.builtins === true ? { builtins: true } : {};
    case "pool_restart":
      return options.reload === true ? { reload: true } : {};
    case "revoke_by_stamped_headers":
      return {
        ...(options.terminate === true && { terminate: true }),
        ...(options.signal !== undefined && { signal: options.signal }),
      };
    case "add_consumer":
      return queueOptions(options);
    default:
      return {};
  }
}

function queueOptions({ durable, queueType, maxPriority }: SendOptions): JsonObject {
  const queue = {
    ...(queueType !== undefined && { "x-queue-type": queueType }),
    ...(maxPriority !== undefined && { "x-max-priority": Number(maxPriority) }),
  };
  return {
    ...(durable === false && { durable: false }),
    ...(Object.keys(queue).length > 0 && { queue_arguments: queue }),
  };
}

function splitNames(text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  const given = names.filter((name) => name !== "");
  if (given.length === 0) throw wrong("--destination names no worker; leave it out to ask all of them.");
  return given;
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0.1 && value <= 60)) {
    throw wrong(`--timeout must be 0.1 to 60 seconds, not ${text.slice(0, 20)}.`);
  }
  return value;
}

function wrong(text: string): UmbelError {
  return new UmbelError("bad_request", text);
}
