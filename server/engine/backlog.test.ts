import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeEnvelope } from "#lib/kombu/encode-envelope.ts";
import type { Delivery } from "../broker/port.ts";
import { Backlog, kindOf } from "./backlog.ts";

function event(routingKey: string, size = 100): Delivery {
  const envelope = encodeEnvelope({
    body: JSON.stringify({ type: "x", pad: "x".repeat(size) }),
    headers: {},
    exchange: "celeryev",
    routingKey,
    deliveryMode: 1,
    deliveryTag: "t",
  });
  return { source: "event", payload: Buffer.from(envelope) };
}
const task = event("task.multi");
const worker = event("worker.heartbeat");
const reply: Delivery = { source: "reply", payload: Buffer.alloc(200) };

describe("Backlog", () => {
  it("gives back what it took, in order, and counts its bytes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant("shift"), fc.nat(5_000)), { maxLength: 300 }),
        (operations) => {
          const backlog = new Backlog();
          const expected: Delivery[] = [];
          for (const operation of operations) {
            if (operation === "shift") expect(backlog.shift()).toBe(expected.shift());
            else {
              const delivery: Delivery = { source: "event", payload: new Uint8Array(Number(operation)) };
              expected.push(delivery);
              expect(backlog.push(delivery)).toBe(true);
            }
            expect(backlog.messages).toBe(expected.length);
          }
          while (backlog.shift() !== undefined) {
            // Empty it.
          }
          expect(backlog.bytes).toBe(0);
        },
      ),
    );
  });

  it("never holds more than its bound, and counts what it drops", () => {
    const backlog = new Backlog(100_000);
    let kept = 0;
    for (let i = 0; i < 1_000; i += 1) if (backlog.push(task)) kept += 1;
    expect(backlog.bytes).toBeLessThanOrEqual(100_000);
    expect(backlog.dropped).toEqual({ task: 1_000 - kept, worker: 0, reply: 0 });
    expect(kept).toBeGreaterThan(100);
  });

  it("keeps room for worker events and replies", () => {
    const backlog = new Backlog(100_000);
    while (backlog.push(task)) {
      // Fill it.
    }
    expect(backlog.push(worker)).toBe(true);
    expect(backlog.push(reply)).toBe(true);
    for (let i = 0; i < 1_000; i += 1) backlog.push(worker);
    expect(backlog.bytes).toBeLessThanOrEqual(100_000 * (1 + 1 / 16));
    expect(backlog.dropped.worker).toBeGreaterThan(900);
    expect(backlog.droppedTotal).toBe(backlog.dropped.worker + 1);
  });

  it("stays fast and small when it is long", () => {
    const backlog = new Backlog();
    for (let i = 0; i < 200_000; i += 1) backlog.push(task);
    let shifted = 0;
    while (backlog.shift() === task) shifted += 1;
    expect(shifted).toBe(200_000);
    expect(backlog.messages).toBe(0);
  });
});

describe("kindOf", () => {
  it("knows worker events without decoding", () => {
    expect([task, worker, reply, event("worker.online"), event("myapp.foo")].map(kindOf)).toEqual([
      "task",
      "worker",
      "reply",
      "worker",
      "task",
    ]);
    const message = {
      headers: {},
      properties: { delivery_info: { routing_key: "worker.offline" } },
      contentType: "",
      contentEncoding: "",
      body: new Uint8Array(),
    };
    expect(kindOf({ source: "event", payload: message })).toBe("worker");
  });
});
