import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { BrokerStatus } from "#lib/live/views.ts";
import { type Problem, type Session, Supervisor } from "./supervisor.ts";

interface Opened {
  readonly session: Session;
  readonly lost: (error: unknown) => void;
  readonly warn: (problem: Problem | null) => void;
  readonly closed: boolean[];
}

describe("Supervisor", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000 }));
  afterEach(() => void vi.useRealTimers());

  function setup(outcomes: ("open" | "fail" | "lost-while-opening")[]) {
    const statuses: BrokerStatus[] = [];
    const sessions: Opened[] = [];
    let opens = 0;
    const supervisor = new Supervisor<Session>({
      url: "redis://h",
      transport: "redis",
      random: () => 0,
      onStatus: (status) => void statuses.push(status),
      explain: (error) => ({ code: "lost", text: String(error), remedy: "wait" }),
      open: async (_signal, lost, warn) => {
        const outcome = outcomes[opens++] ?? "fail";
        if (outcome === "fail") throw new Error(`attempt ${opens}`);
        const closed: boolean[] = [];
        const session = { close: async (farewell: boolean) => void closed.push(farewell) };
        sessions.push({ session, lost, warn, closed });
        if (outcome === "lost-while-opening") lost(new Error("cut"));
        return session;
      },
    });
    return { supervisor, statuses, sessions, opens: () => opens };
  }

  it("tries again with growing waits and tells each of them", async () => {
    const { supervisor, statuses } = setup(["fail", "fail", "open"]);
    supervisor.start();
    await vi.advanceTimersByTimeAsync(125 + 250);
    expect(statuses.map(({ state, attempt, nextRetryAt }) => [state, attempt, nextRetryAt])).toEqual([
      ["connecting", 0, null],
      ["disconnected", 1, 1_125],
      ["disconnected", 2, 1_375],
      ["connected", 0, null],
    ]);
    expect(statuses[1]?.problem?.text).toBe("Error: attempt 1");
    expect(statuses[2]?.since).toBe(1_000);
    await supervisor.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("keeps the moment of the loss until it is back, and closes what was lost", async () => {
    const { supervisor, statuses, sessions } = setup(["open", "fail", "open"]);
    supervisor.start();
    await vi.advanceTimersByTimeAsync(500);
    sessions[0]?.lost(new Error("cut"));
    sessions[0]?.lost(new Error("cut again"));
    await vi.advanceTimersByTimeAsync(2_000);
    const away = statuses.filter(({ state }) => state === "disconnected");
    expect(away.map(({ since }) => since)).toEqual([1_500, 1_500]);
    expect(sessions[0]?.closed).toEqual([false]);
    expect(statuses.at(-1)?.state).toBe("connected");
    await supervisor.stop();
    expect(sessions[1]?.closed).toEqual([true]);
  });

  it("sees a loss that came while it was opening", async () => {
    const { supervisor, statuses } = setup(["lost-while-opening", "open"]);
    supervisor.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(statuses.map(({ state }) => state)).toEqual([
      "connecting",
      "connected",
      "disconnected",
      "connected",
    ]);
    await supervisor.stop();
  });

  it("tells what an open session cannot do, until it can or is lost", async () => {
    const { supervisor, statuses, sessions } = setup(["open", "open"]);
    const blocked = { code: "blocked", text: "no memory", remedy: "wait" } as const;
    supervisor.start();
    await vi.advanceTimersByTimeAsync(0);
    const [first] = sessions;
    first?.warn(blocked);
    first?.warn({ ...blocked });
    first?.warn(null);
    first?.warn(blocked);
    first?.lost(new Error("cut"));
    await vi.advanceTimersByTimeAsync(1_000);
    first?.warn(blocked);
    expect(statuses.map(({ state, problem }) => [state, problem?.code ?? null])).toEqual([
      ["connecting", null],
      ["connected", null],
      ["connected", "blocked"],
      ["connected", null],
      ["connected", "blocked"],
      ["disconnected", "lost"],
      ["connected", null],
    ]);
    await supervisor.stop();
  });

  it("stops while it waits, and while it opens", async () => {
    const waiting = setup(["fail"]);
    waiting.supervisor.start();
    await vi.advanceTimersByTimeAsync(0);
    await waiting.supervisor.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(waiting.opens()).toBe(1);

    const opening = setup(["open"]);
    opening.supervisor.start();
    await opening.supervisor.stop();
    expect(opening.sessions[0]?.closed).toEqual([true]);
    expect(opening.statuses.map(({ state }) => state)).toEqual(["connecting"]);
  });
});
