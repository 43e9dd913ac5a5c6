// Invariants 2 and 4 of architecture.md, with the same words, on views of a model that lives through arbitrary events.
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { heardOf, taskEvents, workerEvent } from "../cluster/events.test-helper.ts";
import { applyDelta } from "./apply-delta.ts";
import { ClusterModel } from "./cluster-model.ts";
import { contextOf, failLoudly } from "./context.test-helper.ts";
import { diffView } from "./diff-view.ts";
import type { EngineTopic } from "./model.ts";
import { parseTopic } from "./parse-topic.ts";
import { RENDERERS } from "./render/renderers.ts";
import { isRenderedBy } from "./topics.ts";
import type { KeyedRow, View } from "./view.ts";

vi.setConfig({ testTimeout: 60_000 });

const TOPICS = [
  "frame",
  "overview?range=15m",
  "workers",
  "worker:celery@a",
  "queues",
  "queue:q1?range=15m",
  "findings",
  "tasks",
  "tasks?states=FAILURE%2CSUCCESS",
  "tasks?name=mail.*&sort=-started",
  "tasks?text=x&sort=wait&until=3",
  "task:t1",
].map((text): EngineTopic => {
  const topic = parseTopic(text);
  if (!topic.ok || !isRenderedBy("engine", topic.value)) throw new Error(text);
  return topic.value;
});

/** Drawn anew once a second, however much happens. */
const BY_THE_SECOND: ReadonlySet<EngineTopic["kind"]> = new Set(["overview", "queues", "queue", "findings"]);

const heard = heardOf(
  fc.oneof(
    { weight: 4, arbitrary: taskEvents(["t1", "t2", "t3", "t4"]) },
    { weight: 1, arbitrary: workerEvent },
  ),
);
const scripts = fc.array(fc.array(heard, { maxLength: 6 }), { minLength: 1, maxLength: 6 });

/** The model's clock moves with the script; each step ends with a tick as the engine makes it. */
function* live(script: readonly (readonly { event: Parameters<ClusterModel["applyEvent"]>[0] }[])[]) {
  const model = new ClusterModel({ maxTasks: 3, maxWorkers: 5 });
  let now = 1_000_000;
  for (const step of script) {
    now += 1_300;
    for (const { event } of step) model.applyEvent(event, now);
    model.applyDepths([{ queue: "q1", depth: step.length, unacked: 0, consumers: null }], now);
    model.expire(now);
    model.judge(contextOf(), now, failLoudly);
    yield { model, changes: model.drainChanges(), now };
  }
}

test("there is an example of every kind", () => {
  expect(new Set(TOPICS.map(({ kind }) => kind))).toEqual(new Set(Object.keys(RENDERERS)));
});

const plain = (view: View): unknown => JSON.parse(JSON.stringify(view));

describe("snapshot at n plus deltas n+1..m equals the snapshot at m", () => {
  test("for every kind of topic, when only touched topics are rendered", () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const held = new Map<EngineTopic, { client: View; server: View }>();
        for (const { model, changes, now } of live(script)) {
          for (const topic of TOPICS) {
            const before = held.get(topic);
            const view = model.render(topic, contextOf(), now);
            if (!before) {
              held.set(topic, { client: view, server: view });
              continue;
            }
            const seen = model.isTouched(topic, changes) ? diffView(before.server, view) : null;
            // What crosses the socket is JSON.
            const delta = seen && JSON.parse(JSON.stringify(seen));
            const client = delta ? applyDelta(before.client, delta) : before.client;
            if (!BY_THE_SECOND.has(topic.kind) || changes.ticked) expect(plain(client)).toEqual(plain(view));
            held.set(topic, { client, server: view });
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("any two views", () => {
    const rows = fc.uniqueArray(
      fc.record({ key: fc.constantFrom("a", "b", "c", "d", "e"), value: fc.integer({ max: 3, min: 0 }) }),
      {
        selector: ({ key }) => key,
      },
    );
    const views = fc.record({
      info: fc.record({ x: fc.integer(), y: fc.array(fc.nat()) }),
      lists: fc.record({ one: rows, two: rows }),
    });
    fc.assert(
      fc.property(views, views, (before, after) => {
        const delta = diffView(before, after);
        if (delta === null) expect(before).toEqual(after);
        else expect(applyDelta(before, delta)).toEqual(after);
        expect(diffView(after, structuredClone(after))).toBeNull();
      }),
    );
  });
});

describe("an unchanged row keeps its reference, a changed row gets a new one", () => {
  const changedRightly = (before: readonly KeyedRow[], after: readonly KeyedRow[]) => {
    const old = new Map(before.map((row) => [row.key, row]));
    for (const row of after) {
      const was = old.get(row.key);
      if (!was) continue;
      if (JSON.stringify(was) === JSON.stringify(row)) expect(row).toBe(was);
      else expect(row).not.toBe(was);
    }
  };

  test("in the browser, when deltas are applied", () => {
    fc.assert(
      fc.property(scripts, (script) => {
        const held = new Map<EngineTopic, { client: View; server: View }>();
        for (const { model, now } of live(script)) {
          for (const topic of TOPICS) {
            const view = model.render(topic, contextOf(), now);
            const before = held.get(topic);
            const delta = before ? diffView(before.server, view) : null;
            const sent = delta && JSON.parse(JSON.stringify(delta));
            const client = before ? (sent ? applyDelta(before.client, sent) : before.client) : view;
            for (const [name, rows] of Object.entries(client.lists))
              changedRightly(before?.client.lists[name] ?? [], rows);
            held.set(topic, { client, server: view });
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("in the engine, task rows", () => {
    fc.assert(
      fc.property(scripts, (script) => {
        let before: readonly KeyedRow[] = [];
        const topic = TOPICS.find(({ kind }) => kind === "tasks");
        if (!topic) throw new Error("no topic");
        for (const { model, changes, now } of live(script)) {
          const rows = model.render(topic, contextOf(), now).lists.tasks ?? [];
          const kept = new Map(before.map((row) => [row.key, row]));
          for (const row of rows) if (!changes.tasks.has(row.key)) expect(row).toBe(kept.get(row.key));
          before = rows;
        }
      }),
      { numRuns: 40 },
    );
  });
});
