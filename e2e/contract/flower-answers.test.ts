// Umbel answers clients of Flower 2.2 as Flower does: the same requests go to both, beside the same worker, and status,
// type, keys, order and words are compared. Every route, method and parameter of Flower's own source is asked for. What
// differs deliberately is a row of flower-differences.ts, which is the table in docs/from-flower.md; nothing else may.
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parseSearch } from "#lib/flower/search/parse.ts";
import { flowerAnswer, flowerOption } from "#server/config/flower-options.ts";
import { flagOf } from "#server/config/option.ts";
import { CASES, type Case, get } from "./flower-cases.ts";
import { type Comparison, compare } from "./flower-compare.ts";
import { DIFFERENCES, type DifferenceName, differencesTable } from "./flower-differences.ts";
import { flowerOptions, flowerRoutes, flowerSearchErrors, matches } from "./flower-routes.ts";
import { ask, type Request, type Setting, startSetting, WORKER } from "./flower-setting.ts";

let setting: Setting;
const ids: Record<string, string> = {};
const counts = { equal: 0, deliberate: 0, differs: 0 };
const proven = new Set<DifferenceName>();

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

async function settled(url: string): Promise<void> {
  const { json } = await ask(url, { path: "/api/tasks" });
  const states = Object.values(json as Record<string, { state: string }>).map(({ state }) => state);
  expect(states.toSorted()).toEqual(
    ["FAILURE", "FAILURE", "FAILURE", "RECEIVED", "SUCCESS", "SUCCESS", "SUCCESS", "SUCCESS"].toSorted(),
  );
}

/** The same tasks in the same states. */
async function agreeOnTasks(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { flower, umbel } = await both({ path: "/api/tasks?sort_by=name" });
      const states = ({ json }: { json: unknown }) =>
        Object.values(json as Record<string, { uuid: string; state: string }>).map(({ uuid, state }) => [
          uuid,
          state,
        ]);
      expect(states(umbel)).toEqual(states(flower));
    },
    { timeout: 10_000, interval: 100 },
  );
}

async function both(request: Request) {
  const [flower, umbel] = [await ask(setting.flower.url, request), await ask(setting.umbelUrl, request)];
  return { flower, umbel };
}

/** Fails unless the two are alike, or differ as they should. */
function judge(comparison: Comparison, differs: DifferenceName | undefined): void {
  if (differs !== undefined) proven.add(differs);
  if (comparison.alike) counts.equal += 1;
  else if (differs !== undefined) counts.deliberate += 1;
  else counts.differs += 1;
  if (differs === undefined) expect(comparison.ours, comparison.what).toEqual(comparison.theirs);
  else expect(comparison.alike, `“${differs}” is not shown by it: they are alike`).toBe(false);
}

test("A20: it is compared with Flower 2.2.0", () => {
  expect(setting.flower.version).toBe("2.2.0");
});

test("A20: every route, method and parameter of Flower's own source is asked for", () => {
  const asked = [...CASES.map(({ request }) => request), ...ELSEWHERE];
  const missing = flowerRoutes().flatMap((route) => {
    const here = asked.filter((request) => matches(route, request.path.split("?", 1)[0] ?? ""));
    const methods = route.methods.filter((method) => !here.some((one) => (one.method ?? "GET") === method));
    const parameters = route.parameters.filter((name) => {
      const spelt = name.replace("{column}", "0");
      return !here.some(({ path: url, form }) => {
        const query = new URLSearchParams(url.split("?", 2)[1] ?? "");
        return query.has(spelt) || form?.[spelt] !== undefined;
      });
    });
    return [...methods, ...parameters].map((what) => `${route.pattern} ${what}`);
  });
  expect(missing).toEqual([]);
});
/** Asked for by the tests below. */
const ELSEWHERE: readonly Request[] = [
  get("/api/workers", "refresh=1"),
  get("/metrics"),
  get("/api/queues/length"),
];

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
  await agreeOnTasks();
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
  await agreeOnTasks();
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

test("A20: whatever is searched for is refused in the same words, or by neither", () => {
  const word = fc.constantFrom(
    ...'( ) AND OR NOT abc ab -abc "abc "a b" name: state:x kwargs:a=b name:-ab \\" x:abcd'.split(" "),
  );
  const queries = fc
    .sample(fc.array(word, { maxLength: 9 }), { numRuns: 3_000, seed: 20 })
    .map((words) => words.join(" "));
  const theirs = flowerSearchErrors(queries);
  for (const [at, query] of queries.entries()) {
    const parsed = parseSearch(query);
    // What Flower 2.0 took and 2.2 refuses is read as 2.0 read it.
    if (parsed.ok && theirs[at] !== null)
      expect(query, query).toMatch(/^(\s*(state|args|kwargs|result):\S+)+\s*$/);
    else expect([query, parsed.ok ? null : parsed.error]).toEqual([query, theirs[at]]);
  }
  counts.equal += 1;
});

test("A20: every option of Flower's own source has a row in docs/from-flower.md", () => {
  const file = path.join(import.meta.dirname, "../../docs/from-flower.md");
  const table = readFileSync(file, "utf8").split("## Options")[1]?.split("## Variables")[0] ?? "";
  const rows = table.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const told = new Map(
    rows.flatMap(([, names = "", ours = ""]) => names.split(/,\s*/).map((name) => [name, ours])),
  );
  for (const name of flowerOptions()) {
    const known = flowerOption(name);
    const row =
      known === null ? "none" : told.get(name) === "the same" ? "the same" : `\`--${flagOf(known[1])}\``;
    expect([name, told.get(name)]).toEqual([name, row]);
    if (known === null) expect(flowerAnswer(name), name).toEqual(expect.any(String));
    counts.equal += 1;
  }
});

test("A20: every deliberate difference was shown, and docs/from-flower.md has exactly these", () => {
  expect([...proven].toSorted()).toEqual(Object.keys(DIFFERENCES).toSorted());
  expect(counts.differs).toBe(0);
  const file = path.join(import.meta.dirname, "../../docs/from-flower.md");
  const shown =
    /<!-- differences -->\n([\s\S]*?)<!-- \/differences -->/.exec(readFileSync(file, "utf8"))?.[1] ?? "";
  // The formatter pads the columns of tables.
  const cells = (table: string) =>
    table
      .trim()
      .split("\n")
      .map((line) => line.split("|").map((cell) => cell.trim().replace(/^-+$/, "---")));
  expect(cells(shown)).toEqual(cells(differencesTable()));
});
