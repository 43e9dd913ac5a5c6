// One command line from its words to its exit status. Everything around it (streams, environment, interrupts) is passed
// in, so that tests run it in their own process.
import { CommanderError } from "commander";
import { UmbelError } from "#lib/api/error.ts";
import { fieldNamed } from "#lib/tasks/query/fields.ts";
import type { Environment } from "../config/environment.ts";
import { chooseTarget } from "./choose-target.ts";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-codes.ts";
import { filterOfWords } from "./filter.ts";
import { safe } from "./print/safe.ts";
import { buildProgram } from "./program.ts";
import type { Request } from "./request.ts";
import { runAcknowledge } from "./run/acknowledge.ts";
import { runEvents } from "./run/events.ts";
import { runPurge } from "./run/purge.ts";
import { runSend } from "./run/send.ts";
import type { Session } from "./run/session.ts";
import { runStatus, runTask, runTasks, runWorkers } from "./run/show.ts";

export interface Surroundings {
  readonly env: Environment;
  readonly version: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** null: nobody can be asked. */
  readonly input: NodeJS.ReadableStream | null;
  readonly interrupted: Promise<void>;
}

/** `argv` without the interpreter and the script. Never rejects. */
export async function runLine(argv: readonly string[], around: Surroundings): Promise<ExitCode> {
  try {
    const asked = parse(argv, around);
    if (asked === null) return EXIT.ok;
    const target = await chooseTarget(asked.options, around.env, around.version);
    try {
      const session = { ...around, target, json: asked.options.json === true, now: Date.now };
      return await carryOut(session, asked, around.input);
    } finally {
      await target.close();
    }
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    around.err(`umbel: ${safe(wordsOf(error))}\n`);
    return exitCodeOf(error);
  }
}

/** null when only help was wanted. */
function parse(argv: readonly string[], { version, out, err }: Surroundings): Request | null {
  let asked: Request | null = null;
  const program = buildProgram(version, (request) => {
    asked = request;
  });
  for (const command of [
    program,
    ...program.commands,
    ...program.commands.flatMap((each) => each.commands),
  ]) {
    command.exitOverride().configureOutput({
      writeOut: out,
      writeErr: (text) => err(text.replace(/^error: /, "umbel: ")),
    });
  }
  program.parse(wordsOfQuery(argv), { from: "user" });
  return asked;
}

/** `-name:x` excludes, and is not the option `-n`. */
function wordsOfQuery(argv: readonly string[]): string[] {
  if (argv[0] !== "tasks" && argv[0] !== "events") return [...argv];
  return argv.flatMap((word) => {
    const field = /^-(\w+)[.:]/.exec(word)?.[1];
    return field !== undefined && fieldNamed(field) !== null ? ["NOT", word.slice(1)] : [word];
  });
}

function carryOut(session: Session, asked: Request, input: Surroundings["input"]): Promise<ExitCode> {
  switch (asked.kind) {
    case "send":
      return runSend(session, asked.send);
    case "purge": {
      const { force = false, reason = null } = asked.options;
      return runPurge(session, { queues: asked.queues, force, reason, input });
    }
    case "events":
      return runEvents(session, { filter: filterOfWords(asked.words), workers: asked.words.length === 0 });
    case "tasks": {
      const [word = ""] = asked.words;
      if (asked.words.length === 1 && UUID.test(word)) return runTask(session, word);
      return runTasks(session, filterOfWords(asked.words), readLimit(asked.options.limit));
    }
    case "acknowledge":
    case "unacknowledge":
      return runAcknowledge(session, { ...asked, undone: asked.kind === "unacknowledge" });
    case "workers":
      return runWorkers(session);
    case "status":
      return runStatus(session);
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function readLimit(text = "50"): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1_000) return limit;
  throw new UmbelError("bad_request", `--limit must be a whole number from 1 to 1000, not ${text}.`);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
