// What looks for one sort of trouble. A new one is a kind in kinds.ts, a finder in a file of its own, and a row in finders.ts.
import type { QueueRow } from "../../queues/queue.ts";
import type { WorkerRow } from "../../workers/worker.ts";
import type { ModelContext } from "../model.ts";
import type { Picture } from "../picture.ts";
import type { Found } from "./finding.ts";

/** All that there is to judge by, as of one moment. */
export interface Ground extends Evidence {
  /** What is open under this key, as it was last found: it stays for less than it takes to open. null: nothing is. */
  readonly known: (key: string) => Found | null;
}

export interface Evidence {
  readonly now: number;
  readonly context: ModelContext;
  readonly picture: Picture;
  /** By name. */
  readonly workers: readonly WorkerRow[];
  /** Deepest first. */
  readonly queues: readonly QueueRow[];
}

interface Rest {
  /** Of its key. */
  readonly name: string;
  readonly what: string;
  readonly one: string;
  readonly many: string;
}

export interface Finder {
  /** It judges what the broker carries: while that is away nothing new is known, and what was found stays. */
  readonly needsBroker: boolean;
  /** All that is wrong, of each level the worst first. Pure; it is called once a second, with thousands of workers and queues. */
  find(ground: Ground): readonly Found[];
  /** How many a page lists. */
  readonly most: number;
  /** The line of those beyond: "1 more queue" "is in trouble too", "2 more queues" "are …"; null: they go without one. */
  readonly rest: Rest | null;
}
