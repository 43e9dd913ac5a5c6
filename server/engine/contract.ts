// The battery every Engine passes, in its own thread or in another.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ControlRequest } from "#lib/control/outcome.ts";
import { applyDelta } from "#lib/live/apply-delta.ts";
import type { TopicDelta, View } from "#lib/live/view.ts";
import { NEWEST_FIRST, NO_FILTER } from "#lib/tasks/filter.ts";
import type { EngineHarness } from "./harness.test-helper.ts";
import type { Engine, EngineTick } from "./port.ts";
import { sendMutated } from "./send-mutated.test-helper.ts";
import { eventMessage, heartbeat, simulateWorker, taskEvent } from "./simulated.test-helper.ts";

const WAIT = { timeout: 10_000, interval: 20 };
const request = (over: Partial<ControlRequest> = {}): ControlRequest => ({
  method: "ping",
  args: {},
  destination: null,
  timeoutMs: 600,
  expectsReply: true,
  ...over,
});

export function engineContract(name: string, createHarness: () => Promise<EngineHarness>): void {
  describe(`Engine contract: ${name}`, () => {
    let harness: EngineHarness;
    let engine: Engine;
    let ticks: EngineTick[];

    beforeEach(async () => {
      harness = await createHarness();
      engine = harness.engine;
      ticks = [];
      engine.onTick((tick) => void ticks.push(tick));
      // Found at the first connection, so that no test has to wait for the next look.
      await harness.enqueue("mail");
      await harness.enqueue("mail");
      await engine.start();
      await vi.waitFor(() => expect(engine.latest()?.broker.state).toBe("connected"), WAIT);
    });
    afterEach(async () => {
      await engine.stop();
      await harness.stop();
    });

    const emit = (...events: Parameters<typeof eventMessage>[0][]) =>
      Promise.all(events.map((event) => harness.publishEvent(eventMessage(event))));
    const snapshot = async (topic: string) => {
      const answer = await engine.open(topic);
      if (!answer.ok) throw new Error(answer.detail);
      return answer.value;
    };
    const state = async (uuid: string) => (await engine.query("task", { uuid }))?.state;

    it("shows what events tell", async () => {
      await emit([
        taskEvent("u1", "received", { name: "mail.send", args: "(1,)" }),
        taskEvent("u1", "started"),
      ]);
      await vi.waitFor(async () => expect(await state("u1")).toBe("STARTED"), WAIT);
      const all = { filter: NO_FILTER, sort: NEWEST_FIRST, offset: 0, limit: 10 };
      expect(await engine.query("tasks", all)).toMatchObject({
        total: 1,
        rows: [{ key: "u1", name: "mail.send" }],
      });
      expect((await snapshot("task:u1")).view.info).toMatchObject({
        task: { uuid: "u1", name: "mail.send" },
      });
      expect((await snapshot("frame")).view.info).toMatchObject({ cluster: "main", tasks: 1 });
      expect(await engine.query("task", { uuid: "none" })).toBeNull();
      expect(await engine.query("worker", { hostname: "none" })).toBeNull();
    });

    it("refuses a topic that it does not know", async () => {
      expect(await engine.open("nonsense")).toMatchObject({ ok: false, reason: "topic" });
    });

    it("sends deltas that follow the snapshot without a gap, and end in the same picture", async () => {
      const topic = "tasks";
      const known = await snapshot(topic);
      let view: View = known.view;
      let { seq } = known;
      engine.onTick((tick) => {
        for (const delta of tick.deltas.filter((candidate) => candidate.topic === topic)) {
          expect(delta.seq).toBe(seq + 1);
          seq = delta.seq;
          view = applyDelta(view, delta.delta);
        }
      });
      for (let i = 0; i < 60; i += 1) {
        await emit(
          taskEvent(`u${i % 20}`, ["received", "started", "succeeded"][i % 3] ?? "sent", {
            name: `n${i % 4}`,
          }),
        );
        if (i % 20 === 19) await nextTick();
      }
      await vi.waitFor(() => expect(view.lists.tasks).toHaveLength(20), WAIT);
      await nextTick();
      await nextTick();
      engine.close(topic);
      const fresh = await snapshot(topic);
      expect(view).toEqual(fresh.view);
      expect(fresh.seq).toBeGreaterThan(seq + 1);
    });

    it("loses nothing between a snapshot and its first delta", async () => {
      const deltas: TopicDelta[] = [];
      engine.onTick((tick) => void deltas.push(...tick.deltas.filter(({ topic }) => topic === "tasks")));
      const opened: { seq: number; view: View; after: number }[] = [];
      for (let i = 0; i < 40; i += 1) {
        await emit(taskEvent(`u${i}`, "received", { name: "n" }));
        const { seq, view } = await snapshot("tasks");
        opened.push({ seq, view, after: deltas.length });
        if (i % 10 === 9) await nextTick();
      }
      await vi.waitFor(async () => {
        expect(
          (await engine.query("tasks", { filter: NO_FILTER, sort: NEWEST_FIRST, offset: 0, limit: 1 })).total,
        ).toBe(40);
      }, WAIT);
      await nextTick();
      await nextTick();
      const last = (await snapshot("tasks")).view;
      for (const { seq, view, after } of opened) {
        let replayed = view;
        for (const [index, delta] of deltas.slice(after).entries()) {
          expect(delta.seq).toBe(seq + 1 + index);
          replayed = applyDelta(replayed, delta.delta);
        }
        expect(replayed).toEqual(last);
      }
    });

    it("is quiet when nothing is watched, but not silent", async () => {
      const before = ticks.length;
      await vi.waitFor(() => expect(ticks.length).toBeGreaterThanOrEqual(before + 2), WAIT);
      expect(ticks.slice(before).flatMap((tick) => tick.deltas)).toEqual([]);
      expect(ticks.at(-1)).toBe(engine.latest());
    });

    it("looks into a queue, and shows that it is paused", async () => {
      await vi.waitFor(async () => {
        expect((await engine.query("queue", { queue: "mail" }))?.queue).toMatchObject({
          depth: 2,
          pause: null,
        });
      }, WAIT);
      const waiting = await engine.query("waiting", { queue: "mail", limit: 1 });
      expect(waiting).toMatchObject({ queue: "mail", total: 2, sampled: 1, unreadable: null });
      const pause = { queue: "mail", at: 1, by: "ada", reason: null, workers: ["w1@h"] };
      engine.tell("pauses", [pause]);
      const shown = await engine.query("queue", { queue: "mail" });
      expect(shown?.queue.pause).toMatchObject({ by: "ada", consumedBy: [] });
      expect((await snapshot("queue:mail?range=15m")).view.info).toMatchObject({ queue: { key: "mail" } });
      expect(await engine.query("queue", { queue: "none" })).toBeNull();
    });

    it("collects the answers to a command, and names who did not answer", async () => {
      await emit(heartbeat("w1@h"), heartbeat("w2@h"));
      await vi.waitFor(async () => expect(await engine.query("workers", {})).toHaveLength(2), WAIT);
      await harness.onControl(simulateWorker("w1@h", { ping: { ok: "pong" } }, harness.reply));
      expect(await engine.send(request({ destination: ["w1@h"] }))).toMatchObject({
        expected: 1,
        replies: [{ hostname: "w1@h", ok: true, text: "pong", value: { ok: "pong" } }],
        missing: [],
      });
      expect(await engine.send(request({ destination: ["w1@h", "w2@h"] }))).toMatchObject({
        expected: 2,
        replies: [{ hostname: "w1@h" }],
        missing: ["w2@h"],
      });
      await harness.onControl(simulateWorker("w2@h", { ping: { error: "KeyError('x')" } }, harness.reply));
      const outcome = await engine.send(request());
      expect(outcome.replies.map(({ hostname, ok, text }) => [hostname, ok, text]).sort()).toEqual([
        ["w1@h", true, "pong"],
        ["w2@h", false, "KeyError: x"],
      ]);
      expect(outcome.tookMs).toBeLessThan(600);
    });

    it("marks the lines of tasks that a revoke was sent for, until they have ended", async () => {
      await emit([taskEvent("u1", "received"), taskEvent("u2", "received"), taskEvent("u3", "succeeded")]);
      await vi.waitFor(async () => expect(await state("u3")).toBe("SUCCESS"), WAIT);
      const marked = async () => {
        const all = { filter: NO_FILTER, sort: NEWEST_FIRST, offset: 0, limit: 10 };
        const { rows } = await engine.query("tasks", all);
        return rows.filter(({ revokeSent }) => revokeSent === true).map(({ key }) => key);
      };
      const args = { task_id: ["u1", "u3", "never-seen"] };
      await engine.send(request({ method: "revoke", args, timeoutMs: 50 }));
      expect(await marked()).toEqual(["u1"]);
      await emit(taskEvent("u1", "revoked"));
      await vi.waitFor(async () => expect(await state("u1")).toBe("REVOKED"), WAIT);
      expect(await marked()).toEqual([]);
    });

    it("asks a worker that appears about itself, and shows it", async () => {
      const stats = {
        pid: 7,
        pool: { "max-concurrency": 3, processes: [1, 2, 3] },
        prefetch_count: 12,
        uptime: 60,
      };
      const broker = { hostname: "h", alternates: ["redis://:secret@h/0"] };
      const conf = { broker_read_url: "redis://:secret@h/0" };
      const answers = {
        stats: { ...stats, broker },
        active_queues: [{ name: "mail" }],
        registered: ["a [rate_limit=1/m]"],
        conf,
      };
      await harness.onControl(simulateWorker("w1@h", answers, harness.reply));
      await emit(heartbeat("w1@h"));
      await vi.waitFor(async () => {
        const found = await engine.query("worker", { hostname: "w1@h" });
        expect(found?.worker).toMatchObject({ status: "online", slots: 3, queues: ["mail"] });
        expect(found?.inspection?.registered?.value).toEqual([{ name: "a", rateLimit: "1/m" }]);
        expect(found?.inspection?.conf).not.toBeNull();
        expect(JSON.stringify(found)).not.toContain("secret");
      }, WAIT);
      const view = await snapshot("worker:w1@h");
      expect(view.view.info).toMatchObject({
        worker: { key: "w1@h" },
        inspection: { stats: { value: { slots: 3 } } },
      });
    });

    it("knows how deep the queues are, also those that nobody consumes", async () => {
      await vi.waitFor(async () => {
        expect(await engine.query("queues", {})).toEqual([
          expect.objectContaining({ key: "mail", depth: 2 }),
        ]);
      }, WAIT);
    });

    it("empties a queue, and shows it empty", async () => {
      const depth = async () => (await engine.query("queues", {})).find(({ key }) => key === "mail")?.depth;
      await vi.waitFor(async () => expect(await depth()).toBe(2), WAIT);
      expect(await engine.act("purge", { queue: "mail" })).toEqual({ removed: 2 });
      await vi.waitFor(async () => expect(await depth()).toBe(0), WAIT);
    });

    it("says that the broker is away, refuses commands then, and recovers by itself", async () => {
      await emit(taskEvent("u1", "received", { name: "n" }));
      await vi.waitFor(async () => expect(await state("u1")).toBe("RECEIVED"), WAIT);
      await harness.takeAway();
      await vi.waitFor(() => expect(engine.latest()?.frame.broker.state).toBe("disconnected"), WAIT);
      expect(engine.latest()?.frame.broker.problem).not.toBeNull();
      await expect(engine.send(request())).rejects.toMatchObject({ code: "broker_unavailable" });
      expect(await state("u1")).toBe("RECEIVED");
      await harness.bringBack();
      await vi.waitFor(() => expect(engine.latest()?.frame.broker.state).toBe("connected"), WAIT);
      await emit(taskEvent("u1", "succeeded", { result: "1", runtimeSeconds: 1 }));
      await vi.waitFor(async () => expect(await state("u1")).toBe("SUCCESS"), WAIT);
    });

    it("survives 10,000 mutated messages on both channels: up, right, and counted", async () => {
      const question = request({ destination: ["last@h"], timeoutMs: 40_000 });
      const { right, asked } = await sendMutated(harness, 10_000, question);
      expect(await asked).toMatchObject({ replies: [{ hostname: "last@h", text: "pong" }], missing: [] });
      await vi.waitFor(async () => expect(await state("the last")).toBe("RECEIVED"), WAIT);
      expect(new Set(await Promise.all(right.map(state)))).toEqual(new Set(["SUCCESS"]));
      await nextTick();
      await nextTick();
      const figures = engine.latest()?.figures;
      const malformed = Object.values(figures?.malformed ?? {}).reduce((sum, count) => sum + count, 0);
      expect(malformed).toBeGreaterThan(5_000);
      expect(Object.keys(figures?.malformed ?? {}).length).toBeGreaterThan(3);
      expect(Object.keys(figures?.malformedSamples ?? {}).sort()).toEqual(
        Object.keys(figures?.malformed ?? {}).sort(),
      );
      expect(figures?.dropped).toBe(0);
      expect(engine.latest()?.broker.state).toBe("connected");
      expect((await snapshot("frame")).view.info).toMatchObject({ malformed });
    }, 60_000);

    it("stops, twice, and answers nothing more", async () => {
      await engine.stop();
      await engine.stop();
      const before = ticks.length;
      await harness.publishEvent(eventMessage(heartbeat("w1@h")));
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(ticks.length).toBe(before);
    });

    async function nextTick(): Promise<void> {
      const before = ticks.length;
      await vi.waitFor(() => expect(ticks.length).toBeGreaterThan(before), WAIT);
    }
  });
}
