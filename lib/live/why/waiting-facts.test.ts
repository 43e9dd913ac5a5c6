// What the model knows of why a task waits.
import { beforeEach, expect, test } from "vitest";
import { Drive } from "../drive.test-helper.ts";
import { waitingFacts } from "./waiting-facts.ts";

const A = "celery@a";
let drive: Drive;
const factsOf = (uuid: string) => waitingFacts(drive.model, uuid, drive.now);
const inspect = (method: Parameters<Drive["model"]["applyInspect"]>[1], reply: object) =>
  drive.model.applyInspect(A, method, reply as never, drive.now);
const sent = (uuid: string, queue: string, name = "mail.send") =>
  drive.task(uuid, "sent", { hostname: "gen1@app", name, queue });
const depth = (queue: string, waiting: number | null) =>
  drive.model.applyDepths([{ queue, depth: waiting, unacked: null, consumers: null }], drive.now);

beforeEach(() => {
  drive = new Drive();
  drive.pass(1, A);
  inspect("active_queues", [{ name: "mail", exchange: { name: "mail", type: "direct" } }]);
  inspect("registered", ["mail.send [rate_limit=10/m]", "mail.other"]);
  inspect("stats", { pool: { "max-concurrency": 2, processes: [1, 2] } });
});

test("a queue that is consumed by a worker that knows the name", () => {
  sent("u", "mail");
  depth("mail", 3);
  expect(factsOf("u")).toMatchObject({
    task: { state: "PENDING" },
    queue: { name: "mail", depth: 3, consumers: 1, registered: true, missing: false, pause: null },
    holder: null,
  });
});

test("no worker that consumes it knows the name; nobody consumes it; the broker shows none", () => {
  sent("stranger", "mail", "ghost.nobody");
  expect(factsOf("stranger")?.queue).toMatchObject({ registered: false });
  sent("alone", "idle");
  depth("idle", 1);
  expect(factsOf("alone")?.queue).toMatchObject({ consumers: 0, registered: null });
  sent("lost", "none");
  depth("none", null);
  expect(factsOf("lost")?.queue).toMatchObject({ missing: true });
});

test("a worker that has not told its names leaves open whether it knows this one", () => {
  drive.beat("celery@b");
  drive.model.applyInspect("celery@b", "active_queues", [{ name: "mail" }] as never, drive.now);
  sent("stranger", "mail", "ghost.nobody");
  expect(factsOf("stranger")?.queue).toMatchObject({ consumers: 2, registered: null });
});

test("a worker holds it behind what it runs and took before", () => {
  drive.task("run", "received", { name: "mail.send" });
  drive.task("run", "started", { pid: 1 });
  drive.task("first", "received", { name: "mail.send" });
  drive.task("later", "received", { name: "mail.send", eta: "2999-01-01T00:00:00" });
  drive.pass(1, A);
  drive.task("second", "received", { name: "mail.send" });
  expect(factsOf("second")).toMatchObject({
    task: { state: "RECEIVED" },
    holder: {
      hostname: A,
      status: "online",
      slots: 2,
      ahead: 1,
      rateLimit: "10/m",
      visibilitySeconds: 3_600,
    },
  });
  expect(factsOf("later")?.eta).toBe(Date.UTC(2999, 0));
  expect(factsOf("run")).toMatchObject({ task: { state: "STARTED" }, usualMs: null });
});

test("how long it usually runs, once enough have ended", () => {
  for (let at = 0; at < 20; at += 1) {
    drive.task(`t${at}`, "received", { name: "mail.send" });
    drive.task(`t${at}`, "succeeded", { runtimeSeconds: 4 });
  }
  drive.task("run", "received", { name: "mail.send" });
  drive.task("run", "started");
  expect(factsOf("run")?.usualMs).toBeGreaterThan(3_000);
  expect(factsOf("t1"), "it has ended").toBeNull();
  expect(factsOf("never seen")).toBeNull();
});

test("failures tell nothing of how long it usually runs", () => {
  for (let at = 0; at < 30; at += 1) {
    drive.task(`t${at}`, "received", { name: "mail.send" });
    if (at < 19) drive.task(`t${at}`, "succeeded", { runtimeSeconds: 4 });
    else drive.task(`t${at}`, "failed", { exception: "E()" });
  }
  drive.task("run", "received", { name: "mail.send" });
  drive.task("run", "started");
  expect(factsOf("run")?.usualMs).toBeNull();
});
