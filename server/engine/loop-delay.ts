// How late this thread's event loop runs: the 99th percentile over the last ten seconds or so.
import { monitorEventLoopDelay } from "node:perf_hooks";

const WINDOW_MS = 10_000;
/** How often it is looked at: each look wakes the thread. */
const RESOLUTION_MS = 250;

export interface LoopDelay {
  readSeconds(now: number): number;
  stop(): void;
}

export function measureLoopDelay(): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let since = 0;
  let last = 0;
  return {
    readSeconds(now) {
      if (histogram.count > 0) last = Math.max(0, histogram.percentile(99) / 1e9 - RESOLUTION_MS / 1e3);
      if (now - since >= WINDOW_MS) {
        histogram.reset();
        since = now;
      }
      return last;
    },
    stop: () => histogram.disable(),
  };
}
