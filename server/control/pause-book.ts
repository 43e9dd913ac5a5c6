// Which queues are paused, remembered over restarts in a small JSON file. Bounded. Several clusters share the file; each
// sees its own.
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { UmbelError } from "#lib/api/error.ts";
import type { QueuePause } from "#lib/queues/pause.ts";
import { isMissing } from "../files/missing.ts";
import { createWholeFile, type WholeFileOptions } from "../files/whole-file.ts";

const MAX_PAUSES = 1_000;
const MAX_WORKERS = 5_000;

export interface PauseBook {
  get(queue: string): QueuePause | null;
  all(): readonly QueuePause[];
  /** In place of an earlier one of the same queue. Rejects with UmbelError `too_many`. */
  put(pause: QueuePause): Promise<void>;
  remove(queue: string): Promise<void>;
}

const pauseSchema = z.object({
  cluster: z.string(),
  queue: z.string(),
  at: z.number(),
  by: z.string(),
  reason: z.string().nullable(),
  workers: z.array(z.string()).max(MAX_WORKERS),
});
const fileSchema = z.object({ pauses: z.array(pauseSchema).max(10 * MAX_PAUSES) });
type Kept = z.output<typeof pauseSchema>;

export function createMemoryPauses(
  known: readonly QueuePause[] = [],
  save: (pauses: readonly QueuePause[]) => Promise<void> = async () => {},
): PauseBook {
  const pauses = new Map(known.map((pause) => [pause.queue, pause]));
  return {
    get: (queue) => pauses.get(queue) ?? null,
    all: () => [...pauses.values()],
    async put(pause) {
      if (!pauses.has(pause.queue) && pauses.size >= MAX_PAUSES) {
        throw new UmbelError("too_many", `${MAX_PAUSES} queues are paused already; resume some first.`);
      }
      pauses.set(pause.queue, pause);
      await save([...pauses.values()]);
    },
    async remove(queue) {
      pauses.delete(queue);
      await save([...pauses.values()]);
    },
  };
}

/**
 * The books of all clusters in one file. One that cannot be read is begun anew: what was paused is then no longer known
 * to be. One that cannot be written leaves the memory of this process. `onProblem` is told of both.
 */
export async function openPauseFile(
  where: WholeFileOptions,
  onProblem: (text: string) => void,
): Promise<(cluster: string) => PauseBook> {
  let all = await readAll(where.path, onProblem);
  const file = createWholeFile(where);
  const failed = (error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    onProblem(`Paused queues are remembered until Umbel stops only: ${why}`);
  };
  return (cluster) => {
    const mine = all.filter((pause) => pause.cluster === cluster).map(({ cluster: _, ...pause }) => pause);
    return createMemoryPauses(mine, (pauses) => {
      const others = all.filter((pause) => pause.cluster !== cluster);
      all = [...others, ...pauses.map((pause) => ({ cluster, ...pause, workers: [...pause.workers] }))];
      return file.write(`${JSON.stringify({ pauses: all }, null, 1)}\n`).catch(failed);
    });
  };
}

async function readAll(path: string, onProblem: (text: string) => void): Promise<readonly Kept[]> {
  try {
    return fileSchema.parse(JSON.parse(await readFile(path, "utf8"))).pauses;
  } catch (error) {
    if (!isMissing(error)) onProblem(`${path} holds no list of paused queues; it is begun anew.`);
    return [];
  }
}
