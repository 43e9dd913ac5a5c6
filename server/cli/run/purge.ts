// Empties queues, after what is typed says so.
import { createInterface } from "node:readline/promises";
import { UmbelError } from "#lib/api/error.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { safe } from "../print/safe.ts";
import { table } from "../print/table.ts";
import type { Session } from "./session.ts";

export interface PurgeOptions {
  readonly queues: readonly string[];
  readonly force: boolean;
  readonly reason: string | null;
  /** null: nobody can be asked. */
  readonly input: NodeJS.ReadableStream | null;
}

export async function runPurge(session: Session, options: PurgeOptions): Promise<ExitCode> {
  const { target, out, err, json } = session;
  if (!options.force && !(await isMeant(session, options))) {
    err("Nothing was removed.\n");
    return EXIT.failed;
  }
  const purged: { queue: string; removed: number }[] = [];
  for (const queue of options.queues) {
    const { removed } = await target.purge(queue, options.reason);
    purged.push({ queue, removed });
  }
  if (json) out(`${JSON.stringify({ purged })}\n`);
  else
    out(
      table(
        ["QUEUE", "REMOVED"],
        purged.map(({ queue, removed }) => [queue, String(removed)]),
        "",
      ),
    );
  return EXIT.ok;
}

/** One queue is typed by its name; several by the word. */
async function isMeant({ target, err }: Session, { queues, input }: PurgeOptions): Promise<boolean> {
  if (input === null) {
    throw new UmbelError(
      "bad_request",
      "purge asks before it removes anything; give --force when nobody can answer.",
    );
  }
  const known = await target.queues();
  const depths = queues.map((queue) => known.find(({ key }) => key === queue)?.depth ?? null);
  const rows = queues.map((queue, index) => [
    queue,
    depths[index] === null ? "not known" : String(depths[index]),
  ]);
  err(table(["QUEUE", "WAITING"], rows, ""));
  const word = queues.length === 1 ? (queues[0] ?? "purge") : "purge";
  err(
    `All of these messages will be permanently removed from ${target.name}.\nType ${safe(word)} to go on: `,
  );
  const lines = createInterface({ input });
  try {
    for await (const line of lines) return line.trim() === word;
    return false;
  } finally {
    lines.close();
  }
}
