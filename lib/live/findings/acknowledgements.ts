// Which findings somebody has acknowledged. An acknowledgement ends with its finding, and when that becomes worse or
// counts more.
import type { FindingLevel } from "../views.ts";
import { type Acknowledgement, countOf, type Found } from "./finding.ts";

/** Worst first. */
export const LEVEL_RANK: Readonly<Record<FindingLevel, number>> = { bad: 0, warn: 1, info: 2 };

/** One from before a restart waits so long for its finding to be found again. */
const WAIT_MS = 3_600_000;

interface Held {
  readonly acknowledgement: Acknowledgement;
  /** Since when no such finding is open. */
  missingSince: number | null;
}

export class Acknowledgements {
  #held: ReadonlyMap<string, Held> = new Map();
  #ended: string[] = [];

  /** All that there are. */
  tell(acknowledgements: readonly Acknowledgement[]): void {
    const before = this.#held;
    this.#held = new Map(
      acknowledgements.map((acknowledgement) => {
        const missingSince = before.get(acknowledgement.key)?.missingSince ?? null;
        return [acknowledgement.key, { acknowledgement, missingSince }];
      }),
    );
  }

  of(key: string): Acknowledgement | null {
    return this.#held.get(key)?.acknowledgement ?? null;
  }

  /** `openAs`: the finding that is open under a key; null: none is. `closed`: keys of those that have just ended. */
  judge(openAs: (key: string) => Found | null, closed: ReadonlySet<string>, now: number): void {
    for (const [key, held] of this.#held) {
      const found = openAs(key);
      if (found === null) held.missingSince ??= now;
      else held.missingSince = null;
      const isWorse = found !== null && isWorseThan(found, held.acknowledgement);
      const isMissed = held.missingSince !== null && now - held.missingSince > WAIT_MS;
      if (isWorse || isMissed || closed.has(key)) this.#end(key);
    }
  }

  #end(key: string): void {
    this.#held = new Map([...this.#held].filter(([each]) => each !== key));
    this.#ended.push(key);
  }

  /** Keys of those that have ended since the last call. */
  takeEnded(): readonly string[] {
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }
}

/** A count that is less has begun anew: all of it is new. */
function isWorseThan(found: Found, { level, count }: Acknowledgement): boolean {
  return LEVEL_RANK[found.level] < LEVEL_RANK[level] || countOf(found) !== count;
}
