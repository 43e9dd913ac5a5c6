// Guards that unknown, none and zero stay three different answers in the overview's figures and tables.
import { describe, expect, it } from "vitest";
import type { FindingRow, OverviewView } from "#lib/live/views.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { queueRow } from "#lib/queues/row.test-helper.ts";
import { drainOf, ratesText } from "#lib/queues/words.ts";
import { workerRow } from "../workers/fixtures.test-helper.ts";
import { figureValues } from "./figure-values.ts";
import { SILENT } from "./silent.test-helper.ts";
import { behindOf } from "./use-behind.ts";
import { longRunning, workerLines } from "./worker-lines.ts";

const { info } = SILENT;
const queue = queueRow();

function shown(value: OverviewView["info"], queues: readonly QueueRow[] = []): string[] {
  return figureValues(value, queues).map(({ parts, absent }) =>
    parts.length > 0
      ? parts.map((part) => `${part.value}${part.unit}`).join(" ")
      : (absent ?? "nothing at all"),
  );
}

describe("figures", () => {
  it("say which nothing it is", () => {
    expect(shown(info)).toEqual([
      "no task events yet",
      "nothing finished",
      "nothing finished",
      "nothing started",
      "not known",
      "not yet known",
    ]);
    const idle = { ...info, sawTaskEvents: true, slots: 8, busy: 0, failedShare: 0 };
    expect(shown(idle, [{ ...queue, depth: 0 }])).toEqual([
      "0/s",
      "0%",
      "nothing finished",
      "nothing started",
      "none waiting",
      "0of 8",
    ]);
  });

  it("call a doubled failure share bad, and say by how much it moved", () => {
    const failed = figureValues({ ...info, failedShare: 0.018, failedShareBefore: 0.007 }, [])[1];
    expect(failed).toMatchObject({ bad: true, remark: "▲ 1.1" });
    expect(figureValues({ ...info, failedShare: 0.008, failedShareBefore: 0.001 }, [])[1]).toMatchObject({
      bad: false,
    });
    expect(figureValues({ ...info, failedShare: 0.02, failedShareBefore: 0.0199 }, [])[1]).toMatchObject({
      remark: null,
    });
  });

  it("call a minute in a queue bad", () => {
    const oldest = figureValues({ ...info, oldestWait: { ms: 252_000, queue: "mail" } }, [])[4];
    expect(oldest).toMatchObject({ bad: true, remark: "· mail" });
    expect(oldest?.parts.map(({ value }) => value)).toEqual(["4", "12"]);
  });
});

describe("queues", () => {
  it("says when it will be empty, or why nobody can tell", () => {
    expect(drainOf(queue).text).toBeNull();
    expect(drainOf({ ...queue, depth: 9, consumers: 2 }).text, "nobody tells its rates").toBeNull();
    expect(drainOf({ ...queue, depth: 9, consumers: 2, inRate: 2, outRate: 2 }).text).toBe("steady");
    expect(drainOf({ ...queue, depth: 0 }).text).toBe("empty");
    expect(drainOf({ ...queue, depth: 9, consumers: 0 })).toMatchObject({ text: "never", bad: true });
    expect(drainOf({ ...queue, depth: 9, consumers: 2, drainSeconds: 420 }).text).toBe("7 min");
    expect(drainOf({ ...queue, depth: 9, consumers: 2, inRate: 3, outRate: 1 }).text).toBe("growing");
    expect(ratesText(queue)).toBeNull();
    expect(ratesText({ ...queue, inRate: 0, outRate: 44 })).toBe("0 / 44");
  });
});

const worker = workerRow({
  lastHeartbeatAt: 0,
  active: 3,
  processed: 0,
  slots: 8,
  running: [{ uuid: "1", name: null, startedAt: 0 }],
});

it("marks since when queues are behind, but not those that are paused", () => {
  const finding = (name: string, since: number | null): FindingRow => ({
    key: `queue-growing:${name}`,
    level: "warn",
    subject: `Queue ${name}`,
    text: "grows",
    since,
    action: { kind: "link", label: "Show queue", href: `/queues/${name}` },
  });
  const pause = { at: 1, by: "ada", reason: null, workers: [], consumedBy: [] };
  const rows = ["mail", "billing", "media", "held"].map((key) => ({
    ...queue,
    key,
    pause: key === "held" ? pause : null,
  }));
  const found = [finding("held", 1), finding("mail", 5), finding("billing", null), finding("gone", 3)];
  expect(behindOf(found, rows)).toEqual([{ at: 5, label: "mail behind since" }]);
});

it("workers: lost ones first, then the troubled ones; offline ones are counted", () => {
  const lost = { ...worker, key: "celery@z", status: "lost" } as const;
  const mute = { ...worker, key: "celery@m", taskEvents: false };
  const gone = { ...worker, key: "celery@b", status: "offline" } as const;
  const { lines, offline } = workerLines([gone, worker, mute, lost]);
  expect(lines.map(({ key }) => key)).toEqual(["celery@z", "celery@m", "celery@a"]);
  expect(offline).toBe(1);
  expect(longRunning(worker, 61_000)).toBe(1);
  expect(longRunning(worker, 59_000)).toBe(0);
});
