// Where Umbel deliberately answers otherwise than Flower 2.2. The table in docs/from-flower.md is made of these rows, and
// flower-answers.test.ts proves each of them: a row that no request shows any more fails.

export interface Difference {
  /** Routes, in Flower's words. */
  readonly route: string;
  readonly text: string;
}

export const DIFFERENCES = {
  pages: {
    route: "`/`, `/workers`, `/tasks`, `/worker/…`, `/task/…`, `/broker`, `/login`, `/logout`",
    text: "Umbel's own pages; Flower's addresses lead to them, with `worker`, `name` and `state`. `/logout` signs nobody out, because any site could lead there: the menu does",
  },
  static: { route: "`/static/…`", text: "not there: Umbel's pages have files of their own" },
  head: { route: "every `GET`", text: "`HEAD` is answered; Flower says 405" },
  why: {
    route: "all",
    text: "A refusal says why, where Flower's has no body (405, a path that is not there, 401 as JSON)",
  },
  failures: {
    route: "all",
    text: "What makes Flower fail (500) is taken, or refused with a 400 that says what is wrong",
  },
  escaping: { route: "all", text: "`<`, `>`, `&` and quotes in messages stay as they came" },
  sites: {
    route: "all that change something",
    text: "A form of another site is refused, without users too. Flower without users obeys it",
  },
  json: { route: "all that take a form", text: "The parameters may be a JSON object as well" },
  known: {
    route: "`GET /api/workers`",
    text: "a worker is known as soon as it is heard of, not after a refresh",
  },
  iso: { route: "`GET /api/tasks`", text: "`received_start` and `received_end` may also be ISO 8601" },
  legacy: {
    route: "`GET /api/tasks`, `/tasks/datatable`",
    text: "What only Flower 2.0 took, `args:1 result:ok` without quotes, brackets or operators, is read as 2.0 read it where 2.2 refuses it",
  },
  kin: {
    route: "`GET /api/tasks`, `GET /api/task/info/…`",
    text: "A retried task is not its own parent and child, and its `client` is whoever sent it first",
  },
  limits: {
    route: "`POST /api/task/rate-limit/…`, `timeout/…`",
    text: "A limit that Celery cannot read is 400 and is not sent; so is a soft limit above the hard one",
  },
  signal: {
    route: "`POST /api/task/revoke/…`",
    text: "a signal that is none is 400 (Flower's reaches the worker, which fails); SIGTERM, SIGKILL, SIGINT, SIGQUIT, SIGHUP and SIGUSR1 are some",
  },
  shrink: {
    route: "`POST /api/worker/pool/shrink/…`",
    text: "by as many as there are or more is 400 and is not sent; Flower passes on the worker's refusal, 403",
  },
  autoscale: { route: "`POST /api/worker/pool/autoscale/…`", text: "`min` above `max` is 400" },
  words: {
    route: "`POST /api/task/apply`, `async-apply`, `send-task`",
    text: "A body that is not JSON, or an option that cannot be read, is a 400 as in Flower, in other words",
  },
  canvas: {
    route: "`POST /api/task/apply`, `async-apply`, `send-task`",
    text: "`link`, `link_error`, `chain`, `chord`, `stamped_headers` and `expiration` are 400: callbacks and stamps are the application's to set",
  },
  values: {
    route: "`POST /api/task/apply`, `async-apply`, `send-task`",
    text: "A value that is none is 400, where Flower sends it: a priority that is no whole number from 0 to 255, a negative limit or number of retries, a soft limit above the hard one, a time without its hour, a number as a name, an id with blanks or beyond ASCII, a header of Celery's own, a `__type__` that kombu does not know",
  },
  pickle: {
    route: "`POST /api/task/apply`, `async-apply`, `send-task`",
    text: "Messages are JSON, compressed with zlib (`gzip`) if asked to; another `serializer` or `compression` is 400",
  },
  unbound: {
    route: "`POST /api/task/async-apply`, `send-task`",
    text: "With an `exchange` and `routing_key` that lead nowhere 404; Flower's message is lost",
  },
  masked: {
    route: "`GET /api/task/result/…`",
    text: "Secrets are shown as `********`, by their names and forms, in arguments and results alike",
  },
  lengths: { route: "`GET /api/queues/length`", text: "queues without a consumer are listed too" },
  cors: {
    route: "all, with `FLOWER_UNAUTHENTICATED_API` and without users",
    text: "Pages of other sites may read, as with Flower; what they would change is refused",
  },
} as const satisfies Readonly<Record<string, Difference>>;

export type DifferenceName = keyof typeof DIFFERENCES;

/** As it stands in the document. */
export function differencesTable(): string {
  const rows = Object.values(DIFFERENCES).map(({ route, text }) => `| ${route} | ${text} |`);
  return ["| route | different |", "|---|---|", ...rows].join("\n");
}
