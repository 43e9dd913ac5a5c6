// Every command on real workers of every pool: what each answers, that a running task is stopped where the pool can,
// that what is refused says so, and that no JSON anyone can POST costs a worker. Run for each Celery and each broker.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type AnyCall, anyCallTo } from "#lib/control/any-call.test-helper.ts";
import { BROKERS, type TestBroker } from "../fixtures/brokers.ts";
import { type Fleet, hostnameOf, type Outcome, POOLS, type Pool, startFleet } from "../fixtures/fleet.ts";

/** Text of each pool's answer; one for all where they agree. */
type Answers = RegExp | Readonly<Record<Pool, RegExp>>;
type Row = readonly [command: string, args: object, answers: Answers];

const NO_AUTOSCALE = /^ValueError: Autoscale not enabled$/;
const NO_ATTRIBUTE = /^AttributeError: .*has no attribute/;
const RANGE_INSTEAD = /not supported with autoscale/;
const EVERYBODY = Object.keys(POOLS) as readonly Pool[]; // the keys of that table
const RUNS = Number(process.env.UMBEL_COMMAND_RUNS ?? 300);

const TABLE: readonly Row[] = [
  ["ping", {}, /^pong$/],
  ["stats", {}, /^\d values$/],
  ["active", {}, /entr/],
  ["reserved", {}, /entr/],
  ["scheduled", {}, /entr/],
  ["revoked", {}, /entr/],
  ["registered", { taskinfoitems: ["rate_limit"], builtins: true }, /^\d\d entries$/],
  ["active_queues", {}, /entr/],
  ["conf", { with_defaults: true }, /^[12]\d\d values$/],
  ["query_task", { ids: ["unknown"] }, /^0 values$/],
  ["report", {}, /software -> celery:5\./],
  ["clock", {}, /^1 values$/],
  ["memsample", {}, /^done$|B$/],
  ["memdump", { samples: 3 }, /rss/],
  ["objgraph", { num: 10 }, /^ImportError: Requires the objgraph library$/],
  ["heartbeat", {}, /^done$/],
  ["enable_events", {}, /already enabled/],
  ["disable_events", {}, /already disabled/],
  ["rate_limit", { task_name: "shop.limited", rate_limit: "3/m" }, /^new rate limit set/],
  ["rate_limit", { task_name: "no.such", rate_limit: "3/m" }, /^unknown task$/],
  ["time_limit", { task_name: "shop.big", soft: 50, hard: 60 }, /^time limits set/],
  [
    "pool_grow",
    { n: 1 },
    { prefork: /^pool will grow$/, auto: RANGE_INSTEAD, threads: NO_ATTRIBUTE, solo: NO_ATTRIBUTE },
  ],
  [
    "pool_shrink",
    { n: 1 },
    { prefork: /^pool will shrink$/, auto: RANGE_INSTEAD, threads: NO_ATTRIBUTE, solo: NO_ATTRIBUTE },
  ],
  [
    "autoscale",
    { max: 4, min: 2 },
    { prefork: NO_AUTOSCALE, auto: /^autoscale now max=4 min=2$/, threads: NO_AUTOSCALE, solo: NO_AUTOSCALE },
  ],
  ["add_consumer", { queue: "extra" }, /^add consumer extra$/],
  [
    "add_consumer",
    {
      queue: "routed",
      exchange: "shop",
      exchange_type: "topic",
      routing_key: "a.#",
      queue_arguments: { "x-max-priority": 5 },
    },
    /^add consumer routed$/,
  ],
  ["cancel_consumer", { queue: "extra" }, /^no longer consuming from extra$/],
  ["revoke", { task_id: ["unknown"] }, /flagged as revoked$/],
  ["terminate", { task_id: "unknown" }, /^terminate: tasks unknown$/],
];

export interface Setting {
  readonly python: string;
  /** What differs between releases. */
  readonly stamped: RegExp;
  readonly poolRestart: Readonly<Record<Pool, RegExp>>;
}

export function commandBattery({ python, stamped, poolRestart }: Setting): void {
  describe.each(Object.entries(BROKERS))("on %s", (_name, startBroker) => {
    let broker: TestBroker;
    let fleet: Fleet;
    beforeAll(async () => {
      broker = await startBroker();
      fleet = await startFleet(python, broker);
    }, 90_000);
    afterAll(async () => {
      await fleet?.stop();
      await broker?.stop();
    });

    const pingAll = async (): Promise<void> => {
      const { replies, missing } = await fleet.send("ping");
      expect({ answered: replies.map(({ hostname }) => hostname).sort(), missing }).toEqual({
        answered: EVERYBODY.map(hostnameOf).sort(),
        missing: [],
      });
    };
    const runsTasks = async (): Promise<void> => {
      for (const queue of EVERYBODY) {
        const id = await fleet.celery.send("shop.add", [1, 2], { options: { queue } });
        const state = () => fleet.celery.ask<string>({ do: "state", id });
        await vi.waitFor(async () => expect(await state(), queue).toBe("SUCCESS"), 10_000);
      }
    };
    const start = async (pool: Pool): Promise<string> => {
      const id = await fleet.celery.send("shop.sleep", [8], { options: { queue: pool } });
      const state = () => fleet.celery.ask<string>({ do: "state", id });
      await vi.waitFor(async () => expect(await state(), pool).toBe("STARTED"), 10_000);
      return id;
    };

    test("every command has the answer of every pool", { timeout: 60_000 }, async () => {
      const rows: Row[] = [
        ...TABLE,
        ["revoke_by_stamped_headers", { headers: { tenant: ["acme"] } }, stamped],
        ["pool_restart", { modules: ["json"], reload: false }, poolRestart],
        ["pool_restart", { modules: ["no.such"] }, /^ModuleNotFoundError: No module named 'no'$/],
      ];
      for (const [command, args, answers] of rows) {
        const { replies, missing } = await fleet.send(command, args);
        expect(missing, command).toEqual([]);
        for (const pool of EVERYBODY) {
          const reply = replies.find(({ hostname }) => hostname === hostnameOf(pool));
          const wanted = answers instanceof RegExp ? answers : answers[pool];
          expect(reply?.text, `${command} on ${pool}`).toMatch(wanted);
        }
      }
      await pingAll();
      await runsTasks();
    });

    test("destinations: some, by pattern, and who does not answer is named", async () => {
      const some = await fleet.send(
        "ping",
        {},
        { destination: [hostnameOf("solo"), "nobody@fleet"], timeout: 1 },
      );
      expect(some.replies.map(({ hostname }) => hostname)).toEqual([hostnameOf("solo")]);
      expect(some.missing).toEqual(["nobody@fleet"]);
      const glob = await fleet.send("ping", {}, { pattern: "*o@fleet" });
      expect(glob.matched).toEqual([hostnameOf("auto"), hostnameOf("solo")]);
      expect(glob.replies.map(({ hostname }) => hostname).sort()).toEqual(glob.matched);
      const pcre = await fleet.send("ping", {}, { pattern: "pre|thr", matcher: "pcre" });
      expect(pcre.matched).toEqual([hostnameOf("prefork"), hostnameOf("threads")]);
      const none = await fleet.post("/api/v1/commands/ping", { pattern: "gpu-*" });
      expect(none.status).toBe(400);
      expect(JSON.stringify(none.body)).toContain("matches no worker");
    });

    test("the application's own commands are sent by name", async () => {
      const to = { arguments: { mode: "night" }, destination: [hostnameOf("prefork")] };
      const answer = await fleet.post("/api/v1/custom-commands/set_mode", to);
      expect((answer.body as Outcome).replies).toMatchObject([{ ok: true, text: "mode is night" }]);
      const unknown = await fleet.post("/api/v1/custom-commands/no_such_command", to);
      expect((unknown.body as Outcome).replies).toMatchObject([
        { ok: false, text: "KeyError: no_such_command" },
      ]);
      for (const never of ["election", "hello", "shutdown", "dump_conf"]) {
        expect((await fleet.post(`/api/v1/custom-commands/${never}`, to)).status, never).toBe(400);
      }
    });

    test("query_task and terminate find the task that runs, each pool in its way", {
      timeout: 30_000,
    }, async () => {
      const [prefork, threads, solo] = await Promise.all(
        (["prefork", "threads", "solo"] as const).map(start),
      );
      const where = await fleet.send(
        "query_task",
        { ids: [prefork] },
        { destination: [hostnameOf("prefork")] },
      );
      expect(where.replies[0]?.value[prefork ?? ""][0]).toBe("active");
      const stop = (pool: Pool, id: unknown) =>
        fleet.send("terminate", { task_id: id }, { destination: [hostnameOf(pool)], timeout: 1 });
      const [stopped, refused, silent] = await Promise.all([
        stop("prefork", prefork),
        stop("threads", threads),
        stop("solo", solo),
      ]);
      expect(stopped.replies).toMatchObject([{ ok: true, text: `terminate: ${prefork}` }]);
      expect(refused.replies).toMatchObject([
        { ok: false, text: expect.stringContaining("NotImplementedError") },
      ]);
      expect(silent.missing, "a solo worker hears nothing while its task runs").toEqual([hostnameOf("solo")]);
      const state = async () => (await fleet.engine.query("task", { uuid: prefork ?? "" }))?.state;
      await vi.waitFor(async () => expect(await state()).toBe("REVOKED"), 10_000);
      await vi.waitFor(pingAll, 15_000);
    });

    test("what would end a worker is refused with the reason, and sent to nobody", async () => {
      const deadly = [
        ["add_consumer", { queue: "a", exchange: "prefork", exchange_type: "topic" }, "direct"],
        ["add_consumer", { queue: "b", exchange: "shop", exchange_type: "fanout" }, "topic"],
        ["add_consumer", { queue: "shop" }, "topic"],
        ["pool_shrink", { n: 50 }, "one must stay"],
      ] as const;
      for (const [command, args, why] of deadly) {
        const answer = await fleet.post(`/api/v1/commands/${command}`, { arguments: args });
        expect(answer.status, JSON.stringify(args)).toBe(400);
        expect(JSON.stringify(answer.body)).toContain(why);
      }
      await pingAll();
    });

    test(`${RUNS} generated calls leave every worker alive and obedient`, { timeout: 120_000 }, async () => {
      await pingAll();
      const workers = EVERYBODY.map(hostnameOf);
      const destinations = fc.oneof(
        fc.constant(null),
        fc.subarray(workers, { minLength: 1 }),
        fc.jsonValue(),
      );
      const seed = Number(process.env.UMBEL_COMMAND_SEED ?? 20_261_126);
      const calls = fc.sample(anyCallTo(destinations), { numRuns: RUNS, seed });
      const statuses = new Map<number, number>();
      for (const call of calls) {
        const status = await postCall(fleet, call);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      console.info(`generated calls by status: ${JSON.stringify(Object.fromEntries(statuses))}`);
      expect([...statuses.keys()].sort()).toEqual([200, 400]);
      expect(statuses.get(200)).toBeGreaterThan(RUNS / 5);
      await pingAll();
      await runsTasks();
    });

    test("shutdown ends the worker that was named, and only that", async () => {
      const { replies } = await fleet.send("shutdown", {}, { destination: [hostnameOf("threads")] });
      expect(replies).toEqual([]);
      const status = async () => {
        const workers = await fleet.engine.query("workers", {});
        return workers.find(({ key }) => key === hostnameOf("threads"))?.status;
      };
      await vi.waitFor(async () => expect(await status()).toBe("offline"), 15_000);
      // It says that it leaves before it stops to answer.
      await vi.waitFor(
        async () => expect((await fleet.send("ping")).replies).toHaveLength(EVERYBODY.length - 1),
        15_000,
      );
    });
  });
}

/** A shutdown is obeyed: it goes to nobody's name here. */
async function postCall(fleet: Fleet, { name, custom, args, destination }: AnyCall): Promise<number> {
  const path = `/api/v1/${custom ? "custom-commands" : "commands"}/${encodeURIComponent(name === "" ? " " : name)}`;
  const to = name === "shutdown" && Array.isArray(destination) ? ["nobody@fleet"] : destination;
  const { status } = await fleet.post(path, { arguments: args, destination: to, timeout: 0.5 });
  return status;
}
