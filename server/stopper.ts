// Ends the parts of the server in waves, each within a limit: first what lets people in, then what serves them, last what
// both write to.
import type { Log } from "./log.ts";

type End = () => unknown;

export interface Stopper {
  first(end: End): void;
  later(end: End): void;
  last(end: End): void;
  /** Never rejects; a part that fails or is late is logged. Idempotent. Ends what is added afterwards at once. */
  stop(): Promise<void>;
}

const WAVE_MS = 1300;

export function createStopper(log: Log): Stopper {
  const waves: [End[], End[], End[]] = [[], [], []];
  let stopping: Promise<void> | undefined;

  const run = async () => {
    for (const wave of waves) await Promise.all(wave.splice(0).map((end) => within(WAVE_MS, end, log)));
  };
  const add = (wave: End[]) => (end: End) => {
    if (stopping === undefined) wave.push(end);
    else void within(WAVE_MS, end, log);
  };
  return {
    first: add(waves[0]),
    later: add(waves[1]),
    last: add(waves[2]),
    stop() {
      stopping ??= run();
      return stopping;
    },
  };
}

async function within(ms: number, end: End, log: Log): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), ms);
  });
  try {
    const outcome = await Promise.race([Promise.resolve().then(end), late]);
    if (outcome === "late") log.warn("a part of the server did not stop in time");
  } catch (err) {
    log.error({ err }, "a part of the server did not stop");
  } finally {
    clearTimeout(timer);
  }
}
