import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { MessageKind } from "../../port.ts";
import { Batcher, UNWATCHED, WATCHED } from "./batcher.ts";
import type { Batch } from "./port.ts";
import { SlabReader } from "./slab.ts";

const bytes = (text: string) => Buffer.from(text);

function setUp(maxBytes = 10_000_000) {
  const sent: Batch[] = [];
  const batcher = new Batcher((batch) => sent.push(batch), maxBytes);
  const add = (text: string, kind: MessageKind = "task") => {
    const payload = bytes(text);
    batcher.add(payload, 0, payload.length, () => kind);
  };
  return { batcher, sent, add };
}

function unpack({ buffer, messages }: Batch): string[] {
  const reader = new SlabReader(buffer, messages);
  const texts: string[] = [];
  for (let next = reader.next(); next !== null; next = reader.next())
    texts.push(Buffer.from(next).toString());
  return texts;
}

describe("batcher", () => {
  it("hands on at once while nothing is out, and gathers while something is", () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { batcher, sent, add } = setUp();
    add("one");
    batcher.settle();
    add("two");
    batcher.settle();
    add("three");
    batcher.settle();
    vi.advanceTimersByTime(2 * UNWATCHED.ms);
    expect(sent.map(unpack)).toEqual([["one"]]);
    const [first] = sent;
    if (first) batcher.release(first.buffer, first.used);
    expect(sent.map(unpack)).toEqual([["one"], ["two", "three"]]);
  });

  it("hands on little only some times a second, more often while somebody looks, and much at once", () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { batcher, sent, add } = setUp();
    let batches = 0;
    const decode = () => {
      batches += sent.length;
      for (const { buffer, used } of sent.splice(0)) batcher.release(buffer, used);
    };
    const read = (text: string) => {
      add(text);
      batcher.settle();
      decode();
    };
    /** How many go out in a second in which little is read. */
    const inASecond = () => {
      const before = batches;
      for (let i = 0; i < 100; i += 1) {
        read("one of many");
        vi.advanceTimersByTime(10);
        decode();
      }
      return batches - before;
    };
    read("the first");
    expect(batches, "nothing went before it").toBe(1);
    expect(inASecond()).toBe(1_000 / UNWATCHED.ms);
    batcher.hurry(true);
    decode();
    expect(inASecond()).toBe(1_000 / WATCHED.ms);
    batcher.hurry(false);
    expect(inASecond()).toBe(1_000 / UNWATCHED.ms);
    vi.advanceTimersByTime(UNWATCHED.ms);
    decode();
    expect(vi.getTimerCount(), "nothing waits").toBe(0);
    const before = batches;
    for (const pace of [UNWATCHED, WATCHED]) {
      batcher.hurry(pace === WATCHED);
      read("x".repeat(pace.bytes));
      read("y".repeat(pace.bytes));
    }
    expect(batches).toBe(before + 4);
    expect(batcher.messages).toBe(305);
  });

  it("goes faster from the moment in which somebody looks", () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { batcher, sent, add } = setUp();
    add("one");
    batcher.settle();
    for (const { buffer, used } of sent.splice(0)) batcher.release(buffer, used);
    add("two");
    batcher.settle();
    vi.advanceTimersByTime(WATCHED.ms / 2);
    batcher.hurry(true);
    expect(sent).toHaveLength(0);
    vi.advanceTimersByTime(WATCHED.ms / 2);
    expect(sent.map(unpack)).toEqual([["two"]]);
  });

  it("reads messages out of one received piece, and needs that only until it settles", () => {
    const { batcher, sent } = setUp();
    const received = bytes("..one..two....three.");
    for (const [start, end] of [[2, 5] as const, [7, 10] as const, [14, 19] as const])
      batcher.add(received, start, end, () => "task");
    batcher.settle();
    received.fill(0);
    expect(sent.map(unpack)).toEqual([["one", "two", "three"]]);
    // The next piece may be the same memory.
    received.write("four");
    batcher.add(received, 0, 4, () => "task");
    batcher.settle();
    batcher.add(received, 0, 2, () => "task");
    batcher.flush();
    expect(sent.map(unpack).at(-1)).toEqual(["four", "fo"]);
  });

  it("keeps nothing of a message that was dropped between two that were kept", () => {
    const { batcher, sent } = setUp(2_000);
    const received = bytes(
      `${"a".repeat(1_900)}${"b".repeat(4_000)}worker one${"c".repeat(4_000)}worker two`,
    );
    const add = (start: number, end: number, kind: MessageKind) =>
      batcher.add(received, start, end, () => kind);
    add(0, 1_900, "task");
    add(1_900, 5_900, "task");
    add(5_900, 5_910, "worker");
    add(5_910, 9_910, "task");
    add(9_910, 9_920, "worker");
    batcher.flush();
    expect(batcher.dropped).toEqual({ task: 2, worker: 0, reply: 0 });
    expect(sent.flatMap(unpack)).toEqual(["a".repeat(1_900), "worker one", "worker two"]);
    expect(sent[0]?.used).toBe(1_900 + 2 * 10 + 3 * 8);
  });

  it("loses and reorders nothing while there is room, whatever the sizes", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_500_000 }), { maxLength: 20 }), (sizes) => {
        const { batcher, sent, add } = setUp(Number.MAX_SAFE_INTEGER);
        const texts = sizes.map((size, index) => String(index % 10).repeat(size));
        for (const text of texts) add(text);
        batcher.flush();
        expect(sent.flatMap(unpack).join("|") === texts.join("|")).toBe(true);
        expect(batcher.messages).toBe(texts.length);
      }),
      { numRuns: 30 },
    );
  });

  it("never holds more than its bound, counts what it drops, and keeps worker events longest", () => {
    const { batcher, sent, add } = setUp(1_000);
    for (let i = 0; i < 100; i += 1) add("t".repeat(92));
    expect(batcher.messages).toBe(10);
    expect(batcher.dropped).toEqual({ task: 90, worker: 0, reply: 0 });
    add("w".repeat(54), "worker");
    expect(batcher.messages).toBe(11);
    for (let i = 0; i < 5; i += 1) add("w".repeat(54), "worker");
    expect(batcher.dropped.worker).toBe(5);
    batcher.flush();
    for (const { buffer, used } of sent) batcher.release(buffer, used);
    add("again");
    batcher.flush();
    expect(unpack(sent.at(-1) ?? fail())).toEqual(["again"]);
  });
});

function fail(): never {
  throw new Error("nothing was sent");
}
