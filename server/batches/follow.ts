// Watches the tasks that retries were sent as, until each has ended or some time has passed, and tells their batch.
import type { Batch } from "#lib/batches/batch.ts";
import { isFinished } from "#lib/tasks/precedence.ts";
import type { Engine } from "../engine/port.ts";
import type { Batches } from "./batches.ts";

const EVERY_MS = 1_000;
/** After which a batch that is over is no longer looked at. */
const PATIENCE_MS = 30 * 60_000;
const MOST = 20_000;

/** Returns what ends it. */
export function followRetries(
  batches: Batches,
  engine: Pick<Engine, "query">,
  now: () => number,
): () => void {
  let busy = false;
  const look = async () => {
    for (const batch of batches.list()) {
      if (isAwaited(batch, now())) await lookAt(batches, engine, batch.key);
    }
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    // While the engine restarts nothing is known; it is asked again.
    look()
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Whether a new task of it has not ended yet, as far as is known. */
function isAwaited({ kind, endedAt, counts, outcomes }: Batch, now: number): boolean {
  if (kind !== "retry" || (endedAt !== null && now - endedAt > PATIENCE_MS)) return false;
  return counts.done + counts.doing + counts.unknown > outcomes.succeeded + outcomes.failed;
}

async function lookAt(batches: Batches, engine: Pick<Engine, "query">, id: string): Promise<void> {
  const batch = batches.get(id);
  if (batch === null) return;
  const open: { key: string; newUuid: string }[] = [];
  for (const { key, newUuid, newState } of batch.items()) {
    if (newUuid !== null && (newState === null || !isFinished(newState))) open.push({ key, newUuid });
    if (open.length === MOST) break;
  }
  if (open.length === 0) return;
  const states = await engine.query("states", { uuids: open.map(({ newUuid }) => newUuid) });
  let changed = false;
  for (const [index, { key }] of open.entries()) {
    const state = states[index] ?? null;
    if (state !== null && batch.tellState(key, state)) changed = true;
  }
  if (changed) batches.changed(id);
}
