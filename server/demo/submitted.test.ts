// What somebody sends to the demo is run by its workers, and what no worker could read is dropped.
import { expect, it, vi } from "vitest";
import { plainly } from "#lib/sending/delivery.ts";
import { encodeTask } from "#lib/sending/encode-task.ts";
import type { TaskRequest } from "#lib/sending/task-request.ts";
import { MemoryBroker } from "../broker/memory/memory.ts";
import { encodeTaskEnvelope } from "../broker/task-envelope.ts";
import { createSimulation } from "./simulation.ts";
import { readSubmitted } from "./submitted.ts";

const REQUEST: TaskRequest = {
  id: "sent-by-hand",
  name: "crm.sync_contact",
  args: [1],
  kwargs: { a: 12345678901234567890n },
  queue: "mail",
  etaAt: null,
  expiresAt: null,
  priority: null,
  timeLimit: null,
  softTimeLimit: null,
  retries: 0,
  headers: { umbel_retry_of: "old" },
  ...plainly("mail"),
};
const outgoing = (over: Partial<TaskRequest> = {}) =>
  encodeTask({ ...REQUEST, ...over }, { origin: "umbel@h", now: 0 });

it("runs what is sent, with its headers", () => {
  const simulation = createSimulation({ seed: 1, startAt: 0 });
  simulation.advance(3_000);
  simulation.submit(encodeTaskEnvelope(outgoing()));
  const done = simulation.advance(60_000);
  const events = done.filter(({ kind }) => kind === "event").map((todo) => bodyOf(todo));
  const mine = events.filter((text) => text.includes("sent-by-hand")).join();
  expect(mine).toMatch(/task-received/);
  expect(mine).toMatch(/task-(succeeded|failed|retried)/);
  expect(mine).toContain("12345678901234567890");
  const pushed = done.flatMap((todo) =>
    todo.kind === "push" ? [Buffer.from(todo.envelope).toString()] : [],
  );
  expect(pushed.some((text) => text.includes('"umbel_retry_of": "old"'))).toBe(true);
});

it("drops what is no task message", () => {
  for (const text of ["", "{}", '{"body":"e30=","properties":{"body_encoding":"base64"}}']) {
    expect(readSubmitted(Buffer.from(text))).toBeNull();
  }
});

it("is handed what is sent, as long as it listens", async () => {
  const broker = new MemoryBroker();
  const taken = vi.fn();
  const stop = broker.onTask(taken);
  await broker.sendTask(outgoing());
  expect(taken).toHaveBeenCalledOnce();
  stop();
  await broker.sendTask(outgoing());
  expect(broker.depth("mail")).toBe(1);
});

function bodyOf(todo: { readonly kind: string; readonly envelope?: Uint8Array }): string {
  const envelope = JSON.parse(Buffer.from(todo.envelope ?? []).toString());
  return Buffer.from(envelope.body, "base64").toString();
}
