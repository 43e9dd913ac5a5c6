// Interned strings as small integers, counted so that forgotten ones free their place. 0 stands for null.
// Names, workers and queues repeat a million times: records hold the integer, filters compare it, facets count by it.

import { detached } from "../format/detached.ts";

export class Dictionary {
  readonly #ids = new Map<string, number>();
  readonly #texts: (string | null)[] = [null];
  readonly #uses: number[] = [0];
  readonly #free: number[] = [];

  /** One more use of this text. */
  acquire(text: string | null): number {
    if (text === null) return 0;
    const known = this.#ids.get(text);
    if (known !== undefined) {
      this.#uses[known] = (this.#uses[known] ?? 0) + 1;
      return known;
    }
    const id = this.#free.pop() ?? this.#texts.length;
    const own = detached(text);
    this.#ids.set(own, id);
    this.#texts[id] = own;
    this.#uses[id] = 1;
    return id;
  }

  /** One use less; the last one forgets the text. */
  release(id: number): void {
    if (id === 0) return;
    const left = (this.#uses[id] ?? 1) - 1;
    this.#uses[id] = left;
    const text = this.#texts[id];
    if (left > 0 || text === null || text === undefined) return;
    this.#ids.delete(text);
    this.#texts[id] = null;
    this.#free.push(id);
  }

  text(id: number): string | null {
    return this.#texts[id] ?? null;
  }

  /** How often it is in use. */
  uses(id: number): number {
    return this.#uses[id] ?? 0;
  }

  /** The integer of a text in use. */
  find(text: string): number | undefined {
    return this.#ids.get(text);
  }

  /** One more than the largest integer ever given: the length of an array indexed by them. */
  get width(): number {
    return this.#texts.length;
  }

  get size(): number {
    return this.#ids.size;
  }

  texts(): readonly string[] {
    return [...this.#ids.keys()];
  }
}
