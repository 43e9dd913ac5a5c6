// The board as the engine drives it: judged once a second whether or not somebody looks, opened and closed once each.
import { beforeEach, describe, expect, test } from "vitest";
import { contextOf, failLoudly } from "../context.test-helper.ts";
import { Drive, START } from "../drive.test-helper.ts";
import { MAX_CLOSED, MAX_LISTED } from "./finding.ts";
import { FINDING_KIND_NAMES } from "./kinds.ts";

let drive: Drive;
beforeEach(() => {
  drive = new Drive();
});

const judge = (context = contextOf()) => {
  drive.model.judge(context, drive.now, failLoudly);
  return drive.model.findings.drain();
};
const pause = (...queues: string[]) =>
  drive.model.applyPauses(
    queues.map((queue) => ({ queue, at: START, by: "ada", reason: null, workers: [] })),
    drive.now,
  );
const keys = (findings: readonly { readonly key: string }[]) => findings.map(({ key }) => key);

describe("a finding", () => {
  test("is opened once, keeps when, follows what it tells of, and is closed as it was last seen", () => {
    pause("mail");
    expect(keys(judge().opened)).toEqual(["queue-paused:mail"]);
    drive.pass(5);
    drive.model.applyDepths([{ queue: "mail", depth: 12, unacked: 0, consumers: null }], drive.now);
    expect(judge()).toMatchObject({ opened: [], closed: [], counts: { "queue-paused": 1 } });
    const open = { kind: "queue-paused", since: START, openedAt: START, evidence: { depth: 12 } };
    expect(drive.model.findings.list()).toMatchObject({ total: 1, open: [open], closed: [] });
    drive.pass(1);
    pause();
    drive.model.applyDepths([{ queue: "mail", depth: 0, unacked: 0, consumers: null }], drive.now);
    const { opened, closed, counts } = judge();
    expect(opened).toEqual([]);
    expect(closed).toMatchObject([{ ...open, closedAt: START + 6_000 }]);
    expect(counts["queue-paused"]).toBe(0);
    expect(drive.model.findings.list()).toMatchObject({
      total: 0,
      open: [],
      closed: [{ closedAt: START + 6_000 }],
    });
    expect(judge()).toMatchObject({ opened: [], closed: [] });
  });

  test("that comes back is another one", () => {
    pause("mail");
    judge();
    pause();
    judge();
    drive.pass(3);
    pause("mail");
    expect(judge().opened).toMatchObject([{ key: "queue-paused:mail", openedAt: START + 3_000 }]);
    expect(keys(drive.model.findings.list().closed)).toEqual(["queue-paused:mail"]);
  });

  test("that opened and closed since the last drain is told as both", () => {
    pause("mail");
    drive.model.judge(contextOf(), drive.now, failLoudly);
    pause();
    expect(judge()).toMatchObject({
      opened: [{ key: "queue-paused:mail" }],
      closed: [{ kind: "queue-paused" }],
    });
  });
});

test("what the engine and the broker tell of themselves is on the board", () => {
  const { broker, figures } = contextOf();
  const notice = { key: "redis-oom", level: "bad", subject: "Redis", text: "is full" } as const;
  const context = contextOf({
    notices: [notice],
    restartedAt: START,
    broker: { ...broker, problem: { code: "blocked", text: "Alarm.", remedy: "" } },
    figures: { ...figures, dropped: 3, malformed: { body: 2, implausible: 1 }, faults: { render: 4 } },
  });
  const evidence = Object.fromEntries(judge(context).opened.map((each) => [each.kind, each.evidence]));
  expect(evidence).toEqual({
    "broker-notice": {},
    "broker-trouble": {},
    dropped: { count: 3 },
    implausible: { count: 1 },
    malformed: { count: 2 },
    restarted: {},
    faults: { count: 4 },
  });
  const away = judge(contextOf({ broker: { ...broker, state: "disconnected" } }));
  expect(keys(away.opened)).toEqual(["broker-away"]);
  expect(away.closed).toHaveLength(7);
});

test("every kind is counted, those beyond every list too; the lists are bounded", () => {
  const names = Array.from({ length: MAX_LISTED + 100 }, (_, index) => `q${index}`);
  pause(...names);
  const { counts, opened } = judge();
  expect(Object.keys(counts)).toEqual(FINDING_KIND_NAMES);
  expect(counts["queue-paused"]).toBe(names.length);
  expect(opened).toHaveLength(names.length);
  const { open, total } = drive.model.findings.list();
  expect([open.length, total]).toEqual([MAX_LISTED, names.length]);
  expect(drive.overview().lists.findings).toMatchObject({ length: 9, 8: { subject: "592 more queues" } });
  pause();
  expect(judge().closed).toHaveLength(names.length);
  expect(drive.model.findings.list().closed).toHaveLength(MAX_CLOSED);
});

test("the live topic lists what is open and what ended, each time that it did", () => {
  for (const queues of [["mail"], [], ["mail"], [], ["mail", "video"]]) {
    pause(...queues);
    drive.pass(1);
    judge();
  }
  const { info, lists } = drive.view<"findings">({ kind: "findings" });
  expect([info.total, info.counts["queue-paused"]]).toEqual([2, 2]);
  expect(keys(lists.open)).toEqual(["queue-paused:mail", "queue-paused:video"]);
  expect(lists.closed).toMatchObject([
    { key: `queue-paused:mail ${START + 4_000}`, closedAt: START + 4_000 },
    { key: `queue-paused:mail ${START + 2_000}`, closedAt: START + 2_000 },
  ]);
});

test("workers beyond those that a page lists are counted in one line, with a level that is theirs", () => {
  drive = new Drive();
  const hosts = Array.from({ length: 9 }, (_, index) => `w${index}@h`);
  for (const hostname of hosts) drive.beat(hostname);
  drive.pass(30);
  expect(judge().counts["worker-lost"]).toBe(9);
  const shown = drive.overview().lists.findings;
  expect(shown).toMatchObject({ length: 9, 8: { subject: "1 more worker", text: "has fallen silent too" } });
  expect(shown.map(({ level }) => level)).toEqual(Array(9).fill("warn"));
});

test("a finder that throws costs itself alone, and what it had found stays", () => {
  pause("mail");
  judge();
  Object.defineProperty(drive.model.state.gaps, "all", {
    get() {
      throw new Error("boom");
    },
  });
  pause("mail", "slow");
  const errors: unknown[] = [];
  drive.model.judge(contextOf(), drive.now, (error) => void errors.push(error));
  expect(errors).toHaveLength(1);
  expect(keys(drive.model.findings.drain().opened)).toEqual(["queue-paused:slow"]);
});

test("whatever a worker tells of its options, it is compared and cut", () => {
  const odd = [{ toString: 1, valueOf: 1 }, "x".repeat(5_000)];
  const conf = { broker_transport_options: { priority_steps: odd } };
  drive.beat("celery@a");
  drive.model.applyInspect("celery@a", "conf", conf, drive.now);
  const { opened } = judge();
  expect(opened.find(({ kind }) => kind === "option")?.text.length).toBeLessThan(1_000);
});
