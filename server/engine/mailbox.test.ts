import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { UmbelError } from "#lib/api/error.ts";
import { BOUNDS } from "#lib/bounds/bounds.ts";
import type { ControlRequest } from "#lib/control/outcome.ts";
import { type Answer, Mailbox } from "./mailbox.ts";

const request = (over: Partial<ControlRequest> = {}): ControlRequest => ({
  method: "ping",
  args: {},
  destination: null,
  timeoutMs: 1_000,
  expectsReply: true,
  ...over,
});

function setup(receivers: number | null, alive: readonly string[] = []) {
  const bodies: unknown[] = [];
  const twins: string[] = [];
  const replyTo = { exchange: "reply.celery.pidbox", routingKey: "me" };
  let next = 0;
  const mailbox = new Mailbox({
    broker: {
      replyTo,
      publishControl: async ({ body }) => {
        bodies.push(JSON.parse(body));
        return { receivers };
      },
    },
    alive: () => alive,
    onTwin: (hostname) => twins.push(hostname),
    makeTicket: () => `t${++next}`,
  });
  const answer = (ticket: string, hostname: string) =>
    mailbox.take({ ticket, hostname, value: { ok: "pong" } });
  return { mailbox, bodies, answer, twins };
}

describe("Mailbox", () => {
  it("A9: counts the answers beyond those that are kept of one command", async () => {
    const { mailbox, answer } = setup(null, []);
    const done = mailbox.send(request());
    await vi.advanceTimersByTimeAsync(1);
    for (let index = 0; index < BOUNDS.control_answers.limit + 2; index += 1) answer("t1", `w${index}@h`);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await done).answers).toHaveLength(BOUNDS.control_answers.limit);
    expect(mailbox.cut).toBe(2);
  });

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("ends when everybody that was reached has answered", async () => {
    const { mailbox, answer, bodies } = setup(2, ["w1@h", "w2@h"]);
    const done = mailbox.send(request());
    await vi.advanceTimersByTimeAsync(10);
    answer("t1", "w1@h");
    answer("t1", "w2@h");
    expect(await done).toMatchObject({ ticket: "t1", expected: 2, missing: [], tookMs: 10 });
    expect(bodies).toEqual([
      expect.objectContaining({
        ticket: "t1",
        reply_to: { exchange: "reply.celery.pidbox", routing_key: "me" },
      }),
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("A6: a worker whose answer cannot be read has answered, and nobody waits on", async () => {
    const { mailbox, answer } = setup(2, ["w1@h", "w2@h"]);
    const done = mailbox.send(request());
    await vi.advanceTimersByTimeAsync(5);
    mailbox.takeUnread({ ticket: "t1", contentType: "application/x-packed" });
    answer("t1", "w1@h");
    expect(await done).toMatchObject({
      expected: 2,
      missing: [],
      unread: [{ hostname: "w2@h", contentType: "application/x-packed" }],
      tookMs: 5,
    });
  });

  it("A6: which of several missing it was is not guessed", async () => {
    const { mailbox } = setup(2, ["w1@h", "w2@h"]);
    const done = mailbox.send(request({ destination: ["w1@h", "w2@h"] }));
    await vi.advanceTimersByTimeAsync(5);
    mailbox.takeUnread({ ticket: "t1", contentType: "application/x-packed" });
    mailbox.takeUnread({ ticket: "nobody asked", contentType: "application/x-packed" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await done).toMatchObject({
      expected: 2,
      missing: ["w1@h", "w2@h"],
      unread: [{ hostname: null, contentType: "application/x-packed" }],
    });
  });

  it("A21: beat that answers a ping is no worker: neither listed, nor counted, nor waited for", async () => {
    const { mailbox, answer } = setup(2, ["w1@h"]);
    const ping = mailbox.send(request());
    await vi.advanceTimersByTimeAsync(1);
    answer("t1", "celerybeat@h");
    answer("t1", "w1@h");
    expect(await ping).toMatchObject({ expected: 1, missing: [], answers: [{ hostname: "w1@h" }] });
    // It hears of the next command too, and says nothing.
    const stats = mailbox.send(request({ method: "stats" }));
    await vi.advanceTimersByTimeAsync(1);
    answer("t2", "w1@h");
    expect(await stats).toMatchObject({ expected: 1, missing: [], tookMs: 1 });
  });

  it("A21: a beat that has gone makes nobody who is alive be given up", async () => {
    const { mailbox, answer } = setup(2, ["w1@h", "w2@h"]);
    const ping = mailbox.send(request());
    await vi.advanceTimersByTimeAsync(1);
    for (const name of ["celerybeat@h", "w1@h", "w2@h"]) answer("t1", name);
    await ping;
    const stats = mailbox.send(request({ method: "stats" }));
    await vi.advanceTimersByTimeAsync(1);
    answer("t2", "w1@h");
    await vi.advanceTimersByTimeAsync(1);
    answer("t2", "w2@h");
    expect(await stats).toMatchObject({ expected: 2, missing: [] });
  });

  it("A2: two answers under one name are told, and are not another worker's", async () => {
    const { mailbox, answer, twins } = setup(null, ["w1@h", "w2@h"]);
    const done = mailbox.send(request());
    await vi.advanceTimersByTimeAsync(1);
    for (const name of ["w1@h", "w1@h", "w2@h"]) answer("t1", name);
    expect(await done).toMatchObject({ missing: [], answers: [{}, {}, { hostname: "w2@h" }] });
    expect(twins).toEqual(["w1@h"]);
  });

  it("names the missing when time is up", async () => {
    const { mailbox, answer } = setup(3, ["w1@h", "w2@h"]);
    const done = mailbox.send(request({ destination: ["w1@h", "w2@h"] }));
    await vi.advanceTimersByTimeAsync(0);
    answer("t1", "w2@h");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await done).toMatchObject({ expected: 2, missing: ["w1@h"], tookMs: 1_000 });
    answer("t1", "w1@h");
    answer("never", "w1@h");
    expect(mailbox.figures).toEqual({ pending: 0, late: 1, foreign: 1 });
  });

  it("A6: what comes late is kept all the same: a solo pool answers when its task has ended", async () => {
    const { mailbox, answer } = setup(1, ["w1@h"]);
    const kept: Answer[] = [];
    const done = mailbox.send(request(), (one) => kept.push(one));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await done).toMatchObject({ missing: ["w1@h"] });
    answer("t1", "w1@h");
    answer("t1", "celerybeat@h");
    expect(kept).toEqual([{ hostname: "w1@h", value: { ok: "pong" } }]);
    expect(mailbox.figures).toMatchObject({ late: 2 });
  });

  it("waits for the known workers where the broker cannot count", async () => {
    const { mailbox, answer } = setup(null, ["w1@h"]);
    const done = mailbox.send(request());
    await vi.advanceTimersByTimeAsync(0);
    answer("t1", "w1@h");
    expect(await done).toMatchObject({ expected: 1, missing: [] });
  });

  it("does not wait when nobody listens", async () => {
    const { mailbox } = setup(0);
    expect(await mailbox.send(request({ destination: ["w1@h"] }))).toMatchObject({
      expected: 1,
      missing: ["w1@h"],
    });
    expect(await mailbox.send(request())).toMatchObject({ expected: 0, missing: [] });
    const shutdown = request({ destination: ["w1@h"], expectsReply: false });
    expect(await mailbox.send(shutdown)).toMatchObject({ expected: null, missing: ["w1@h"] });
  });

  it("asks for no answer where none comes", async () => {
    const { mailbox, bodies } = setup(1);
    const outcome = await mailbox.send(request({ destination: ["w1@h"], expectsReply: false }));
    expect(outcome).toMatchObject({ expected: null, answers: [], missing: [] });
    expect(bodies[0]).not.toHaveProperty("reply_to");
  });

  it("keeps both answers of two workers with one name", async () => {
    const { mailbox, answer } = setup(2);
    const done = mailbox.send(request());
    await vi.advanceTimersByTimeAsync(0);
    answer("t1", "w1@h");
    answer("t1", "w1@h");
    expect((await done).answers).toHaveLength(2);
  });

  it("is bounded, and forgets a request that could not be sent", async () => {
    const { mailbox } = setup(5);
    const waiting = Array.from({ length: 1_000 }, () => mailbox.send(request()));
    await expect(mailbox.send(request())).rejects.toMatchObject({ code: "too_many" });
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(waiting);
    const failing = new Mailbox({
      broker: {
        replyTo: { exchange: "", routingKey: "" },
        publishControl: () => Promise.reject(new UmbelError("broker_unavailable", "away")),
      },
      alive: () => [],
    });
    await expect(failing.send(request())).rejects.toMatchObject({ code: "broker_unavailable" });
    expect(failing.figures.pending).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("lets everybody go when it is closed", async () => {
    const { mailbox } = setup(5, ["w1@h"]);
    const done = mailbox.send(request());
    await vi.advanceTimersByTimeAsync(0);
    mailbox.close();
    expect(await done).toMatchObject({ missing: ["w1@h"] });
    expect(vi.getTimerCount()).toBe(0);
  });
});
