// Guards what the frame says about freshness, and what the palette makes of pasted text.
import { describe, expect, it } from "vitest";
import type { BrokerStatus, FrameView } from "#lib/live/views.ts";
import { freshness } from "./connection-state.ts";
import { loginErrorText } from "./login-errors.ts";
import { isCurrent, NAV_ENTRIES } from "./nav-entries.ts";
import { guess } from "./palette-entries.ts";

const NOON = Date.UTC(2026, 10, 22, 12, 3);
const broker: BrokerStatus = {
  state: "connected",
  since: NOON,
  url: "redis://localhost:6379/0",
  transport: "redis",
  problem: null,
  attempt: 0,
  nextRetryAt: null,
};
const frame: FrameView["info"] = {
  cluster: "default",
  demo: false,
  version: "0",
  broker,
  eventsPerSecond: 1840,
  lagMs: 12,
  tasks: 0,
  workersOnline: 7,
  workers: 8,
  queues: 5,
  dropped: 0,
  malformed: 0,
  bounds: [],
};
const connected = { state: "connected", since: NOON, error: null } as const;
const base = {
  connection: connected,
  frame,
  pausedSince: null,
  waiting: 0,
  now: NOON + 60_000,
  zone: "utc",
} as const;

describe("freshness", () => {
  it("is live with its figures", () => {
    expect(freshness(base)).toEqual({ kind: "live", text: "Live", detail: "1,840 events/s · lag 12 ms" });
    expect(freshness({ ...base, frame: { ...frame, lagMs: null } }).detail).toBe("1,840 events/s");
    expect(freshness({ ...base, frame: { ...frame, lagMs: -40 } }).detail).toBe("1,840 events/s · lag 0 ms");
  });

  it("says since when the picture is stale, whichever line broke", () => {
    const connection = { state: "reconnecting", since: NOON, error: null } as const;
    expect(freshness({ ...base, connection })).toMatchObject({ kind: "stale", text: "Stale since 12:03:00" });
    const away = { ...frame, broker: { ...broker, state: "disconnected" } } as const;
    expect(freshness({ ...base, frame: away })).toMatchObject({
      text: "Stale since 12:03:00",
      detail: "broker unreachable",
    });
  });

  it("does not cry over a reconnect of a second, nor show anything as live before the first answer", () => {
    const connection = { state: "reconnecting", since: NOON, error: null } as const;
    expect(freshness({ ...base, connection, now: NOON + 900 }).kind).toBe("live");
    expect(freshness({ ...base, frame: null }).kind).toBe("waiting");
  });

  it("does not speak of events where none can come, nor of going stale where nothing was ever fresh", () => {
    const queues = { ...frame, broker: { ...broker, tasksOnly: true } };
    expect(freshness({ ...base, frame: queues })).toMatchObject({ text: "Live", detail: "queues only" });
    const never = { ...frame, broker: { ...broker, state: "disconnected", final: true } } as const;
    expect(freshness({ ...base, frame: never })).toMatchObject({ text: "Not watching", detail: null });
  });

  it("tells a paused page from a stale one", () => {
    const paused = { ...base, pausedSince: NOON, waiting: 214 };
    expect(freshness(paused)).toEqual({
      kind: "paused",
      text: "Paused 1 min",
      detail: "214 changes waiting",
    });
  });
});

describe("the palette", () => {
  const uuid = "5f2b1c9e-8b0a-4a57-9a53-0f0f6f8f1d22";
  it("opens a pasted uuid, also out of a log line", () => {
    expect(guess(` ${uuid.toUpperCase()} `)).toEqual([
      { label: "Open task", detail: uuid, href: `/tasks/${uuid}` },
    ]);
    expect(guess(`Task x[${uuid}] raised`).map(({ href }) => href)).toEqual([
      `/tasks/${uuid}`,
      `/tasks?q=${encodeURIComponent(`Task x[${uuid}] raised`)}`,
    ]);
  });
  it("searches the tasks for anything else, and for nothing not at all", () => {
    expect(guess("refused")[0]?.href).toBe("/tasks?q=refused");
    expect(guess("state:failed runtime:>5s")[0]?.href).toBe("/tasks?states=FAILURE&q=runtime%3A%3E5s");
    expect(guess("state:bogus")[0]?.href).toBe("/tasks?q=state%3Abogus");
    expect(guess("  ")).toEqual([]);
  });
});

describe("the rail", () => {
  it("marks one page as current, also from its details", () => {
    const current = (path: string) =>
      NAV_ENTRIES.filter((entry) => isCurrent(entry, path)).map(({ label }) => label);
    expect(current("/")).toEqual(["Overview"]);
    expect(current("/tasks/abc")).toEqual(["Tasks"]);
    expect(current("/workers")).toEqual(["Workers"]);
  });
});

it("sign-in failures are in words", () => {
  expect(loginErrorText("CredentialsSignin")).toMatch(/^Wrong name/);
  expect(loginErrorText(null)).toBeNull();
});
