// What a start leaves behind is given back: V8 by itself collects only when more is asked for, and an idle process asks
// for nothing. Each thread does it for itself.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** By then all is loaded, connected and compiled. */
const STARTED_MS = 5_000;
/** The second moves together what is left, so that whole pages become free. With a large store that would take long. */
const FLAGS = ["expose-gc", "compact-on-every-full-gc"];

/** Some tens of milliseconds of work on what is a small heap at the start. */
export function collect(): void {
  for (const flag of FLAGS) setFlagsFromString(`--${flag}`);
  try {
    // A context that is made while the flag is set has it.
    const gc: () => void = runInNewContext("gc");
    gc();
  } finally {
    for (const flag of FLAGS) setFlagsFromString(`--no-${flag}`);
  }
}

/** Once the start is over. */
export function collectAfterStart(): void {
  setTimeout(collect, STARTED_MS).unref();
}
