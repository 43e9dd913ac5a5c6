// What a preflight has looked at, kept until somebody confirms it: what was confirmed is what is done, however much the
// cluster moves meanwhile. Bounded in number and in time. Guarded by pins.test.ts.
import { randomUUID } from "node:crypto";
import { UmbelError } from "#lib/api/error.ts";
import { type BatchKind, MAX_BATCH_ITEMS } from "#lib/batches/batch.ts";
import type { Selected } from "./port.ts";

const MAX_PINS = 1_000;
/** Of all pins together: some 20 MB. */
const MAX_TASKS = 10 * MAX_BATCH_ITEMS;
export const PIN_MS = 15 * 60_000;

export interface Pin {
  readonly id: string;
  /** Epoch ms: when its tasks were chosen, and until when it is kept. */
  readonly at: number;
  readonly expiresAt: number;
}

interface Pinned extends Pin {
  readonly kind: BatchKind;
  readonly selected: Selected;
}

export class Pins {
  readonly #now: () => number;
  readonly #kept = new Map<string, Pinned>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The oldest makes room. */
  keep(kind: BatchKind, selected: Selected): Pin {
    const at = this.#now();
    const pin = { id: randomUUID(), at, expiresAt: at + PIN_MS };
    this.#kept.set(pin.id, { ...pin, kind, selected });
    let tasks = 0;
    for (const { selected } of this.#kept.values()) tasks += selected.items.length;
    for (const [id, { expiresAt, selected }] of this.#kept) {
      if (this.#kept.size <= MAX_PINS && tasks <= MAX_TASKS && expiresAt > this.#now()) break;
      this.#kept.delete(id);
      tasks -= selected.items.length;
    }
    return pin;
  }

  /**
   * Begins with exactly these tasks; the pin is used up unless that fails. Throws UmbelError: conflict when it is not kept
   * any more or was used, bad_request when something else was confirmed.
   */
  async use<T>(id: string, kind: BatchKind, begin: (selected: Selected) => Promise<T>): Promise<T> {
    const pinned = this.#kept.get(id);
    if (pinned === undefined || pinned.expiresAt <= this.#now()) {
      throw new UmbelError(
        "conflict",
        "This preview is no longer kept: its batch was already started, it is more than 15 minutes old, Umbel was restarted, or many others were made since. Nothing was done; preview again.",
      );
    }
    if (pinned.kind !== kind) {
      throw new UmbelError("bad_request", `The pin was made for ${pinned.kind}, not for ${kind}.`);
    }
    this.#kept.delete(id);
    try {
      return await begin(pinned.selected);
    } catch (error) {
      this.#kept.set(id, pinned);
      throw error;
    }
  }
}
