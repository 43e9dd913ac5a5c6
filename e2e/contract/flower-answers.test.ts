// Umbel answers clients of Flower 2.2 as Flower does: the same requests go to both, beside the same worker, and status,
// type, keys, order and words are compared. That everything is asked for is shown by flower-source.test.ts. What
// differs deliberately is a row of flower-differences.ts, which is the table in docs/from-flower.md; nothing else may.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { CASES, type Case, get } from "./flower-cases.ts";
import { agreeOnTasks, askBoth, compare, createJudge, settled } from "./flower-compare.ts";
import { DIFFERENCES } from "./flower-differences.ts";
import { ask, type Request, type Setting, startSetting, WORKER } from "./flower-setting.ts";

let setting: Setting;
const ids: Record<string, string> = {};
const { counts, proven, judge } = createJudge();
const both = (request: Request) => askBoth(setting, request);

beforeAll(async () => {
  setting = await startSetting({ umbel: ["--unauthenticated-api"] });
  const { celery, flower, umbelUrl } = setting;
  ids.add = await celery.send("shop.add", [1, 2]);
  ids.charge = await celery.send("shop.charge", [7], { kwargs: { amount: 3, card: "a b" } });
  ids.flaky = await celery.send("shop.flaky");
  ids.chain = await celery.ask<string>({ do: "chain" });
  ids.later = await celery.send("shop.add", [3, 4], { options: { countdown: 3600, expires: 7200 } });
  ids.unknown = await celery.send("nope.unknown");
  ids.markup = await celery.send("shop.add", [5, `<a href="x"> & 'y'`]);
  for (const url of [flower.url, umbelUrl])
    await vi.waitFor(() => settled(url), { timeout: 30_000, interval: 200 });
}, 120_000);
afterAll(async () => {
  await setting?.stop();
  const said = `${counts.equal} equal, ${counts.deliberate} deliberate, ${counts.differs} differs`;
  process.stdout.write(`\nFlower ${setting?.flower.version}: ${said}\n`);
});

test("A20: it is compared with Flower 2.2.0", () => {
  expect(setting.flower.version).toBe("2.2.0");
});

describe("a worker that started later than both", () => {
  test("A20: is known at once, which Flower needs a refresh for", async () => {
    const { flower, umbel } = await both(get("/api/workers", { workername: WORKER }));
    judge(compare(get("/api/workers"), flower, umbel), "known");
    expect(umbel.status).toBe(200);
    expect(Object.keys((umbel.json as Record<string, object>)[WORKER] ?? {})).toContain("registered");
  });

  test("A20: a refresh of all leaves its tasks out, one of it alone has them, in both", async () => {
    const parts = async (query: Record<string, string>) => {
      const { flower, umbel } = await both(get("/api/workers", { refresh: "1", ...query }));
      expect(umbel.status).toBe(flower.status);
      expect(umbel.type).toBe(flower.type);
      return [flower, umbel].map(
        ({ json }) => (json as Record<string, Record<string, unknown>>)[WORKER] ?? {},
      );
    };
    const [theirs, ours] = await parts({});
    for (const part of ["stats", "active_queues", "registered", "conf"])
      expect([part, Object.keys(ours ?? {}).includes(part)]).toEqual([
        part,
        Object.keys(theirs ?? {}).includes(part),
      ]);
    const [theirAll, ourAll] = await parts({ workername: WORKER });
    expect(steady(ourAll)).toEqual(steady(theirAll));
    counts.equal += 2;
  });

  test("A20: stands in the table of the page with the same keys and counts", async () => {
    for (const url of ["/workers?json=1", "/?json=1"]) {
      const { flower, umbel } = await both({ path: url });
      const [theirs, ours] = [flower, umbel].map(
        ({ json }) => (json as { data: Record<string, unknown>[] }).data[0],
      );
      expect(Object.keys(ours ?? {}).toSorted()).toEqual(Object.keys(theirs ?? {}).toSorted());
      for (const key of Object.keys(theirs ?? {}).filter((name) => name.startsWith("task-"))) {
        expect(ours?.[key], key).toBe(theirs?.[key]);
      }
      expect(ours).toMatchObject({ hostname: WORKER, status: true, sw_ident: "py-celery", freq: 2 });
      counts.equal += 1;
    }
  });
});

/** Without what moves between two questions. */
function steady({ stats, timestamp, ...rest }: Record<string, unknown> = {}): unknown {
  expect(typeof timestamp).toBe("number");
  const { clock: _clock, rusage: _rusage, uptime: _uptime, ...still } = stats as Record<string, unknown>;
  return { ...rest, stats: still };
}

interface FlowerTask {
  readonly [key: string]: unknown;
  readonly uuid: string;
}

test("A20: every task has the same 31 keys in the same order, with the same values", async () => {
  const { flower, umbel } = await both({ path: "/api/tasks" });
  const [theirs, ours] = [flower, umbel].map(({ json }) => json as Record<string, FlowerTask>);
  expect(Object.keys(ours ?? {}).toSorted()).toEqual(Object.keys(theirs ?? {}).toSorted());
  for (const [uuid, task] of Object.entries(theirs ?? {})) {
    const own = ours?.[uuid];
    expect(Object.keys(own ?? {}).toSorted()).toEqual(Object.keys(task).toSorted());
    expect(Object.keys(task)).toHaveLength(31);
    // Of two events that overtook each other Flower takes the one that came last, Umbel the one that was sent last.
    const later = Number(own?.timestamp) - Number(task.timestamp);
    const overtaken = later >= 0.00005 && later < 0.01;
    for (const [key, value] of Object.entries(task)) {
      if (uuid === ids.flaky && KIN_OF_A_RETRY.has(key)) continue;
      const what = `${task.name} ${key}`;
      if (overtaken && (key === "clock" || key === "timestamp")) continue;
      if (typeof value === "number" && key !== "retries" && key !== "clock")
        expect(own?.[key], what).toBeCloseTo(value, 4);
      else expect(own?.[key], what).toEqual(value);
    }
  }
  counts.equal += 1;
  // A retry names itself as its parent (Celery does), which makes it its own child. It is neither.
  const pick = (all: typeof ours) => {
    const { parent, parent_id, children } = all?.[ids.flaky ?? ""] ?? { uuid: "" };
    return { parent, parent_id, children };
  };
  judge({ alike: false, what: "kin", theirs: pick(theirs), ours: pick(ours) }, "kin");
  expect(pick(theirs)).toEqual({ parent: ids.flaky, parent_id: ids.flaky, children: [ids.flaky] });
  expect(pick(ours)).toEqual({ parent: null, parent_id: null, children: [] });
});
/** Its `client` is whoever sent it first; Flower names the process that sent the retry. */
const KIN_OF_A_RETRY = new Set(["parent", "parent_id", "children", "client"]);

test("A20: one task is the same object", async () => {
  const { flower, umbel } = await both({ path: `/api/task/info/${ids.charge}` });
  expect(Object.keys(umbel.json ?? {})).toEqual(Object.keys(flower.json ?? {}));
  const { args, kwargs, exception, traceback } = flower.json as FlowerTask;
  expect(umbel.json).toMatchObject({ args, kwargs, exception, traceback });
  counts.equal += 1;
});

test("A20: results of tasks are the same, but for secrets", async () => {
  for (const id of [ids.add, ids.charge, ids.flaky, ids.unknown, ids.later]) {
    for (const query of ["", "timeout=1"]) {
      const request = get(`/api/task/result/${id}`, id === ids.later ? "" : query);
      const { flower, umbel } = await both(request);
      judge(compare(request, flower, umbel), undefined);
    }
  }
  const secret = await setting.celery.send("shop.secret");
  const request = get(`/api/task/result/${secret}`, "timeout=10");
  const { flower, umbel } = await both(request);
  judge(compare(request, flower, umbel), "masked");
  expect(flower.text).toContain("hunter2");
  expect(umbel.text).not.toContain("hunter2");
  await agreeOnTasks(setting);
}, 40_000);

const OF_THIS_TEST = new Set(["shop.sleep", "shop.limited", "shop.charge", "shop.flaky", "shop.silent"]);

test("A20: what is prefetched has the same series with the same values, also once it was revoked unstarted", async () => {
  const { celery, flower, umbelUrl } = setting;
  // The two slots are taken: what comes next waits at the worker.
  const busy = await Promise.all([3, 3].map((seconds) => celery.send("shop.sleep", [seconds])));
  const waiting = await celery.send("shop.limited");
  const told = async (url: string) => {
    const { text } = await ask(url, { path: "/metrics" });
    const found = [...text.matchAll(/^flower_worker_prefetched_tasks\{(.*)\} (\S+)$/gm)];
    // Flower's drifts with tasks that have another name in some of their events (`shadow`), so not every name agrees.
    return Object.fromEntries(
      found
        .map(([, labels = "", value]) => [/task="([^"]*)"/.exec(labels)?.[1] ?? "", Number(value)] as const)
        .filter(([task]) => OF_THIS_TEST.has(task)),
    );
  };
  const agree = () =>
    vi.waitFor(async () => expect(await told(umbelUrl)).toEqual(await told(flower.url)), {
      timeout: 10_000,
      interval: 100,
    });
  await vi.waitFor(async () => expect((await told(flower.url))["shop.limited"]).toBe(1), { timeout: 5_000 });
  await agree();
  await ask(umbelUrl, { method: "POST", path: `/api/task/revoke/${waiting}` });
  const ended = async (id: string) =>
    expect(await celery.ask({ do: "state", id })).toMatch(/SUCCESS|REVOKED/);
  for (const id of [...busy, waiting]) await vi.waitFor(() => ended(id), { timeout: 15_000, interval: 100 });
  await vi.waitFor(async () => expect((await told(flower.url))["shop.limited"]).toBe(0), { timeout: 5_000 });
  await agree();
  await agreeOnTasks(setting);
  counts.equal += 2;
}, 40_000);

test.each(CASES.map((one) => [nameOf(one), one] as const))(
  "A20: %s",
  async (_name, { request, differs, status }) => {
    const { flower, umbel } = await both(request);
    judge(compare(request, flower, umbel), differs);
    if (status !== undefined) expect(umbel.status, umbel.text).toBe(status);
  },
);

function nameOf({ request: { method = "GET", path: url, form, body }, differs }: Case): string {
  const sent = form === undefined ? (body ?? "") : JSON.stringify(form);
  return `${method} ${url.slice(0, 100)} ${sent.slice(0, 120)} ${differs === undefined ? "" : `(${differs})`}`;
}

test("A20: the metrics have Flower's names, types, help texts, labels and buckets", async () => {
  const lines = async (url: string, pattern: RegExp) =>
    [
      ...new Set(
        (await ask(url, { path: "/metrics" })).text.split("\n").flatMap((line) => line.match(pattern) ?? []),
      ),
    ]
      .filter((line) => !line.includes("_created"))
      .toSorted();
  for (const pattern of [/^# (HELP|TYPE) flower_.*/, /(?<=^flower_task_runtime.*le=)"[^"]+"/]) {
    const theirs = await lines(setting.flower.url, pattern);
    expect(theirs.length).toBeGreaterThan(10);
    await vi.waitFor(async () => expect(await lines(setting.umbelUrl, pattern)).toEqual(theirs));
    counts.equal += 1;
  }
});

test("A20: the lengths of queues; one with messages and no consumer is listed here only", async () => {
  await setting.celery.send("shop.add", [1, 1], { options: { queue: "lonely" } });
  await vi.waitFor(
    async () => {
      const { flower, umbel } = await both({ path: "/api/queues/length" });
      const [theirs, ours] = [flower, umbel].map(
        ({ json }) => (json as { active_queues: { name: string }[] }).active_queues,
      );
      expect(ours).toEqual(expect.arrayContaining(theirs ?? []));
      expect(ours).toContainEqual({ name: "lonely", messages: 1 });
      expect(theirs).not.toContainEqual(expect.objectContaining({ name: "lonely" }));
    },
    { timeout: 15_000, interval: 300 },
  );
  judge({ alike: false, what: "lengths", theirs: null, ours: null }, "lengths");
});

test("A20: every answer is nosniff, and other sites may read what nobody has to sign in for, but change nothing", async () => {
  for (const path of ["/api/tasks", "/api/workers", "/api/task/info/none", "/tasks/datatable"]) {
    const { flower, umbel } = await both({ path });
    for (const name of ["x-content-type-options", "access-control-allow-origin"])
      expect([path, name, umbel.headers.get(name)]).toEqual([path, name, flower.headers.get(name)]);
    expect(umbel.headers.get("access-control-allow-origin")).toBe("*");
    counts.equal += 1;
  }
  const headers = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
  const { flower, umbel } = await both({ method: "POST", path: "/api/task/revoke/some-id", headers });
  judge({ alike: flower.status === umbel.status, what: "cors", theirs: null, ours: null }, "cors");
  expect([flower.status, umbel.status]).toEqual([200, 403]);
});

describe("where Flower is wrong, Umbel is not", () => {
  const umbel = (request: Request) => ask(setting.umbelUrl, request);

  test("what was refused left no message behind: the worker lives, obeys, and has no limit it was not given", async () => {
    const registered = await setting.celery.ask<Record<string, string[]>>({
      do: "inspect",
      method: "registered",
    });
    expect(registered[WORKER]).toContain("shop.limited [rate_limit=10/m]");
    const pong = await setting.celery.ask<Record<string, object>>({ do: "inspect", method: "ping" });
    expect(pong).toEqual({ [WORKER]: { ok: "pong" } });
    expect(setting.worker.process.exitCode).toBeNull();
  });

  // Last but one: Flower's message leaves the worker without a process.
  test("A20: a pool is not shrunk to nothing", async () => {
    const request = { method: "POST", path: `/api/worker/pool/shrink/${WORKER}`, form: { n: "99" } } as const;
    const own = await umbel(request);
    judge(compare(request, await ask(setting.flower.url, request), own), "shrink");
    expect(own.status).toBe(400);
  });

  test("a worker that is killed is offline within two heartbeats, which Flower never notices", {
    timeout: 30_000,
  }, async () => {
    await setting.worker.stop("SIGKILL");
    const online = async (url: string) =>
      (await ask(url, { path: "/metrics" })).text.match(/^flower_worker_online\{.*\} (\S+)$/m)?.[1];
    await vi.waitFor(async () => expect(await online(setting.umbelUrl)).toBe("0"), {
      timeout: 10_000,
      interval: 200,
    });
    expect(Number(await online(setting.flower.url))).toBe(1);
    const answer = await umbel({ method: "POST", path: `/api/worker/pool/grow/${WORKER}` });
    expect(answer).toMatchObject({ status: 403 });
    expect(answer.message).toBe(`Failed to grow '${WORKER}' worker's pool: Unknown reason`);
  });
});

test("A20: every deliberate difference was shown", () => {
  expect([...proven].toSorted()).toEqual(Object.keys(DIFFERENCES).toSorted());
  expect(counts.differs).toBe(0);
});
