import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { CATALOG } from "./catalog.ts";
import { FLEET, MORTAL } from "./fleet.ts";
import { Observer } from "./observer.test-helper.ts";
import { createSimulation } from "./simulation.ts";

const START = Date.UTC(2026, 10, 22, 10);
const MINUTE = 60_000;

describe("the same seed and the same times", () => {
  function fingerprint(seed: number, stepMs: number): string {
    const simulation = createSimulation({ seed, startAt: START });
    const hash = createHash("sha256");
    for (let at = START; at <= START + 3 * MINUTE; at += stepMs) {
      for (const todo of simulation.advance(at)) {
        hash.update(todo.kind);
        if ("envelope" in todo) hash.update(todo.envelope);
      }
    }
    return hash.digest("hex");
  }

  test("give the same bytes, however time is sliced", () => {
    expect(fingerprint(1, 10_000)).toBe(fingerprint(1, 10_000));
    expect(fingerprint(1, 500)).toBe(fingerprint(1, 10_000));
  });

  test("another seed gives another run", () => {
    expect(fingerprint(2, 10_000)).not.toBe(fingerprint(1, 10_000));
  });
});

describe("an hour of the cluster", () => {
  const seen = new Observer();
  const perMinute: number[] = [];
  const mailDepths: number[] = [];
  let mostHeld = 0;

  beforeAll(() => {
    const simulation = createSimulation({ seed: 7, startAt: START });
    for (let minute = 1; minute <= 60; minute += 1) {
      const before = seen.events.length;
      for (let second = 5; second <= 60; second += 5) {
        seen.read(simulation.advance(START + (minute - 1) * MINUTE + second * 1000));
        mostHeld = Math.max(mostHeld, simulation.held());
        mailDepths.push(seen.depths.get("mail") ?? 0);
      }
      perMinute.push(seen.events.length - before);
    }
  }, 60_000);

  test("every message is well-formed", () => {
    expect(seen.events.length).toBeGreaterThan(50_000);
    expect(seen.malformed).toBe(0);
  });

  test("its rate is lively but readable", () => {
    expect(seen.events.length / 3600).toBeGreaterThan(15);
    expect(seen.events.length / 3600).toBeLessThan(40);
    expect(Math.min(...perMinute) / 60).toBeGreaterThan(8);
    expect(Math.max(...perMinute) / 60).toBeLessThan(70);
  });

  test("its memory is bounded", () => {
    expect(mostHeld).toBeLessThan(2_000);
  });

  test("every task name is used, by eight workers, under the shares of its catalog", () => {
    const names = new Set(seen.tasks("sent").map((event) => event.name));
    for (const name of CATALOG.keys()) expect(names).toContain(name);
    expect(FLEET).toHaveLength(8);
    const failed = seen.tasks("failed").length / seen.tasks("started").length;
    expect(failed).toBeGreaterThan(0.002);
    expect(failed).toBeLessThan(0.08);
  });

  test("every kind of ending occurs", () => {
    for (const subject of ["succeeded", "failed", "retried", "revoked", "rejected", "progress"]) {
      expect(seen.tasks(subject).length, subject).toBeGreaterThan(0);
    }
    const revoked = seen.tasks("revoked");
    expect(revoked.some((event) => event.expired === true && event.terminated === false)).toBe(true);
    expect(revoked.some((event) => event.terminated === true && event.signum === "15")).toBe(true);
    expect(seen.tasks("failed").some((event) => event.exception?.startsWith("NotRegistered("))).toBe(true);
  });

  test("a failure carries the project's frames, a retry its cause", () => {
    const [declined] = seen.tasks("failed").filter((event) => event.exception?.startsWith("CardDeclined"));
    expect(declined?.traceback).toMatch(
      /^Traceback \(most recent call last\):\n {2}File ".*celery\/app\/trace.py"/,
    );
    expect(declined?.traceback).toContain('File "/srv/shop/billing/gateway.py", line 121, in charge');
    expect(declined?.traceback).toMatch(/billing\.errors\.CardDeclined: \('card_declined', '\w+'\)\n$/);
    const [retried] = seen.tasks("retried");
    expect(retried?.traceback).toMatch(/celery\.exceptions\.Retry: Retry in \d+s: /);
  });

  test("a retry keeps its uuid, is its own parent and waits for its ETA", () => {
    const [retried] = seen.tasks("retried");
    const attempts = seen.tasks("sent").filter((event) => event.uuid === retried?.uuid);
    expect(attempts.map((event) => event.retries).slice(0, 2)).toEqual([0, 1]);
    expect(attempts[1]?.parentId).toBe(retried?.uuid);
    const eta = Date.parse(attempts[1]?.eta ?? "");
    const starts = seen.tasks("started").filter((event) => event.uuid === retried?.uuid);
    expect(starts[1]?.at).toBeGreaterThanOrEqual(eta);
    expect(starts[1]?.at).toBeLessThan(eta + 5_000);
  });

  test("chains hang together by parent and root", () => {
    const byUuid = new Map(seen.tasks("sent").map((event) => [event.uuid, event]));
    const published = seen.tasks("sent").find((event) => event.name === "images.publish");
    const resized = byUuid.get(published?.parentId ?? "");
    const fetched = byUuid.get(resized?.parentId ?? "");
    expect(resized?.name).toBe("images.resize");
    expect(fetched?.name).toBe("images.fetch_original");
    expect(new Set([published?.rootId, resized?.rootId])).toEqual(new Set([fetched?.uuid]));
  });

  test("a chord sends its body after the last of its group", () => {
    const body = seen.tasks("sent").find((event) => event.name === "reports.assemble_pdf");
    const header = seen
      .tasks("sent")
      .filter((event) => event.rootId === body?.rootId && event.name === "reports.render_section");
    expect(header.length).toBeGreaterThanOrEqual(4);
    expect(new Set(header.map((event) => event.parentId))).toEqual(new Set([body?.rootId]));
    expect(header.map((event) => event.uuid)).toContain(body?.parentId);
    const ends = seen.tasks("succeeded").filter((event) => header.some(({ uuid }) => uuid === event.uuid));
    expect(ends).toHaveLength(header.length);
    expect(body?.at).toBeGreaterThanOrEqual(Math.max(...ends.map((event) => event.at)) - 1);
  });

  test("a queue gets ahead of its consumers and drains", () => {
    const ahead = mailDepths.findIndex((depth) => depth > 100);
    expect(ahead).toBeGreaterThanOrEqual(0);
    const drained = mailDepths.indexOf(0, ahead);
    expect(drained).toBeGreaterThan(ahead + 6); // not within half a minute
    expect(mailDepths.slice(drained).some((depth) => depth > 100)).toBe(true); // and again
    expect(Math.min(...seen.depths.values())).toBeGreaterThanOrEqual(0);
  });

  test("a worker falls silent without a goodbye, loses what it ran, and returns", () => {
    const beats = seen.workers(MORTAL);
    const returns = beats.filter((event, index) => index > 0 && event.subject === "online");
    expect(returns.length).toBeGreaterThanOrEqual(1);
    expect(beats.every((event) => event.subject !== "offline")).toBe(true);
    const [back] = returns;
    const last = beats[beats.findIndex(({ at }) => at === back?.at) - 1];
    expect((back?.at ?? 0) - (last?.at ?? 0)).toBeGreaterThan(60_000);
    expect(back?.pid).not.toBe(last?.pid);
    const ended = new Set(
      seen.events.flatMap((event) =>
        event.kind === "task" && /succeeded|failed|retried|revoked|rejected/.test(event.subject)
          ? [event.uuid]
          : [],
      ),
    );
    const lost = seen.tasks("started").filter((event) => event.hostname === MORTAL && !ended.has(event.uuid));
    expect(lost.filter((event) => event.at < START + 50 * MINUTE).length).toBeGreaterThan(0);
  });

  test("one name fails far more often for some minutes", () => {
    const charges = new Set(
      seen.tasks("sent").flatMap((event) => (event.name === "billing.charge_card" ? [event.uuid] : [])),
    );
    const minutes = Array.from({ length: 60 }, () => ({ failed: 0, ended: 0 }));
    for (const event of seen.tasks()) {
      const minute = minutes[Math.floor((event.at - START) / MINUTE)];
      if (minute === undefined || !charges.has(event.uuid)) continue;
      if (event.subject === "failed" || event.subject === "retried") minute.failed += 1;
      if (/^(failed|retried|succeeded)$/.test(event.subject)) minute.ended += 1;
    }
    const shares = minutes.map(({ failed, ended }) => failed / Math.max(1, ended)).sort((a, b) => a - b);
    expect(shares[20]).toBeLessThan(0.15);
    expect(shares.at(-1)).toBeGreaterThan(0.3);
  });

  test("the worker without -E sends heartbeats and no task events; its tasks are only seen being sent", () => {
    const silent = seen.events.filter((event) => event.hostname === "celery@imports-1");
    expect(silent.length).toBeGreaterThan(1_700);
    expect(silent.every((event) => event.kind === "worker")).toBe(true);
    expect(seen.workers("celery@imports-1").at(-1)?.processed).toBeGreaterThan(50);
  });

  test("no worker runs more than it has slots, and nothing starts twice without a retry", () => {
    const running = new Map<string, Set<string>>();
    for (const event of [...seen.tasks()].sort((a, b) => a.at - b.at)) {
      const here = running.get(event.hostname) ?? new Set<string>();
      running.set(event.hostname, here);
      if (event.subject === "started") {
        expect(here.has(event.uuid)).toBe(false);
        here.add(event.uuid);
      } else if (event.subject !== "received" && event.subject !== "sent") {
        if (event.subject !== "progress") here.delete(event.uuid);
      }
      const slots = FLEET.find((definition) => definition.hostname === event.hostname)?.slots;
      if (slots !== undefined && event.hostname !== MORTAL) expect(here.size).toBeLessThanOrEqual(slots);
    }
  });

  test("a task waits a moment between being received and being started", () => {
    const receivedAt = new Map<string, number>();
    const waits: number[] = [];
    for (const event of seen.tasks()) {
      if (event.subject === "received") receivedAt.set(event.uuid, event.at);
      const from = receivedAt.get(event.uuid);
      if (event.subject === "started" && from !== undefined) waits.push(event.at - from);
    }
    expect(waits.length).toBeGreaterThan(10_000);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
    expect(waits.filter((wait) => wait > 0.3).length).toBeGreaterThan(waits.length * 0.95);
    expect(waits.sort((a, b) => a - b)[waits.length >> 1]).toBeLessThan(50);
  });
});

test("the rate can be turned up to thousands of events a second", () => {
  const simulation = createSimulation({ seed: 3, startAt: START, rate: 150 });
  const seen = new Observer();
  seen.read(simulation.advance(START + 6_000));
  const before = seen.events.length;
  seen.read(simulation.advance(START + 11_000));
  expect((seen.events.length - before) / 5).toBeGreaterThan(2_000);
  expect(seen.malformed).toBe(0);
});

test("a pause shifts everything that was planned", () => {
  const simulation = createSimulation({ seed: 3, startAt: START });
  simulation.advance(START + MINUTE);
  simulation.skip(10 * MINUTE);
  const seen = new Observer();
  seen.read(simulation.advance(START + 11 * MINUTE + 10_000));
  expect(seen.events.length).toBeGreaterThan(50);
  expect(seen.events.length).toBeLessThan(1_000);
  expect(Math.min(...seen.events.map((event) => event.at))).toBeGreaterThanOrEqual(START + 11 * MINUTE);
});
