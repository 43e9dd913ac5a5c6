// Which queues are paused, remembered over restarts. Where the file cannot be read, what was paused is no longer known to be.
import { z } from "zod";
import type { QueuePause } from "#lib/queues/pause.ts";
import type { WholeFileOptions } from "../files/whole-file.ts";
import { type Book, type BookSpec, createMemoryBook, openBookFile } from "./book.ts";

const MAX_PAUSES = 1_000;
const MAX_WORKERS = 5_000;

/** By the names of the queues. */
export type PauseBook = Book<QueuePause>;

const PAUSES: BookSpec<QueuePause> = {
  list: "pauses",
  schema: z.object({
    queue: z.string(),
    at: z.number(),
    by: z.string(),
    reason: z.string().nullable(),
    workers: z.array(z.string()).max(MAX_WORKERS),
  }),
  keyOf: ({ queue }) => queue,
  most: MAX_PAUSES,
  tooMany: `${MAX_PAUSES} queues are already paused; resume some first.`,
  what: "Paused queues",
};

export function createMemoryPauses(known: readonly QueuePause[] = []): PauseBook {
  return createMemoryBook(PAUSES, known);
}

export function openPauseFile(where: WholeFileOptions, onProblem: (text: string) => void) {
  return openBookFile(PAUSES, where, onProblem);
}
