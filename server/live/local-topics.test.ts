import { expect, it, vi } from "vitest";
import { applyDelta } from "#lib/live/apply-delta.ts";
import type { EngineTick } from "../engine/port.ts";
import { createFakeEngine } from "../http/fake-engine.test-helper.ts";
import { withLocalTopics } from "./local-topics.ts";

function setting() {
  const engine = createFakeEngine();
  const listeners = new Set<() => void>();
  let count = 0;
  const host = withLocalTopics(engine, {
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    render: () => ({ info: { count }, lists: {} }),
  });
  const change = () => {
    count += 1;
    for (const listener of listeners) listener();
  };
  const ticks: EngineTick[] = [];
  host.onTick((tick) => ticks.push(tick));
  const deltas = () => ticks.flatMap((tick) => tick.deltas);
  return { engine, host, change, deltas };
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
