import { describe, expect, it } from "vitest";
import type { ControlRequest } from "#lib/control/outcome.ts";
import type { Json } from "#lib/json.ts";
import { mayShowArguments } from "#lib/workers/may-show-arguments.ts";
import { Inspections, REFRESH_MS, WATCH_MS } from "./inspections.ts";

function setup() {
  let online: string[] = [];
  let watched: string[] = [];
  let atQueue: string[] = [];
  let conf: Record<string, Json> | null = {};
  const asked: ControlRequest[] = [];
  const silent: string[] = [];
  let answering: boolean | readonly string[] = true;
  const inspections = new Inspections({
    send: async (request, onAnswer) => {
      asked.push(request);
      const names = request.destination ?? online;
      if (answering === true || (answering !== false && answering.includes(request.method)))
        for (const hostname of names) onAnswer({ hostname, value: null });
    },
    onAnswer: () => {},
    onSilence: (hostname) => silent.push(hostname),
    online: () => online,
    watched: () => watched,
    watchedAtQueue: () => atQueue,
    conf: () => conf,
  });
  return {
    inspections,
    silent,
    setOnline: (names: string[]) => {
      online = names;
    },
    setWatched: (names: string[]) => {
      watched = names;
    },
    setAtQueue: (names: string[]) => {
      atQueue = names;
    },
    setConf: (value: Record<string, Json> | null) => {
      conf = value;
    },
    /** Everything, nothing, or only these methods. */
    setAnswering: (value: boolean | readonly string[]) => {
      answering = value;
    },
    take: () => asked.splice(0).map(({ method, destination }) => `${method} ${destination?.join() ?? "*"}`),
  };
}
const SETTLED = ["stats", "active_queues", "registered", "conf"];
const all = (to: string) => SETTLED.map((method) => `${method} ${to}`);

describe("Inspections", () => {
  it("asks the consumers of a queue that is looked at what they consume and what they hold for later", () => {
    const { inspections, take, setAtQueue, setWatched, setConf } = setup();
    inspections.tick(1_000);
    take();
    setAtQueue(["w1@h", "w2@h"]);
    inspections.tick(1_250);
    expect(take()).toEqual(["active_queues w1@h,w2@h", "scheduled w1@h,w2@h"]);
    inspections.tick(1_500);
    expect(take()).toEqual([]);
    setConf({ accept_content: ["pickle"] });
    inspections.tick(1_250 + WATCH_MS);
    expect(take(), "its answer could not be written").toEqual(["active_queues w1@h,w2@h"]);
    setWatched(["w1@h"]);
    inspections.tick(1_500 + WATCH_MS);
    expect(take().filter((asked) => asked.startsWith("active_queues"))).toEqual([
      "active_queues w1@h",
      "active_queues w2@h",
    ]);
  });

  it("asks everybody at first and every minute", () => {
    const { inspections, take } = setup();
    inspections.tick(1_000);
    expect(take()).toEqual(all("*"));
    inspections.tick(1_250);
    expect(take()).toEqual([]);
    inspections.tick(1_000 + REFRESH_MS);
    expect(take()).toEqual(all("*"));
  });

  it("asks a worker when it appears, all of one moment together, and again when it returns", () => {
    const { inspections, take, setOnline } = setup();
    inspections.tick(1_000);
    take();
    setOnline(["w1@h", "w2@h"]);
    inspections.tick(1_250);
    expect(take()).toEqual(all("w1@h,w2@h"));
    setOnline(["w1@h"]);
    inspections.tick(1_500);
    setOnline(["w1@h", "w2@h"]);
    inspections.tick(1_750);
    expect(take()).toEqual(all("w2@h"));
  });

  it("asks after a gap what everybody runs, until they have told, also who is seen only later", () => {
    const { inspections, take, setOnline, setAnswering } = setup();
    setOnline(["w1@h"]);
    inspections.connected();
    inspections.tick(1_000);
    expect(take().join(), "at first there was no gap").not.toContain("active w");
    inspections.connected(true);
    inspections.tick(2_000);
    expect(take()).toEqual([...all("*"), "reserved w1@h", "scheduled w1@h", "active w1@h"]);
    setOnline(["w1@h", "w2@h"]);
    setAnswering(false);
    inspections.tick(3_000);
    expect(take()).toContain("active w2@h");
    setAnswering(true);
    inspections.tick(5_000);
    expect(take()).toContain("active w2@h");
    inspections.tick(60_000);
    expect(take().join(), "all have told").not.toContain("active w");
  });

  it("asks again, ever later, while a worker has not answered yet", () => {
    const { inspections, take, setOnline, setAnswering } = setup();
    inspections.tick(1_000);
    take();
    setAnswering(false);
    setOnline(["w1@h"]);
    const asked: number[] = [];
    for (let now = 1_250; now < 30_000; now += 250) {
      inspections.tick(now);
      if (take().length > 0) asked.push(now);
      if (now === 9_000) setAnswering(true);
    }
    expect(asked).toEqual([1_250, 2_250, 4_250, 8_250, 16_250]);
  });

  it("asks again only what is missing, and a command's refresh is not lost meanwhile", () => {
    const { inspections, take, setOnline, setAnswering } = setup();
    inspections.tick(1_000);
    take();
    setAnswering(["stats", "conf"]);
    setOnline(["w1@h"]);
    inspections.tick(1_250);
    expect(take()).toEqual(all("w1@h"));
    inspections.refreshSoon(["w1@h"], 1_800);
    setAnswering(true);
    inspections.tick(2_250);
    expect(take()).toEqual(["active_queues w1@h", "registered w1@h"]);
    inspections.tick(2_500);
    expect(take()).toEqual(all("w1@h"));
    inspections.tick(20_000);
    expect(take()).toEqual([]);
  });

  it("follows a worker that somebody looks at", () => {
    const { inspections, take, setWatched } = setup();
    inspections.tick(1_000);
    take();
    setWatched(["w1@h"]);
    inspections.tick(1_250);
    const methods = ["stats", "active", "revoked", "active_queues", "reserved", "scheduled"];
    const watched = methods.map((method) => `${method} w1@h`);
    expect(take()).toEqual(watched);
    inspections.tick(1_500);
    expect(take()).toEqual([]);
    inspections.tick(1_250 + WATCH_MS);
    expect(take()).toEqual(watched);
  });

  it("does not ask for arguments that could silence the worker", () => {
    const { inspections, take, setWatched, setConf } = setup();
    setConf({ accept_content: ["json", "pickle"] });
    setWatched(["w1@h"]);
    inspections.tick(1_000);
    expect(take().filter((asked) => /reserved|scheduled/.test(asked))).toEqual([]);
    expect(mayShowArguments({ accept_content: ["json", "pickle"], task_serializer: "pickle" })).toBe(true);
    expect(mayShowArguments({ accept_content: ["application/x-python-serialize"] })).toBe(false);
    expect(mayShowArguments({ accept_content: ["json", "yaml"] })).toBe(true);
    expect(mayShowArguments(null)).toBe(false);
  });

  it("asks again soon after a command, and everything after a reconnect", () => {
    const { inspections, take, setOnline } = setup();
    setOnline(["w1@h", "w2@h"]);
    inspections.tick(1_000);
    take();
    inspections.tick(1_250);
    take();
    inspections.refreshSoon(["w1@h"], 1_300);
    inspections.tick(1_500);
    expect(take()).toEqual([]);
    inspections.tick(2_000);
    expect(take()).toEqual(all("w1@h"));
    inspections.connected();
    inspections.tick(2_250);
    expect(take()).toEqual(all("*"));
  });

  it("A6: who answered none of five questions is told, once; not who was never asked, or answered one", () => {
    const { inspections, silent, setOnline, setAnswering } = setup();
    setAnswering(false);
    setOnline(["w1@h"]);
    const tickTo = (from: number, to: number) => {
      for (let now = from; now <= to; now += 250) inspections.tick(now);
    };
    tickTo(0, 20_000);
    expect(silent).toEqual([]);
    // The engine does not tick it while the broker is away.
    inspections.connected();
    tickTo(300_000, 340_000);
    expect(silent).toEqual(["w1@h"]);
    setAnswering(["stats"]);
    setOnline(["w1@h", "w2@h"]);
    tickTo(340_250, 440_000);
    expect(silent).toEqual(["w1@h"]);
  });

  it("leaves out a name that cannot be addressed, not its neighbours", () => {
    const { inspections, take, setOnline } = setup();
    inspections.tick(1_000);
    take();
    setOnline(["w1@h", "bad\u0000@h", "w2@h"]);
    inspections.tick(1_250);
    expect(take().filter((asked) => asked.startsWith("stats"))).toEqual(["stats w1@h", "stats w2@h"]);
  });
});
