import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { TextArena } from "./text-arena.ts";

vi.setConfig({ testTimeout: 60_000 });

const SEGMENT = 2 ** 18;

class Holder {
  readonly places = new Map<number, { position: number; text: string }>();
  readonly arena = new TextArena({
    positionOf: (owner) => this.places.get(owner)?.position ?? -1,
    moved: (owner, position) => {
      const place = this.places.get(owner);
      if (!place) throw new Error("moved what nobody holds");
      place.position = position;
    },
  });

  put(owner: number, text: string): void {
    this.take(owner);
    const position = this.arena.add(text, owner);
    if (position !== null) this.places.set(owner, { position, text });
  }

  take(owner: number): void {
    const place = this.places.get(owner);
    if (!place) return;
    this.places.delete(owner);
    this.arena.free(place.position, place.text.length);
  }

  check(): void {
    let live = 0;
    for (const [owner, { position, text }] of this.places) {
      live += text.length;
      if (this.arena.read(position, text.length) !== text) throw new Error(`text of ${owner} is another`);
      if (!this.arena.holds(position, text)) throw new Error(`text of ${owner} is not found`);
    }
    expect(this.arena.live).toBe(live);
    expect(this.arena.held).toBe(this.arena.segments.reduce((sum, { length }) => sum + length, 0));
    expect(this.arena.held - live).toBeLessThanOrEqual(Math.max(6 * SEGMENT, live / 4 + 2 * SEGMENT));
  }
}

describe("an arena", () => {
  test("gives back every text, whatever is put, replaced and taken, and keeps its waste bounded", () => {
    const text = fc.record({
      size: fc.constantFrom(1, 40, 9_000, 40_000, 200_000),
      sign: fc.constantFrom("a", "é", "漢", "😀"),
    });
    const step = fc.record({ owner: fc.nat({ max: 30 }), text: fc.option(text, { nil: null }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150, size: "max" }), (steps) => {
        const holder = new Holder();
        for (const [index, { owner, text: wanted }] of steps.entries()) {
          if (wanted === null) holder.take(owner);
          else holder.put(owner, `${index} ${wanted.sign.repeat(wanted.size)}`);
        }
        holder.check();
        for (const owner of [...holder.places.keys()]) holder.take(owner);
        expect(holder.arena.live).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test("does not leak when a few texts of every age stay", () => {
    const holder = new Holder();
    for (let index = 0; index < 60_000; index += 1) {
      holder.put(index, `${index} ${"x".repeat(200)}`);
      const old = index - 2_000;
      if (old >= 0 && old % 50 !== 0) holder.take(old);
    }
    holder.check();
    expect(holder.places.size).toBeLessThan(3_300);
    // 12 million characters were put in.
    expect(holder.arena.held).toBeLessThan(2_500_000);
  });

  test("in order of age leaves whole segments, and moves nothing", () => {
    const holder = new Holder();
    let moves = 0;
    const arena = new TextArena({ positionOf: () => -1, moved: () => (moves += 1) });
    const places: { position: number; length: number }[] = [];
    for (let index = 0; index < 40_000; index += 1) {
      const text = `${index} ${"y".repeat(180)}`;
      const position = arena.add(text, index);
      if (position !== null) places.push({ position, length: text.length });
      const old = places.length > 10_000 ? places.shift() : undefined;
      if (old) arena.free(old.position, old.length);
    }
    expect(moves).toBe(0);
    expect(arena.held - arena.live).toBeLessThan(2 * SEGMENT);
    holder.check();
  });
});
