// Umbel answers clients of Flower as Flower does: the same requests go to both, beside the same worker, and status, keys
// and words are compared. Every difference is deliberate, named and explained here and in docs/from-flower.md.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { findCommand } from "#lib/control/commands.ts";
import { ask, type Request, type Setting, startSetting, WORKER } from "./flower-setting.ts";

let setting: Setting;
const ids: Record<string, string> = {};

beforeAll(async () => {
  setting = await startSetting();
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
  // Flower knows no worker before it was refreshed; Umbel needs no such thing.
  await ask(flower.url, { path: "/api/workers?refresh=1" });
}, 120_000);
afterAll(() => setting?.stop());

async function settled(url: string): Promise<void> {
  const { json } = await ask(url, { path: "/api/tasks" });
  const states = Object.values(json as Record<string, { state: string }>).map(({ state }) => state);
  expect(states.toSorted()).toEqual(
    ["FAILURE", "FAILURE", "FAILURE", "RECEIVED", "SUCCESS", "SUCCESS", "SUCCESS", "SUCCESS"].toSorted(),
  );
}

async function both(request: Request) {
  const [flower, umbel] = [await ask(setting.flower.url, request), await ask(setting.umbelUrl, request)];
  return { flower, umbel };
}

test("it is compared with Flower 2.1", () => {
  expect(setting.flower.version).toMatch(/^2\.1\./);
});

describe("a worker that started later than both", () => {
  test("is known at once, which Flower needs a refresh for", async () => {
    const { status, json } = await ask(setting.umbelUrl, { path: `/api/workers?workername=${WORKER}` });
    expect(status).toBe(200);
    expect(Object.keys((json as Record<string, object>)[WORKER] ?? {})).toContain("registered");
  });

  test("tells both the same", async () => {
    const { flower, umbel } = await both({ path: `/api/workers?refresh=1&workername=${WORKER}` });
    expect(umbel.status).toBe(flower.status);
    expect(umbel.type).toBe(flower.type);
    expect(steady(umbel.json)).toEqual(steady(flower.json));
  });

  test("stands in the table of the page with the same keys and counts", async () => {
    const { flower, umbel } = await both({ path: "/workers?json=1" });
    const [theirs, ours] = [flower, umbel].map(
      ({ json }) => (json as { data: Record<string, unknown>[] }).data[0],
    );
    expect(Object.keys(ours ?? {}).toSorted()).toEqual(Object.keys(theirs ?? {}).toSorted());
    for (const key of Object.keys(theirs ?? {}).filter((name) => name.startsWith("task-"))) {
      expect(ours?.[key], key).toBe(theirs?.[key]);
    }
    expect(ours).toMatchObject({
      hostname: WORKER,
      status: true,
      sw_ident: "py-celery",
      sw_sys: "Linux",
      freq: 2,
    });
  });
});

/** Without what moves between two questions. */
function steady(json: unknown): unknown {
  const [[, worker] = ["", {}]] = Object.entries(json as Record<string, Record<string, unknown>>);
  const { stats, timestamp, ...rest } = worker as Record<string, object>;
  expect(typeof timestamp).toBe("number");
  const {
    clock: _clock,
    rusage: _rusage,
    uptime: _uptime,
    ...settledStats
  } = stats as Record<string, unknown>;
  return { ...rest, stats: settledStats };
}

interface FlowerTask {
  readonly [key: string]: unknown;
  readonly uuid: string;
}

test("every task has the same 31 keys in the same order, with the same values", async () => {
  const { flower, umbel } = await both({ path: "/api/tasks" });
  const [theirs, ours] = [flower, umbel].map(({ json }) => json as Record<string, FlowerTask>);
  expect(Object.keys(ours ?? {})).toEqual(Object.keys(theirs ?? {}));
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
  // Deliberate: a retry names itself as its parent (Celery does), which makes it its own child. It is neither.
  expect(ours?.[ids.flaky ?? ""]).toMatchObject({ parent: null, parent_id: null, children: [] });
});
/** Its `client` is whoever sent it first; Flower names the process that sent the retry. */
const KIN_OF_A_RETRY = new Set(["parent", "parent_id", "children", "client"]);

test("one task is the same object", async () => {
  const { flower, umbel } = await both({ path: `/api/task/info/${ids.charge}` });
  expect(Object.keys(umbel.json ?? {})).toEqual(Object.keys(flower.json ?? {}));
  const { args, kwargs, exception, traceback } = flower.json as FlowerTask;
  expect(umbel.json).toMatchObject({ args, kwargs, exception, traceback });
});

/** Same status, and the same body or the same words of refusal. */
const SAME: readonly Request[] = [
  { path: "/api/workers?status=1" },
  { path: "/api/workers?status=abc" },
  { path: "/api/workers?workername=nope" },
  { path: "/api/task/types" },
  { path: "/healthcheck" },
  ...[
    "limit=0",
    "limit=-1",
    "offset=-3&limit=1",
    "search=state:SUCCESS",
    "search=state:suc",
    "search=kwargs:amount=3",
    "search=kwargs:AMOUNT=3",
    "search=kwargs:amount=4",
    "search=kwargs:amount",
    "search=NAME:SHOP.ADD",
    "search=worker:w1@",
    "search=result:sent",
    "search=success w1@flower",
    "search=shop.charge OR shop.flaky",
    "search=(shop.charge OR shop.flaky) state:FAILURE",
    "search=shop AND (fail OR succ)",
    "search= ",
    "search=foo:bar",
    "workername=All&taskname=shop.flaky",
    "taskname=SHOP.FLAKY",
    "state=failure",
    "state=All",
    "state=nothing",
    `workername=${WORKER.toUpperCase()}`,
    "received_start=2020-01-01 00:00&received_end=2020-01-02 00:00",
    "received_start=2020-01-01 00:00",
    "sort_by=received",
    "sort_by=-started",
  ].map((query) => ({ path: `/api/tasks?${new URLSearchParams(query)}` })),
  ...[
    "ab",
    "NOT foo",
    "abc NOT def",
    "-foo",
    "()",
    "shop ( )",
    "(abc",
    "abc)",
    ")",
    "abc OR",
    "(abc OR)",
    "abc AND )",
    "OR abc",
    "abc OR AND def",
    "name:",
    "name: abc",
    "name:(abc)",
    "name:shop(x",
    "((((((abc))))))",
    "a".repeat(2049),
    "abc ".repeat(129),
  ].map((search) => ({ path: `/api/tasks?${new URLSearchParams({ search })}` })),
  post("/api/worker/pool/grow/nope"),
  post(`/api/worker/pool/grow/${WORKER}`, { n: "abc" }),
  post(`/api/worker/pool/grow/${WORKER}`, { n: "1" }),
  post(`/api/worker/pool/grow/${WORKER}`),
  ...(findCommand("autoscale")
    ? [
        post(`/api/worker/pool/autoscale/${WORKER}`, { min: "1", max: "3" }),
        post(`/api/worker/pool/restart/${WORKER}`),
      ]
    : []),
  post(`/api/worker/queue/add-consumer/${WORKER}`, { queue: "extra" }),
  post(`/api/worker/queue/cancel-consumer/${WORKER}`, { queue: "extra" }),
  post(`/api/worker/queue/cancel-consumer/${WORKER}?queue=never`),
  post("/api/task/rate-limit/shop.limited", { workername: WORKER, ratelimit: "10/m" }),
  post("/api/task/rate-limit/shop.limited", { workername: "nope", ratelimit: "10/m" }),
  post("/api/task/rate-limit/nope", { workername: WORKER, ratelimit: "10/m" }),
  post("/api/task/timeout/shop.limited", { workername: WORKER, soft: "30", hard: "60.5" }),
  post("/api/task/timeout/shop.limited", { workername: WORKER, hard: "abc" }),
  post("/api/task/timeout/nope", { workername: WORKER, soft: "3" }),
  post("/api/task/timeout/shop.limited", { workername: WORKER }),
  post("/api/task/revoke/some-id"),
  post("/api/task/revoke/some-id", { terminate: "maybe" }),
  post("/api/task/revoke/some-id", { terminate: "true", signal: "SIGKILL" }),
];

function post(path: string, form?: Record<string, string>): Request {
  return { method: "POST", path, ...(form === undefined ? {} : { form }) };
}

test.each(SAME.map((request) => [nameOf(request), request] as const))("%s", async (_name, request) => {
  const { flower, umbel } = await both(request);
  expect(umbel.status, umbel.text).toBe(flower.status);
  if (flower.status !== 200) {
    expect(umbel.type).toBe("application/json; charset=UTF-8");
    expect(umbel.message).toBe(flower.message);
  } else if (isTasks(request)) {
    const [ours, theirs] = [umbel.json ?? {}, flower.json ?? {}];
    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
    // Tasks that are alike in what is sorted by may come in any order.
    const by = /sort_by=-?(\w+)/.exec(request.path)?.[1];
    const told = theirs as Readonly<Record<string, Readonly<Record<string, unknown>>>>; // as flower.md says
    const order = (tasks: object) =>
      Object.keys(tasks).map((uuid) => (by === undefined ? uuid : told[uuid]?.[by]));
    expect(order(ours)).toEqual(order(theirs));
  } else if (flower.json === undefined) expect(umbel.text).toBe(flower.text);
  else expect(umbel.json).toEqual(flower.json);
});

function nameOf({ method = "GET", path, form }: Request): string {
  return `${method} ${path.slice(0, 100)} ${form === undefined ? "" : JSON.stringify(form)}`;
}
function isTasks({ path }: Request): boolean {
  return path.startsWith("/api/tasks");
}

describe("the table of the tasks page", () => {
  const table = (search: string, sort: string, dir: string) =>
    `/tasks/datatable?${new URLSearchParams({
      ...{ draw: "3", start: "1", length: "4", "search[value]": search },
      ...{ "order[0][column]": "0", "order[0][dir]": dir, "columns[0][data]": sort },
    })}`;
  test.each([
    ["", "started", "desc"],
    ["", "received", "asc"],
    ["shop", "name", "asc"],
    ["", "runtime", "desc"],
    ["NOT x", "name", "asc"],
  ])("%j by %s %s", async (search, sort, dir) => {
    const { flower, umbel } = await both({ path: table(search, sort, dir) });
    expect(umbel.status).toBe(flower.status);
    type Table = { readonly data: FlowerTask[] };
    const [theirs, ours] = [flower.json as Table, umbel.json as Table];
    expect({ ...ours, data: null }).toEqual({ ...theirs, data: null });
    expect(Object.keys(ours)).toEqual(Object.keys(theirs));
    // Equal names, and tasks without a runtime, may stand in any order among themselves.
    const shown = ({ data }: Table) =>
      data.map((task) => (sort === "name" ? task.name : task[sort] === null ? null : task.uuid));
    expect(shown(ours)).toEqual(shown(theirs));
    if (theirs.data[0]) expect(Object.keys(ours.data[0] ?? {})).toEqual(Object.keys(theirs.data[0]));
  });

  test("takes a form as well", async () => {
    const [path = "", query = ""] = table("", "started", "desc").split("?");
    const form = Object.fromEntries(new URLSearchParams(query));
    const { flower, umbel } = await both({ method: "POST", path, form });
    expect(umbel.status).toBe(flower.status);
    expect(Object.keys(umbel.json ?? {})).toEqual(Object.keys(flower.json ?? {}));
  });
});

test("the metrics have Flower's names, types, help texts, labels and buckets", async () => {
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
  }
});

test("the lengths of queues, which Umbel reads every few seconds", async () => {
  await vi.waitFor(
    async () => {
      const { flower, umbel } = await both({ path: "/api/queues/length" });
      const celery = ({ json }: { json: unknown }) =>
        (json as { active_queues: { name: string }[] }).active_queues.find(({ name }) => name === "celery");
      // Queues without a consumer are listed here only.
      expect(celery(umbel)).toEqual(celery(flower));
    },
    { timeout: 15_000, interval: 300 },
  );
});

/** Sent to the real worker; what comes back is compared without the new id. */
const SENDING: readonly Request[] = [
  { method: "POST", path: "/api/task/apply/shop.add", body: '{"args":[1,2]}' },
  { method: "POST", path: "/api/task/apply/shop.charge", body: '{"args":[1]}' },
  { method: "POST", path: "/api/task/apply/nope", body: "{}" },
  { method: "POST", path: "/api/task/apply/shop.add", body: "xx" },
  { method: "POST", path: "/api/task/apply/shop.add", body: "[1]" },
  { method: "POST", path: "/api/task/apply/shop.add", body: '{"args":3}' },
  { method: "POST", path: "/api/task/async-apply/nope", body: "{}" },
  { method: "POST", path: "/api/task/async-apply/shop.add", body: '{"args":[1,2],"countdown":3600}' },
  { method: "POST", path: "/api/task/async-apply/shop.add", body: '{"args":[1,2],"countdown":"x"}' },
  { method: "POST", path: "/api/task/async-apply/shop.add", body: '{"args":[1,2],"eta":"bad"}' },
  { method: "POST", path: "/api/task/send-task/any.name", body: '{"args":[1,2],"queue":"nobody"}' },
  { path: "/api/task/result/unknown" },
  { method: "POST", path: "/api/task/abort/some-id", body: "" },
];

test.each(SENDING.map((request) => [`${request.path} ${request.body ?? ""}`, request] as const))(
  "%s",
  async (_name, request) => {
    const { flower, umbel } = await both(request);
    expect(umbel.status, umbel.text).toBe(flower.status);
    if (flower.status !== 200) return expect(umbel.message).not.toBe("");
    expect(Object.keys(umbel.json ?? {}).toSorted()).toEqual(Object.keys(flower.json ?? {}).toSorted());
    const same = ({ json }: { json: unknown }) => {
      const { "task-id": _id, traceback: _traceback, ...rest } = json as Record<string, unknown>;
      return rest;
    };
    expect(same(umbel)).toEqual(same(flower));
  },
);

describe("where Flower is wrong, Umbel is not", () => {
  const umbel = (request: Request) => ask(setting.umbelUrl, request);
  test.each([
    [{ path: "/api/tasks?limit=abc" }, 400, "Invalid argument 'abc' of type 'int'"],
    [{ path: "/api/tasks?sort_by=foo" }, 400, "Invalid argument 'foo' of sort_by"],
    [{ path: "/api/tasks?received_start=bad" }, 400, "Invalid argument 'bad' of type 'date'"],
    [{ path: "/api/task/info/none" }, 404, "Unknown task 'none'"],
    [{ path: "/tasks/datatable" }, 400, "Missing argument 'draw'"],
    [{ path: "/api/nope" }, 404, "There is nothing at /api/nope"],
    [post("/api/tasks"), 405, "answers only GET"],
    [post(`/api/worker/queue/add-consumer/${WORKER}`), 400, "Missing argument 'queue'"],
    [post(`/api/worker/pool/shrink/${WORKER}`, { n: "99" }), 400, "n must be less than"],
    [post("/api/task/rate-limit/shop.limited", { workername: WORKER }), 400, "Missing argument 'ratelimit'"],
    [post("/api/task/rate-limit/shop.limited", { ratelimit: "1" }), 400, "Missing argument 'workername'"],
    [
      post("/api/task/rate-limit/shop.limited", { workername: WORKER, ratelimit: "zz" }),
      400,
      "rate_limit must be",
    ],
    [
      post("/api/task/timeout/shop.limited", { workername: WORKER, soft: "9", hard: "3" }),
      400,
      "soft must not",
    ],
    [post("/api/task/revoke/some-id", { terminate: "true", signal: "SIGBAD" }), 400, "signal"],
    [{ path: '/api/tasks?search="abc' }, 400, "Unterminated quoted phrase at position 0."],
    [{ path: '/api/tasks?search=""' }, 400, "Empty search term at position 0."],
  ] as const)("%j is refused with %i in words", async (request: Request, status, words) => {
    const answer = await umbel(request);
    expect(answer).toMatchObject({ status, type: "application/json; charset=UTF-8" });
    expect(answer.message).toContain(words);
  });

  test("phrases and markup are found as they are written", async () => {
    const found = async (search: string) => {
      const { json } = await umbel({ path: `/api/tasks?${new URLSearchParams({ search })}` });
      return Object.keys(json as object);
    };
    expect(await found('"did not answer"')).toEqual([]);
    expect(await found('kwargs:"card=a b"')).toEqual([ids.charge]);
    expect(await found(`"<a href="`)).toEqual([ids.markup]);
    expect(await found('"> &"')).toEqual([ids.markup]);
    expect(await found("args:7")).toEqual([ids.charge]);
  });

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

  test("a form of another site is refused, whatever it holds; a script's is not", async () => {
    const path = `/api/worker/queue/add-consumer/${WORKER}`;
    const evil = { origin: "https://evil.example" };
    const answer = await umbel({ method: "POST", path, form: { queue: "x" }, headers: evil });
    expect(answer).toMatchObject({ status: 403 });
    expect(await umbel({ method: "POST", path, form: { queue: "own" } })).toMatchObject({ status: 200 });
  });

  test("parameters may be JSON", async () => {
    const body = JSON.stringify({ workername: WORKER, ratelimit: "10/m" });
    const headers = { "content-type": "application/json" };
    const request = { method: "POST", path: "/api/task/rate-limit/shop.limited", body, headers } as const;
    expect((await umbel(request)).json).toEqual({ message: "new rate limit set successfully" });
  });

  test("a queue with messages and no consumer is listed", async () => {
    await setting.celery.send("shop.add", [1, 1], { options: { queue: "lonely" } });
    await vi.waitFor(
      async () => {
        const { json } = await umbel({ path: "/api/queues/length" });
        expect((json as { active_queues: object[] }).active_queues).toContainEqual({
          name: "lonely",
          messages: 1,
        });
      },
      { timeout: 15_000, interval: 200 },
    );
  });
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
  const answer = await ask(setting.umbelUrl, post(`/api/worker/pool/grow/${WORKER}`));
  expect(answer).toMatchObject({ status: 403 });
  expect(answer.message).toBe(`Failed to grow '${WORKER}' worker's pool: Unknown reason`);
});
