// The requests that go to both: each equal, or different in the one way that its row of flower-differences.ts names.
import type { DifferenceName } from "./flower-differences.ts";
import { type Request, WORKER } from "./flower-setting.ts";

export interface Case {
  readonly request: Request;
  /** In what way Umbel answers otherwise; absent: not at all. */
  readonly differs?: DifferenceName;
  /** What Umbel answers then. */
  readonly status?: number;
}

export function get(path: string, query: Readonly<Record<string, string>> | string = ""): Request {
  const text = typeof query === "string" ? query : new URLSearchParams(query).toString();
  return { path: text === "" ? path : `${path}?${text}` };
}
function post(path: string, form?: Readonly<Record<string, string>>): Request {
  return { method: "POST", path, ...(form === undefined ? {} : { form }) };
}
const same = (...requests: readonly Request[]): Case[] => requests.map((request) => ({ request }));
const other = (differs: DifferenceName, status: number, ...requests: readonly Request[]): Case[] =>
  requests.map((request) => ({ request, differs, status }));
const tasks = (query: string) => get("/api/tasks", new URLSearchParams(query).toString());
const search = (text: string) => get("/api/tasks", { search: text });
const table = (change: Readonly<Record<string, string>> = {}, without: readonly string[] = []) => {
  const all: Record<string, string> = {
    ...{ draw: "3", start: "1", length: "4", "search[value]": "", "order[0][column]": "0" },
    ...{ "order[0][dir]": "desc", "columns[0][data]": "started", ...change },
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)));
};
const datatable = (...change: Parameters<typeof table>) => get("/tasks/datatable", table(...change));
const send = (route: string, body: unknown): Request => ({
  method: "POST",
  path: `/api/task/${route}`,
  body: typeof body === "string" ? body : JSON.stringify(body),
});

const PAGES: readonly Case[] = [
  ...other("pages", 200, get("/"), get("/workers"), get("/tasks")),
  ...other("pages", 302, get("/tasks?state=FAILURE&worker=w&name=n"), get("/broker"), get("/logout")),
  ...other("pages", 302, get(`/worker/${WORKER}?limit=10`), get("/task/none"), get("/login"), get("/login/")),
  { request: post("/login/"), differs: "pages", status: 302 },
  ...other("static", 200, get("/static/css/flower.css"), get("/static/swagger.json")),
];

const WORKERS: readonly Case[] = same(
  get("/workers?json=1&refresh=no"),
  get("/?json=1&refresh=no"),
  get("/api/workers", "status=1"),
  get("/api/workers", "status=abc"),
  get("/api/workers", "status="),
  get("/api/workers", "refresh=perhaps"),
  get("/api/workers", "workername=nope"),
  get("/api/workers", { workername: WORKER, status: "true" }),
  get("/healthcheck"),
  get("/api/task/types"),
);

const TASKS: readonly Case[] = [
  ...[
    ...["limit=0", "limit=-1", "limit=2", "limit=", "limit=abc", "limit=1.5", "limit=99999999999999999999"],
    ...["offset=-3&limit=1", "offset=2", "offset=", "offset=x", "limit=%202%20", "limit=2&limit=3"],
    ...["workername=All&taskname=shop.flaky", "taskname=SHOP.FLAKY", "state=failure", "state=All"],
    ...["state=nothing", "state=", "workername=", "taskname=", `workername=${WORKER.toUpperCase()}`],
    ...["received_start=2020-01-01 00:00&received_end=2020-01-02 00:00", "received_start=2020-01-01 00:00"],
    ...["received_start=", "received_end=bad", "received_start=2020-13-01 00:00", "search=", "search= "],
    ...["sort_by=name", "sort_by=-name", "sort_by=state", "sort_by=-state", "sort_by=received"],
    ...["sort_by=-received", "sort_by=started", "sort_by=-started", "sort_by=--name", "sort_by=foo"],
    ...["sort_by=state&limit=3&offset=1", ""],
  ].flatMap((query) => same(tasks(query))),
  ...[
    ...["state:SUCCESS", "state:suc", "kwargs:amount=3", "kwargs:AMOUNT=3", "kwargs:amount=4"],
    ...["kwargs:amount", "NAME:SHOP.ADD", "worker:w1@", "result:sent", "success w1@flower", "foo:bar"],
    ...["shop.charge OR shop.flaky", "(shop.charge OR shop.flaky) state:FAILURE", "shop AND (fail OR succ)"],
    ...['"did not answer"', 'kwargs:"card=a b"', '"<a href="', '"> &"', '"abc', '""', "'y'"],
    ...["ab", "NOT foo", "abc NOT def", "-foo", "()", "shop ( )", "(", "(abc", "abc)", ")", "abc OR"],
    ...["(abc OR)", "abc AND )", "OR abc", "abc OR AND def", "name:", "name: abc", "name:(abc)"],
    ...["name:shop(x", "((((((abc))))))", "a".repeat(2049), "abc ".repeat(129), ") NOT", "state:-x"],
  ].flatMap((text) => same(search(text))),
  ...other("legacy", 200, search("args:1"), search("args:1 result:3")),
  ...other("iso", 200, get("/api/tasks", { received_start: "2020-01-01T00:00:00Z" })),
  ...other("failures", 200, tasks("sort_by=")),
  ...other("escaping", 400, tasks("limit=<b>")),
  ...same(get("/api/task/info/none"), get("/api/task/info/")),
  ...same(
    datatable(),
    datatable({ "columns[0][data]": "received", "order[0][dir]": "asc" }),
    datatable({ "search[value]": "shop", "columns[0][data]": "name", "order[0][dir]": "asc" }),
    datatable({ "columns[0][data]": "runtime" }),
    datatable({ "columns[0][data]": "state", start: "0" }),
    datatable({ "columns[0][data]": "args", start: "0", length: "10" }),
    datatable({ "search[value]": "NOT x" }),
    datatable({ length: "-1" }),
    datatable({ start: "-2", length: "2" }),
    datatable({ start: "x" }),
    datatable({}, ["columns[0][data]", "order[0][dir]", "search[value]"]),
    ...["draw", "start", "length", "order[0][column]"].map((name) => datatable({}, [name])),
    post("/tasks/datatable", table()),
    post("/tasks/datatable"),
  ),
];

const CONTROL: readonly Case[] = [
  ...["shutdown", "pool/restart", "pool/grow", "pool/shrink", "pool/autoscale"].flatMap((path) =>
    same(post(`/api/worker/${path}/nope`)),
  ),
  ...same(
    post("/api/worker/queue/add-consumer/nope"),
    post("/api/worker/queue/cancel-consumer/nope"),
    post(`/api/worker/pool/grow/${WORKER}`, { n: "abc" }),
    post(`/api/worker/pool/grow/${WORKER}`, { n: "" }),
    post(`/api/worker/pool/grow/${WORKER}`, { n: "1" }),
    post(`/api/worker/pool/grow/${WORKER}?n=1`),
    post(`/api/worker/pool/grow/${WORKER}`),
    post(`/api/worker/pool/shrink/${WORKER}`, { n: "1" }),
    post(`/api/worker/pool/shrink/${WORKER}`, { n: "x" }),
    post(`/api/worker/pool/restart/${WORKER}`),
    post(`/api/worker/pool/autoscale/${WORKER}`),
    post(`/api/worker/pool/autoscale/${WORKER}`, { min: "1" }),
    post(`/api/worker/pool/autoscale/${WORKER}`, { min: "", max: "3" }),
    post(`/api/worker/pool/autoscale/${WORKER}`, { min: "x", max: "3" }),
    post(`/api/worker/pool/autoscale/${WORKER}`, { min: "1", max: "3" }),
    post(`/api/worker/queue/add-consumer/${WORKER}`),
    post(`/api/worker/queue/add-consumer/${WORKER}`, { queue: "" }),
    post(`/api/worker/queue/add-consumer/${WORKER}`, { queue: "extra" }),
    post(`/api/worker/queue/cancel-consumer/${WORKER}`),
    post(`/api/worker/queue/cancel-consumer/${WORKER}`, { queue: "extra" }),
    post(`/api/worker/queue/cancel-consumer/${WORKER}?queue=never`),
    post("/api/task/rate-limit/shop.limited", { workername: WORKER, ratelimit: "10/m" }),
    post("/api/task/rate-limit/shop.limited", { workername: "nope", ratelimit: "10/m" }),
    post("/api/task/rate-limit/nope", { workername: WORKER, ratelimit: "10/m" }),
    post("/api/task/rate-limit/shop.limited", { workername: WORKER }),
    post("/api/task/rate-limit/shop.limited", { ratelimit: "1" }),
    post("/api/task/timeout/shop.limited", { workername: WORKER, soft: "30", hard: "60.5" }),
    post("/api/task/timeout/shop.limited", { workername: WORKER, hard: "abc" }),
    post("/api/task/timeout/nope", { workername: WORKER, soft: "3" }),
    post("/api/task/timeout/shop.limited", { workername: "nope", soft: "3" }),
    post("/api/task/timeout/shop.limited", { workername: WORKER }),
    post("/api/task/timeout/shop.limited"),
    post("/api/task/revoke/some-id"),
    post("/api/task/revoke/some-id", { terminate: "maybe" }),
    post("/api/task/revoke/some-id", { terminate: "" }),
    post("/api/task/revoke/some-id", { terminate: "true", signal: "SIGKILL" }),
  ),
  ...other("json", 200, {
    ...post("/api/task/rate-limit/shop.limited"),
    body: JSON.stringify({ workername: WORKER, ratelimit: "10/m" }),
    headers: { "content-type": "application/json" },
  }),
  ...other("autoscale", 400, post(`/api/worker/pool/autoscale/${WORKER}`, { min: "5", max: "3" })),
  ...other(
    "limits",
    400,
    post("/api/task/rate-limit/shop.limited", { workername: WORKER, ratelimit: "zz" }),
    post("/api/task/timeout/shop.limited", { workername: WORKER, soft: "9", hard: "3" }),
  ),
  ...other("signal", 400, post("/api/task/revoke/some-id", { terminate: "true", signal: "SIGBAD" })),
  ...other("sites", 403, {
    ...post("/api/task/revoke/some-id", { terminate: "no" }),
    headers: { origin: "https://elsewhere.example" },
  }),
];

const SENDING: readonly Case[] = [
  ...same(
    send("apply/shop.add", { args: [1, 2] }),
    send("apply/shop.add", { args: [1], kwargs: { y: 4 }, timeout: "20" }),
    send("apply/shop.add", { args: [1, 2], timeout: null, priority: "3", retries: 0 }),
    send("apply/shop.add", { args: [1, 2], options: {}, nonsense: 1, shadow: "x", compression: "gzip" }),
    send("apply/shop.charge", { args: [1] }),
    send("apply/shop.silent", {}),
    send("apply/shop.add", { args: [1, 2], ignore_result: true }),
    send("apply/shop.sleep", { args: [2], timeout: 0.2 }),
    send("apply/shop.add", { args: [1, 2], timeout: "soon" }),
    send("apply/shop.add", { args: [1, 2], timeout: [] }),
    send("apply/shop.reject", {}),
    send("apply/nope", {}),
    send("apply/nope", { args: 3 }),
    send("apply/shop.add", [1]),
    send("apply/shop.add", { args: 3 }),
    send("async-apply/nope", {}),
    send("async-apply/nope", ""),
    send("async-apply/shop.add", [1]),
    send("async-apply/shop.add", { args: "x" }),
    send("async-apply/shop.add", { args: [1, 2], countdown: 3600 }),
    send("async-apply/shop.add", { args: [1, 2], countdown: "3600", expires: "7200" }),
    send("async-apply/shop.add", { args: [1, 2], eta: "2030-01-02 03:04:05.000006" }),
    send("send-task/any.name", { args: [1, 2], queue: "nobody" }),
    send("async-apply/shop.add", { args: [1, 2], countdown: "-5", expires: 0, queue: "nobody" }),
    send("async-apply/shop.add", { args: [1, 2], countdown: 3600, eta: "2030-01-02 03:04:05.000006" }),
    send("async-apply/shop.add", { args: [1, 2], countdown: 3600, queue: "", exchange: "", shadow: "" }),
    send("send-task/any.name", { queue: "nobody", link: [], link_error: [], kwargs: null, task_id: "" }),
    send("send-task/any.name", ""),
    send("send-task/any.name", { args: {} }),
    send("send-task/any.name", [1]),
    get("/api/task/result/unknown"),
    get("/api/task/result/unknown", "timeout=0.2"),
    get("/api/task/result/unknown", "timeout=soon"),
    get("/api/task/result/unknown", "timeout="),
    post("/api/task/abort/some-id"),
  ),
  ...other(
    "words",
    400,
    send("apply/shop.add", "xx"),
    send("async-apply/shop.add", "{"),
    send("async-apply/shop.add", { args: [1, 2], countdown: "x" }),
    send("async-apply/shop.add", { args: [1, 2], eta: "bad" }),
    send("async-apply/shop.add", { args: [1, 2], expires: "bad" }),
  ),
  ...other(
    "failures",
    400,
    send("send-task/any.name", { kwargs: [1] }),
    send("send-task/any.name", { connection: 1 }),
    send("send-task/any.name", { eta: "2030-01-01T00:00:00Z", countdown: "x" }),
  ),
  ...other("failures", 200, send("send-task/any.name", { countdown: "60" })),
  ...other(
    "canvas",
    400,
    ...["link", "link_error", "chain", "chord"].map((key) =>
      send("send-task/any.name", {
        queue: "nobody",
        [key]: key === "chain" ? [{ task: "shop.add" }] : { task: "shop.add" },
      }),
    ),
    send("send-task/any.name", { queue: "nobody", stamped_headers: ["a"], a: 1 }),
    send("send-task/any.name", { queue: "nobody", expiration: 5 }),
  ),
  ...other(
    "values",
    400,
    ...[{ priority: 300 }, { priority: "high" }, { time_limit: -1 }, { retries: -1 }, { task_id: "a b" }].map(
      (option) => send("send-task/any.name", { queue: "nobody", ...option }),
    ),
    send("send-task/any.name", { queue: "nobody", time_limit: 5, soft_time_limit: 9 }),
    send("send-task/any.name", { queue: "nobody", eta: "2030-01-02" }),
    send("send-task/any.name", { queue: "nobody", group_id: 5 }),
    send("send-task/any.name", { queue: "nobody", headers: { id: "x" } }),
    send("send-task/any.name", { queue: "nobody", args: [{ __type__: "odd", __value__: 1 }] }),
  ),
  ...other(
    "pickle",
    400,
    send("send-task/any.name", { queue: "nobody", serializer: "pickle" }),
    send("send-task/any.name", { queue: "nobody", compression: "bzip2" }),
  ),
  ...other("unbound", 404, send("send-task/any.name", { exchange: "nowhere", routing_key: "nobody" })),
];

const EVERYWHERE: readonly Case[] = [
  ...other("head", 200, { method: "HEAD", path: "/healthcheck" }),
  ...other(
    "why",
    405,
    post("/api/tasks"),
    { method: "PUT", path: "/api/task/revoke/x" },
    get("/api/task/revoke/x"),
  ),
  ...other("why", 404, get("/api/nope")),
  ...same({ method: "OPTIONS", path: "/api/tasks" }, { method: "OPTIONS", path: "/api/task/revoke/x" }),
];

export const CASES: readonly Case[] = [...[WORKERS, TASKS, SENDING, CONTROL, EVERYWHERE, PAGES].flat()];
