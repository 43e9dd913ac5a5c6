// Guards pausing and resuming: who is told, what is remembered when, and that nothing is remembered of what was not done.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { AWAY, createFakeEngine } from "../http/fake-engine.test-helper.ts";
import { basic, startTestServer } from "../http/test-server.test-helper.ts";
import { createMemoryPauses, openPauseFile } from "./pause-book.ts";
import { createQueuePauses } from "./pause-queue.ts";

const JSON_TYPE = { "content-type": "application/json" };
const post = (body: unknown = {}) => ({ method: "POST", headers: JSON_TYPE, body: JSON.stringify(body) });
const consumer = (key: string) => ({
  ...{ key, slots: 4, busy: 0, prefetch: 4, others: [], maxPriority: null },
  ...{ exchange: "mail", declaredAs: "mail", exchangeType: "direct", routingKey: "mail" },
});
const agreed = (hostnames: readonly string[], missing: readonly string[] = []) => ({
  ticket: "t",
  expected: hostnames.length + missing.length,
  replies: hostnames.map((hostname) => ({ hostname, ok: true, text: "ok", value: null })),
  missing,
  tookMs: 3,
});

async function start(argv: string[] = []) {
  const server = await startTestServer(argv);
  const { engine, ask } = server;
  const consumedBy = (...names: string[]) => {
    engine.answers.queue = {
      queue: {} as never, // not looked at
      knownFrom: ["consumer"],
      consumers: names.map(consumer),
    };
    engine.answers.workers = names.map((key) => ({ key, status: "online" })) as never; // no more is looked at
    engine.outcome = agreed(names);
  };
  const noted = () => engine.told;
  const sent = () => engine.sent.map(({ method, destination }) => [method, destination]);
  return { ...server, consumedBy, noted, sent, ask };
}

describe("POST /api/v1/queues/{name}/pause and /resume", () => {
  it("cancels the consumers where they are, remembers them, and brings them back", async () => {
    const { ask, consumedBy, noted, sent } = await start(["--basic-auth=ada:lovelace"]);
    consumedBy("celery@a", "celery@b");
    const headers = { ...JSON_TYPE, ...basic("ada", "lovelace") };
    const answer = await ask("/api/v1/queues/mail/pause", { ...post({ reason: "smtp is down" }), headers });
    const pause = { queue: "mail", by: "ada", reason: "smtp is down", workers: ["celery@a", "celery@b"] };
    expect(JSON.parse(answer.text)).toMatchObject({ queue: "mail", pause, told: ["celery@a", "celery@b"] });
    expect(noted()).toMatchObject({ pauses: [pause] });
    expect(sent()).toEqual([["cancel_consumer", ["celery@a", "celery@b"]]]);
    const resumed = await ask("/api/v1/queues/mail/resume", { ...post(), headers });
    expect(JSON.parse(resumed.text)).toMatchObject({ pause: null, told: ["celery@a", "celery@b"], gone: [] });
    expect(noted()).toMatchObject({ pauses: [] });
    expect(sent().at(-1)).toEqual(["add_consumer", ["celery@a", "celery@b"]]);
    const { text } = await ask("/api/v1/audit", { headers });
    const entries = JSON.parse(text).entries as { command: string; phase: string; actor: string }[];
    expect(entries.map(({ command, phase }) => `${command} ${phase}`)).toEqual([
      "resume_queue finished",
      "add_consumer finished",
      "add_consumer requested",
      "resume_queue requested",
      "pause_queue finished",
      "cancel_consumer finished",
      "cancel_consumer requested",
      "pause_queue requested",
    ]);
    expect(entries.every(({ actor }) => actor === "ada")).toBe(true);
  });

  it("once more stops who has started since, and still remembers who stopped first", async () => {
    const { ask, consumedBy, noted, sent } = await start();
    consumedBy("celery@a");
    await ask("/api/v1/queues/mail/pause", post({ reason: "smtp is down" }));
    consumedBy("celery@b");
    await ask("/api/v1/queues/mail/pause", post());
    expect(sent().at(-1)).toEqual(["cancel_consumer", ["celery@b"]]);
    expect(noted()).toMatchObject({
      pauses: [{ workers: ["celery@a", "celery@b"], reason: "smtp is down" }],
    });
    const resumed = await ask("/api/v1/queues/mail/resume", post());
    expect(JSON.parse(resumed.text)).toMatchObject({ told: ["celery@b"], gone: ["celery@a"] });
  });

  it("remembers a queue without consumers too: who starts is then noticed", async () => {
    const { ask, consumedBy, sent } = await start();
    consumedBy();
    const answer = await ask("/api/v1/queues/mail/pause", post());
    expect(JSON.parse(answer.text)).toMatchObject({ pause: { workers: [] }, told: [], outcome: null });
    expect(sent()).toEqual([]);
  });

  it("is not paused when nothing could be sent, and stays so when nobody agrees to take it up", async () => {
    const { ask, consumedBy, engine, noted } = await start();
    consumedBy("celery@a");
    engine.outcome = new Error("away");
    expect((await ask("/api/v1/queues/mail/pause", post())).status).toBe(500);
    expect(noted()).toMatchObject({ pauses: [] });
    engine.outcome = agreed(["celery@a"]);
    await ask("/api/v1/queues/mail/pause", post());
    engine.outcome = agreed([], ["celery@a"]);
    const answer = await ask("/api/v1/queues/mail/resume", post());
    expect(JSON.parse(answer.text)).toMatchObject({
      pause: { queue: "mail" },
      outcome: { missing: ["celery@a"] },
    });
    expect(noted()).toMatchObject({ pauses: [{ queue: "mail" }] });
  });

  it("tells the engine what is remembered from an earlier run, before it is started", () => {
    const engine = createFakeEngine();
    const pause = { queue: "mail", at: 1, by: "ada", reason: null, workers: [] };
    const never = () => Promise.reject(new Error("nothing is done"));
    const deps = { engine, runCommand: never, runAction: never, now: () => 2 };
    createQueuePauses({ ...deps, book: createMemoryPauses([pause]) });
    expect(engine.told).toEqual({ pauses: [pause] });
    expect(engine.calls).toEqual([]);
  });

  it("refuses what is not known, not paused, or not spelled right", async () => {
    const { ask, engine, consumedBy } = await start();
    expect(await ask("/api/v1/queues/mail/pause", post())).toMatchObject({ status: 404, code: "not_found" });
    consumedBy("celery@a");
    expect(await ask("/api/v1/queues/mail/resume", post())).toMatchObject({ status: 409, code: "conflict" });
    expect(await ask("/api/v1/queues/mail/resume", post({ workers: [] }))).toMatchObject({ status: 400 });
    expect(await ask("/api/v1/queues/mail/pause", post({ why: "x" }))).toMatchObject({ status: 400 });
    engine.answers.queue = { queue: {} as never, knownFrom: [], consumers: null };
    const untold = await ask("/api/v1/queues/mail/pause", post());
    expect(untold).toMatchObject({ status: 409 });
    expect(untold.text).toContain("No worker has reported yet");
    engine.tick({ broker: { ...AWAY, state: "connected", problem: null, tasksOnly: true } });
    const mute = await ask("/api/v1/queues/mail/pause", post());
    expect(mute).toMatchObject({ status: 409 });
    expect(mute.text).toContain("carries no commands");
    expect(engine.sent).toEqual([]);
  });

  it("resumes on the workers that are named", async () => {
    const { ask, consumedBy, sent } = await start();
    consumedBy("celery@a", "celery@b");
    await ask("/api/v1/queues/mail/pause", post());
    await ask("/api/v1/queues/mail/resume", post({ workers: ["celery@b"] }));
    expect(sent().at(-1)).toEqual(["add_consumer", ["celery@b"]]);
  });
});

describe("GET /api/v1/queues/{name}", () => {
  it("tells a queue from one nobody knows, and looks into it", async () => {
    const { ask, engine } = await start();
    expect(await ask("/api/v1/queues/mail")).toMatchObject({ status: 404 });
    engine.answers.waiting = {
      ...{ queue: "a/b", at: 1, total: 0, sampled: 0, unreadable: null, malformed: {}, names: 0, groups: [] },
      messages: [],
    };
    expect(await ask("/api/v1/queues/a%2Fb/waiting?limit=7")).toMatchObject({ status: 200 });
    expect(engine.queries.at(-1)).toEqual(["waiting", { queue: "a/b", limit: 7 }]);
    for (const limit of ["0", "1001", "x"])
      expect(await ask(`/api/v1/queues/mail/waiting?limit=${limit}`)).toMatchObject({ status: 400 });
  });
});

describe("the book of pauses", () => {
  const pause = (queue: string) => ({ queue, at: 1, by: "ada", reason: null, workers: ["celery@a"] });

  it("is read back after a restart, apart for each cluster", async () => {
    const directory = await mkdtemp(join(tmpdir(), "umbel-pauses-"));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const file = join(directory, "deep", "pauses.json");
    const problems: string[] = [];
    const open = async (cluster: string) =>
      (await openPauseFile({ path: file }, (text) => problems.push(text)))(cluster);
    const books = await openPauseFile({ path: file }, (text) => problems.push(text));
    const [eu, us] = [books("eu"), books("us")];
    await Promise.all([eu.put(pause("mail")), eu.put(pause("video")), us.put(pause("mail"))]);
    expect((await open("eu")).all()).toEqual([pause("mail"), pause("video")]);
    await eu.remove("video");
    expect((await open("eu")).all()).toEqual([pause("mail")]);
    expect((await open("us")).all()).toEqual([pause("mail")]);
    expect(problems).toEqual([]);
    expect((await readFile(file, "utf8")).length).toBeLessThan(1_000);
    await writeFile(file, "{");
    expect((await open("eu")).all()).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it("that cannot be written is kept in memory, and says so", async () => {
    const directory = await mkdtemp(join(tmpdir(), "umbel-pauses-"));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    await writeFile(join(directory, "file"), "");
    const problems: string[] = [];
    const path = join(directory, "file", "pauses.json");
    const book = (await openPauseFile({ path }, (text) => problems.push(text)))("eu");
    await book.put(pause("mail"));
    expect(book.get("mail")).toEqual(pause("mail"));
    expect(problems.at(-1)).toContain("until Umbel stops");
  });

  it("is bounded", async () => {
    const book = createMemoryPauses(Array.from({ length: 1_000 }, (_, index) => pause(`q${index}`)));
    await expect(book.put(pause("one more"))).rejects.toMatchObject({ code: "too_many" });
    await book.put(pause("q7"));
  });
});
