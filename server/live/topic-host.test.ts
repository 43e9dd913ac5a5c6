import { expect, it, vi } from "vitest";
import { applyDelta } from "#lib/live/apply-delta.ts";
import type { TopicDelta } from "#lib/live/view.ts";
import type { BatchView } from "#lib/live/views.ts";
import { createFakeEngine } from "../http/fake-engine.test-helper.ts";
import type { WebRenderer } from "./port.ts";
import { createTopicHost } from "./topic-host.ts";

function setting() {
  const engine = createFakeEngine();
  const listeners = new Set<() => void>();
  let count = 0;
  let fails = false;
  const batches: WebRenderer<"batches"> = {
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    // The host passes on whatever a view holds.
    render: () => ({ info: { count }, lists: {} }) as never,
  };
  const batch: WebRenderer<"batch"> = {
    onChange: batches.onChange,
    render: ({ id }): BatchView => {
      if (fails) throw new Error(id);
      return { info: { batch: null, matching: count }, lists: { items: [] } };
    },
  };
  const errors: unknown[] = [];
  const host = createTopicHost(engine, { batches, batch }, (error) => errors.push(error));
  const change = () => {
    count += 1;
    for (const listener of listeners) listener();
  };
  const deltas = () => told;
  const told: TopicDelta[] = [];
  host.onTick((tick) => told.push(...tick.deltas));
  const fail = (is: boolean) => {
    fails = is;
  };
  return { engine, host, change, deltas, errors, fail };
}

it("sends a snapshot and deltas that follow it without a gap, several changes as one", async () => {
  const { engine, host, change, deltas } = setting();
  engine.tick();
  const opened = await host.open("batches");
  if (!opened.ok) throw new Error(opened.detail);
  change();
  change();
  await vi.waitFor(() => expect(deltas()).toHaveLength(1));
  change();
  await vi.waitFor(() => expect(deltas()).toHaveLength(2));
  expect(deltas().map(({ seq }) => seq - opened.value.seq)).toEqual([1, 2]);
  const view = deltas().reduce((before, { delta }) => applyDelta(before, delta), opened.value.view);
  expect(view.info).toEqual({ count: 3 });
  host.close("batches");
  const again = await host.open("batches");
  expect(again.ok && again.value.seq).toBeGreaterThan(opened.value.seq + 3);
});

it("leaves every other topic, and every other question, to the engine", async () => {
  const { engine, host } = setting();
  expect(await host.open("workers")).toMatchObject({ ok: true });
  expect(engine.opened.get("workers")).toBe(1);
  host.close("workers");
  expect(engine.opened.get("workers")).toBe(0);
  for (const odd of ["batch?id=", "batch?id=../x", "batch?id=a&show=nothing", "batch"]) {
    expect(await host.open(odd)).toMatchObject({ ok: false });
  }
});

it("one that cannot be drawn costs itself alone, and is told once it can", async () => {
  const { host, change, deltas, errors, fail } = setting();
  for (const topic of ["batch?id=a", "batches"]) expect((await host.open(topic)).ok).toBe(true);
  fail(true);
  expect(await host.open("batch?id=b")).toMatchObject({ ok: false, reason: "topic" });
  change();
  await vi.waitFor(() => expect(deltas().map(({ topic }) => topic)).toEqual(["batches"]));
  expect(errors).toHaveLength(2);
  fail(false);
  change();
  await vi.waitFor(() => expect(deltas().map(({ topic }) => topic)).toContain("batch?id=a"));
});
