// The newest failure of each task name: when, and with what error. Bounded: the names that failed longest ago give way.
import { BOUNDS } from "../bounds/bounds.ts";
import { detached } from "../format/detached.ts";

const MAX_NAMES = BOUNDS.task_names.limit;
/** A line of a table shows less. */
const MAX_TEXT = 300;

export interface LastFailure {
  readonly at: number;
  /** As the event told it (a Python repr), cut; null: it told none. */
  readonly error: string | null;
}

export class LastFailures {
  readonly #byName = new Map<string, LastFailure>();

  note(name: string, error: string | null, at: number): void {
    const known = this.#byName.get(name);
    if (known && known.at > at) return;
    // Set anew, so that the map's first is the one that failed longest ago.
    this.#byName.delete(name);
    this.#byName.set(name, { at, error: error === null ? null : detached(error.slice(0, MAX_TEXT)) });
    if (this.#byName.size <= MAX_NAMES) return;
    for (const oldest of this.#byName.keys()) {
      this.#byName.delete(oldest);
      return;
    }
  }

  of(name: string): LastFailure | null {
    return this.#byName.get(name) ?? null;
  }
}
