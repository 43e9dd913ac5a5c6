// Who may import whom, in one table. A room is a folder or a file, from the project's root. Tests and their helpers are
// free: they may reach for whatever proves something. What biome can say of a single file stands in biome.json.

interface Rule {
  readonly rooms: readonly string[];
  readonly why: string;
}

/** Every package has its rooms; one that does I/O has one room. */
export const PACKAGES: Readonly<Record<string, Rule>> = {
  zod: { rooms: ["lib", "server"], why: "pages show what is decoded already" },
  "node:": { rooms: ["server"], why: "lib and components run in the browser too" },
  ioredis: { rooms: ["server/broker/redis"], why: "one room connects to Redis" },
  amqplib: { rooms: ["server/broker/amqp"], why: "one room talks to RabbitMQ" },
  "@aws-sdk/client-sqs": { rooms: ["server/broker/sqs"], why: "one room talks to SQS" },
  "socket.io": { rooms: ["server/live"], why: "one room pushes" },
  "prom-client": { rooms: ["server/metrics"], why: "one room knows what Prometheus is told" },
  pg: { rooms: ["server/results", "server/history"], why: "SQL stays where results and history are kept" },
  libsql: {
    rooms: ["server/files/load-sqlite.ts"],
    why: "it may not be installed, which is said in one place",
  },
  kysely: {
    rooms: ["server/results", "server/history"],
    why: "SQL stays where results and history are kept",
  },
  hono: { rooms: ["server/http"], why: "one room answers HTTP" },
  "@hono/zod-openapi": { rooms: ["server/http"], why: "one room answers HTTP" },
  "@hono/node-server": { rooms: ["server/http"], why: "one room answers HTTP" },
  "@msgpack/msgpack": { rooms: ["server/codecs"], why: "serializers are handed in through Codecs" },
  yaml: { rooms: ["server/codecs"], why: "serializers are handed in through Codecs" },
  commander: { rooms: ["server/cli", "server/config"], why: "command lines are read at the edge" },
  pino: { rooms: ["server/log.ts"], why: "parts log through server/log.ts" },
  next: {
    rooms: ["app", "components/ui", "components/shell", "server/http/next-pages.ts"],
    why: "Next builds pages and serves them in development: nothing else needs it",
  },
  "next-auth": {
    rooms: ["components/shell", "server/auth"],
    why: "who is signed in is known by server/auth",
  },
  "socket.io-client": {
    rooms: ["components/live", "server/cli"],
    why: "pages read topics through the hooks of components/live",
  },
  recharts: { rooms: ["components/charts"], why: "only components/charts draws with recharts" },
  react: { rooms: ["app", "components"], why: "only pages draw" },
  nuqs: { rooms: ["app", "components"], why: "only pages have an address" },
  sonner: { rooms: ["components"], why: "only pages draw" },
  cmdk: { rooms: ["components/shell"], why: "there is one palette" },
  "lucide-react": { rooms: ["app", "components"], why: "only pages draw" },
  "@base-ui/react": { rooms: ["components"], why: "only pages draw" },
  "@tanstack/react-virtual": { rooms: ["components/tasks/list"], why: "there is one list without an end" },
};

/** What a house may import of the project besides itself. */
export const HOUSES: Readonly<Record<string, Rule>> = {
  lib: { rooms: ["lib"], why: "lib is pure and stands on nothing; hand in what it needs" },
  components: {
    rooms: ["components", "lib"],
    why: "components never import the server; ask through components/live or the API",
  },
  app: {
    rooms: ["app", "components", "lib"],
    why: "pages are files that were built: they ask the server through components/live or the API",
  },
  server: { rooms: ["server", "lib"], why: "the server runs without pages" },
};

/** Rooms of components that every other may import; the others are domains and link through lib/routes.ts. */
export const SHARED_COMPONENTS: readonly string[] = ["ui", "live", "control", "charts", "words"];

/** The only files that know concrete parts: the server's composition, the engine's, and that of the command line. */
export const COMPOSERS: readonly RegExp[] = [
  /^server\/(?:main|create-server|[a-z]+-parts)\.ts$/,
  /^server\/engine\/compose\.ts$/,
  /^server\/cli\/(?:broker|choose)-target\.ts$/,
];

/** What every part of the server stands on. */
export const SERVER_GROUND: readonly string[] = [
  "server/log.ts",
  "server/backoff.ts",
  "server/collect.ts",
  "server/files",
  "server/codecs",
  "server/broker/redis/connection",
];

/** Parts whose types, not whose values, are everybody's. */
export const SERVER_TYPES: readonly string[] = ["server/config"];

/**
 * Imports past a port that are left, by part: `http → server/control/run-action.ts`. Closed: mend one and take it out
 * (one that is needed no more fails the check), never add one.
 */
export const PAST_A_PORT: readonly string[] = [
  "http → server/auth/attempt-limiter.ts",
  "http → server/auth/session-cookie.ts",
  "http → server/auth/sessions.ts",
  "http → server/batches/batches.ts",
  "results → server/broker/redis/names.ts",
];

/** From the ground up: a floor imports itself and those below. Files that lie in lib itself are floors by name. */
export const LIB_FLOORS: readonly string[] = [
  "result.ts",
  "json.ts",
  "address.ts",
  "format",
  "bounds",
  "kombu",
  "masking",
  "mask.ts",
  "mask-value.ts",
  "access",
  "pyrepr",
  "events",
  "control",
  "series",
  "tasks",
  "routes.ts",
  "batches",
  "results",
  "sending",
  "retrying",
  "workers",
  "queues",
  "cluster",
  "metrics",
  "flower",
  "live",
  "api",
];

/** Imports that run up, as `lib/file.ts → lib/file.ts`. Two at most, and closed like PAST_A_PORT. */
export const ARROWS_UP: readonly string[] = [];
