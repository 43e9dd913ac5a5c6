// The course of findings over hours, on a model that is driven as the engine drives it: what lasts is one finding with one
// `since`, what comes and goes is one, and its end is told.
import { beforeEach, describe, expect, test } from "vitest";
import { contextOf, failLoudly } from "../context.test-helper.ts";
import { Drive, START } from "../drive.test-helper.ts";
import type { Acknowledgement } from "./finding.ts";
import { always, everyFourth, HOUR, MINUTE, never, runner } from "./runs.test-helper.ts";

let drive: Drive;
const { run, reset } = runner(() => drive, {
  name: "billing.charge",
  exception: "smtplib.SMTPServerDisconnected('gone')",
});
beforeEach(() => {
  drive = new Drive(100);
  reset();
});

const open = () => drive.model.findings.list().open;
const closed = () => drive.model.findings.list().closed;
const news = () => drive.model.findings.drain();

describe("a task", { timeout: 60_000 }, () => {
  test("that always fails is a finding for as long as it does, with one since, and its end is told", () => {
    run(10 * MINUTE, 10, never);
    const began = drive.now + 1_000;
    run(2 * HOUR, 10, always);
    expect(news()).toMatchObject({ opened: [{ key: "task-failures:billing.charge" }], closed: [] });
    expect(open()).toMatchObject([
      {
        ...{ level: "bad", since: began, goneAt: null, trend: "steady" },
        text: "fails in 100 % of its runs (20 of 20 in the last few minutes), mostly with SMTPServerDisconnected; none failed before",
      },
    ]);
    const mended = drive.now + 1_000;
    run(20 * MINUTE, 10, never);
    expect(open()).toEqual([]);
    const [end] = closed();
    expect(end).toMatchObject({ key: "task-failures:billing.charge", since: began, recovered: true });
    expect(end?.closedAt).toBeGreaterThan(mended);
    expect(end?.closedAt).toBeLessThan(mended + 6 * MINUTE * 1_000);
    expect(drive.overview().lists.ended).toMatchObject([{ since: began, closedAt: end?.closedAt }]);
    drive.pass(HOUR, "celery@a");
    expect(drive.overview().lists.ended, "no news any more").toEqual([]);
  });

  test("that always fails a quarter of its runs is one warning, and is said to have always done so", () => {
    run(3 * HOUR, 10, everyFourth);
    expect(news().opened).toHaveLength(1);
    expect(open()).toMatchObject([{ level: "warn", since: START + 31_000, trend: "steady" }]);
    expect(open()[0]?.text).toMatch(
      /^fails in 2\d % of its runs .*; it has done so since Umbel first saw it$/,
    );
  });

  test("that fails more than before is bad while that is new, then a lasting warning", () => {
    run(30 * MINUTE, 5, (count) => count % 50 === 0);
    expect(open()).toEqual([]);
    run(10 * MINUTE, 5, everyFourth);
    expect(open()).toMatchObject([{ level: "bad", text: expect.stringMatching(/; 2 % failed before$/) }]);
    run(HOUR, 5, everyFourth);
    expect(open()).toMatchObject([{ level: "warn" }]);
    run(10 * MINUTE, 5, (count) => count % 2 === 0);
    expect(open()).toMatchObject([{ level: "bad" }]);
    run(10 * MINUTE, 5, (count) => count % 5 === 0);
    expect(open()[0]?.text).toContain(", 5");
    expect(news()).toMatchObject({ opened: [{}], closed: [] });
  });

  test("that seldom runs is found when it always fails: three times in the hour", () => {
    run(HOUR, 15 * MINUTE, always);
    expect(open()).toMatchObject([
      { level: "bad", since: START + 1_000, text: expect.stringContaining("3 of 3 in about the last hour") },
    ]);
    run(50 * MINUTE, 15 * MINUTE, never);
    expect(open(), "a few successes in a row mend it").toEqual([]);
    expect(closed()).toMatchObject([{ recovered: true }]);
  });

  test("that runs no more is neither mended nor failing: it is said so, and let go after a while", () => {
    run(HOUR, 10, always);
    drive.pass(23 * MINUTE, "celery@a");
    expect(open()).toMatchObject([
      {
        level: "warn",
        text: expect.stringMatching(/^has not run for 23 minutes; before that it failed in 100 %/),
      },
    ]);
    drive.pass(2 * HOUR, "celery@a");
    expect(open()).toEqual([]);
    expect(closed()).toMatchObject([{ recovered: false }]);
  });

  test("that failed a few times, or at the very start, is none", () => {
    run(2 * MINUTE, 10, (count) => count <= 2);
    run(HOUR, 10, (count) => count % 20 === 0);
    run(HOUR, 20 * MINUTE, (count) => count % 2 === 0, "rare.report");
    expect(news().opened).toEqual([]);
  });

  test("stays as it was while the broker is away: nothing new is known of it", () => {
    run(20 * MINUTE, 10, always);
    const { broker } = contextOf();
    const away = contextOf({ broker: { ...broker, state: "disconnected" } });
    const [before] = open();
    for (let second = 0; second < HOUR; second += 10) {
      drive.now += 10_000;
      drive.model.judge(away, drive.now, failLoudly);
    }
    expect(open().find(({ kind }) => kind === "task-failures")).toEqual(before);
  });
});

describe("a queue", { timeout: 60_000 }, () => {
  const consume = () => {
    drive.beat("celery@a");
    drive.model.applyInspect("celery@a", "active_queues", [{ name: "mail" }], drive.now);
  };
  const depth = (value: number) =>
    drive.model.applyDepths([{ queue: "mail", depth: value, unacked: 0, consumers: null }], drive.now);
  let taken = 0;
  /** Read every five seconds; something is always taken. */
  const fill = (seconds: number, depthAt: (second: number) => number) => {
    for (let second = 0; second < seconds; second += 5) {
      drive.pass(5, "celery@a");
      depth(depthAt(second));
      taken += 1;
      drive.task(`q${taken}`, "sent", { name: "n", hostname: "gen1@h", queue: "mail" });
      drive.task(`q${taken}`, "received", { name: "n" });
    }
  };

  test("that grows for an hour, with dips, is one finding, since it began to rise", () => {
    consume();
    fill(5 * MINUTE, () => 5);
    const began = drive.now;
    // Twenty a minute more, and every minute a dip of a dozen.
    const waves = (second: number) => Math.round(6 + second / 3 - (second % 60 >= 50 ? 12 : 0));
    fill(HOUR, waves);
    expect(news()).toMatchObject({ opened: [{ kind: "queue-growing" }], closed: [] });
    expect(open()).toMatchObject([{ key: "queue-behind:mail", level: "warn", trend: "rising" }]);
    const since = open()[0]?.since ?? 0;
    expect(Math.abs(since - began)).toBeLessThanOrEqual(60_000);
    expect(drive.view<"queue">({ kind: "queue", name: "mail", range: "1h" }).lists.findings[0]?.since).toBe(
      since,
    );
    fill(10 * MINUTE, () => 1_200);
    expect(open()).toMatchObject([
      { since, trend: "steady", text: expect.stringContaining("is not getting shorter") },
    ]);
    fill(5 * MINUTE, (second) => 1_200 - second);
    expect(open()).toMatchObject([
      { since, trend: "falling", text: expect.stringContaining("shrinks by 60") },
    ]);
    fill(15 * MINUTE, (second) => Math.max(0, 900 - second));
    expect(open()).toEqual([]);
    expect(closed()).toMatchObject([{ since, recovered: true }]);
  });

  test("that is caught up with and falls behind again and again is one finding", () => {
    consume();
    fill(2 * MINUTE, (second) => second);
    for (let wave = 0; wave < 20; wave += 1) {
      fill(30, () => 0);
      fill(90, (second) => 40 + second);
    }
    expect(news().opened).toHaveLength(1);
    expect(closed()).toEqual([]);
    fill(30, () => 0);
    expect(open(), "gone, but not for long enough").toMatchObject([{ goneAt: expect.any(Number) }]);
    fill(MINUTE, () => 0);
    expect(open()).toEqual([]);
  });

  test("that is paused is paused, and not behind any more: that is no recovery", () => {
    consume();
    fill(5 * MINUTE, (second) => second);
    drive.model.applyPauses(
      [{ queue: "mail", at: drive.now, by: "ada", reason: null, workers: [] }],
      drive.now,
    );
    drive.pass(1, "celery@a");
    expect(open()).toMatchObject([{ kind: "queue-paused" }]);
    expect(closed()).toMatchObject([{ kind: "queue-growing", recovered: false }]);
  });

  test("is not without consumers while a worker has just not told", () => {
    consume();
    drive.model.applyDepths([{ queue: "video", depth: 9, unacked: 0, consumers: null }], drive.now);
    drive.pass(4, "celery@a", "celery@b");
    drive.model.applyInspect("celery@b", "active_queues", [{ name: "video" }], drive.now);
    drive.pass(MINUTE, "celery@a", "celery@b");
    expect(news().opened).toEqual([]);
  });
});

test("a clock around the limit is one finding, and a late heartbeat is none", () => {
  const beat = (lateMs: number, beats: number) => {
    for (let each = 0; each < beats; each += 1) {
      drive.now += 2_000;
      drive.beat("celery@a", { at: drive.now - lateMs });
      drive.model.expire(drive.now);
      drive.model.judge(contextOf(), drive.now, failLoudly);
    }
  };
  beat(0, 5);
  beat(20_000, 1);
  beat(0, 5);
  expect(news().opened).toEqual([]);
  for (let wave = 0; wave < 30; wave += 1) {
    beat(16_500, 8);
    beat(15_500, 8);
  }
  expect(news()).toMatchObject({ opened: [{ kind: "clock-drift" }], closed: [] });
  beat(13_000, 40);
  expect(news().closed).toMatchObject([{ recovered: true }]);
});

describe("an acknowledged finding", () => {
  const pause = (...queues: string[]) =>
    drive.model.applyPauses(
      queues.map((queue) => ({ queue, at: START, by: "ada", reason: null, workers: [] })),
      drive.now,
    );
  const known: Acknowledgement = {
    ...{ key: "queue-paused:mail", level: "info", count: null },
    ...{ at: START + 5, by: "ada", note: "on purpose" },
  };

  test("is listed after the others, with who and the note, counted apart, and ends with its finding", () => {
    pause("mail", "video");
    drive.pass(1);
    drive.model.applyAcknowledgements([known]);
    const { at, by, note } = known;
    expect(open()).toMatchObject([
      { key: "queue-paused:video", acknowledged: null },
      { acknowledged: { at, by, note } },
    ]);
    expect(
      drive
        .overview()
        .lists.findings.map(({ key }) => key)
        .at(-1),
    ).toBe(known.key);
    const { counts, acknowledged } = news();
    expect([counts["queue-paused"], acknowledged["queue-paused"]]).toEqual([2, 1]);
    pause("video");
    drive.pass(1);
    expect(news().unacknowledged).toEqual([known.key]);
    pause("mail", "video");
    drive.pass(1);
    expect(
      open().map((each) => each.acknowledged),
      "it is news again",
    ).toEqual([null, null]);
    expect(news().unacknowledged).toEqual([]);
  });

  test("of what is lost for good is news again when more is lost, also where counting began anew", () => {
    const { figures } = contextOf();
    const dropped = (count: number) => {
      drive.now += 1_000;
      drive.model.judge(contextOf({ figures: { ...figures, dropped: count } }), drive.now, failLoudly);
      return open().map(({ acknowledged }) => acknowledged?.by ?? null);
    };
    const lost: Acknowledgement = { ...known, key: "dropped", level: "warn", count: 3 };
    expect(dropped(3)).toEqual([null]);
    drive.model.applyAcknowledgements([lost]);
    expect([dropped(3), dropped(3), dropped(4), dropped(4)]).toEqual([["ada"], ["ada"], [null], [null]]);
    expect(news().unacknowledged).toEqual(["dropped"]);
    drive.model.applyAcknowledgements([lost]);
    expect(dropped(2)).toEqual([null]);
  });

  test("is news again when it becomes worse, and waits an hour for its finding after a restart", () => {
    const failing = { ...known, key: "task-failures:billing.charge", level: "warn" } as const;
    drive.model.applyAcknowledgements([failing, { ...known, key: "queue-behind:gone" }]);
    run(30 * MINUTE, 10, everyFourth);
    expect(open()).toMatchObject([{ level: "warn", acknowledged: { by: "ada" } }]);
    expect(news().unacknowledged).toEqual([]);
    run(10 * MINUTE, 10, always);
    expect(open()).toMatchObject([{ level: "bad", acknowledged: null }]);
    expect(news().unacknowledged).toEqual([failing.key]);
    run(21 * MINUTE, 10, always);
    expect(news().unacknowledged).toEqual(["queue-behind:gone"]);
  });
});
