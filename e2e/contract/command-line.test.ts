// Every subcommand of the command line on a real cluster, against a running Umbel and straight at its broker: what it
// prints, as a table and as JSON, and its exit status.
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { captureLine, type Ran } from "#server/cli/captured-line.test-helper.ts";
import { BROKERS, type TestBroker } from "../fixtures/brokers.ts";
import { type Fleet, hostnameOf, startFleet } from "../fixtures/fleet.ts";
import { startProcess } from "../fixtures/process.ts";
import { PIP_PYTHON } from "../fixtures/pythons.ts";

const SOLO = ["-d", hostnameOf("solo")];
const PREFORK = ["-d", hostnameOf("prefork")];

/** Words, what is printed, and the exit status when it is not 0. */
const LINES: readonly (readonly [line: string | readonly string[], out: RegExp, status?: number])[] = [
  ["inspect ping", /^WORKER\s+ANSWER\nauto@fleet\s+pong\nprefork@fleet\s+pong\n/],
  ["inspect active", /None\.|^WORKER/],
  ["inspect reserved", /None\.|^WORKER/],
  ["inspect scheduled", /None\.|^WORKER/],
  ["inspect dump_schedule", /None\.|^WORKER/],
  [["inspect", "registered", "rate_limit", ...SOLO], /solo@fleet:\n[\s\S]* {2}shop\.add\n/],
  [["inspect", "revoked", ...SOLO], /^solo@fleet:\n/],
  [["inspect", "stats", ...PREFORK], /prefork@fleet:\n[\s\S]* {2}pool:\n[\s\S]*max-concurrency: 2/],
  ["inspect active_queues", /solo@fleet\s+solo\s+solo\s+direct\s+solo/],
  [["inspect", "conf", "--with-defaults", ...SOLO], /task_serializer: json/],
  ["inspect report", /software -> celery:5\./],
  ["inspect clock", /^WORKER\s+ANSWER\nauto@fleet\s+clock: \d+/],
  ["inspect query_task no-such-task", /None\./],
  ["inspect memsample", /auto@fleet/],
  ["inspect memdump 3", /rss/],
  ["inspect objgraph", /error: ImportError/, 1],
  [["control", "rate_limit", "shop.limited", "7/m", ...SOLO], /new rate limit set/],
  [["control", "rate_limit", "no.such", "7/m", ...SOLO], /error: unknown task/, 1],
  [["control", "time_limit", "shop.big", "50", "60", ...SOLO], /time limits set/],
  [["control", "pool_grow", "1", ...PREFORK], /pool will grow/],
  [["control", "pool_shrink", "1", ...PREFORK], /pool will shrink/],
  [["control", "autoscale", "4", "2", "--pattern", "auto@*"], /autoscale now max=4 min=2/],
  [["control", "autoscale", "4", "2", ...SOLO], /error: ValueError: Autoscale not enabled/, 1],
  [["control", "add_consumer", "late", "--max-priority", "5", ...SOLO], /add consumer late/],
  [["control", "cancel_consumer", "late", ...SOLO], /no longer consuming from late/],
  ["control enable_events", /already enabled/],
  ["control disable_events", /already disabled/],
  [["control", "pool_restart", ...SOLO], /reload started/],
  ["control heartbeat", /done/],
  ["control revoke_by_stamped_headers tenant=acme --regex so|th", /flagged as revoked, but not terminated/],
  [["control", "custom", "set_mode", '{"mode": "day"}', ...SOLO], /mode is day/],
  ["revoke no-such-task", /flagged as revoked/],
  ["revoke no-such-task --terminate --signal SIGKILL", /terminate: tasks unknown/],
  ["inspect ping -d nobody@fleet -t 0.5", /No worker answered/, 69],
  [
    ["inspect", "ping", "-d", `nobody@fleet,${hostnameOf("solo")}`, "-t", "0.5"],
    /no answer from nobody@fleet/,
    75,
  ],
  ["inspect ping --pattern nobody*", /matches no worker/, 2],
  ["control shutdown", /must name the workers/, 2],
  ["control rate_limit shop.add often", /must be like 10/, 2],
  ["control pool_grow many", /must be a whole number/, 2],
  ["control custom election", /never sent/, 2],
  ["inspect election", /unknown command 'election'/, 2],
  ["inspekt ping", /Did you mean inspect\?/, 2],
  ["workers", /prefork@fleet\s+online\s+prefork\s+0\/\d/],
  ["status", /4 of 4 workers online/],
  ["tasks", /TASK ID|No task/],
  ["tasks 00000000-0000-4000-8000-000000000000", /No task/, 1],
  ["tasks state:nope", /\^{4} "nope" is not a state/, 2],
  ["purge no-such-queue", /give --force/, 2],
  ["purge no-such-queue --force", /no-such-queue\s+0/],
];

let broker: TestBroker;
let fleet: Fleet;
beforeAll(async () => {
  broker = await BROKERS.redis();
  fleet = await startFleet(PIP_PYTHON, broker);
}, 90_000);
afterAll(async () => {
  await fleet?.stop();
  await broker?.stop();
});

function run(
  target: readonly string[],
  line: string | readonly string[],
  more: Partial<Around> = {},
): Promise<Ran> {
  const words = typeof line === "string" ? line.split(" ") : line;
  return captureLine([...words, ...target], more);
}
type Around = NonNullable<Parameters<typeof captureLine>[1]>;

describe.each([
  ["a running Umbel", () => ["--url", fleet.url]],
  ["the broker", () => ["--broker", broker.url]],
] as const)("against %s", (name, targetOf) => {
  test("every subcommand prints its answer and exits with its status", { timeout: 120_000 }, async () => {
    for (const [line, printed, status = 0] of LINES) {
      const ran = await run(/^inspekt|^inspect election/.test(String(line)) ? [] : targetOf(), line);
      const shown = `${line}\n${ran.out}\n${ran.err}`;
      expect(ran.status, shown).toBe(status);
      expect(`${ran.out}${ran.err}`, shown).toMatch(printed);
    }
  });

  test("machines get JSON", async () => {
    const ping = JSON.parse((await run(targetOf(), ["inspect", "ping", "--json"])).out);
    expect(ping).toMatchObject({
      missing: [],
      replies: expect.arrayContaining([expect.objectContaining({ text: "pong" })]),
    });
    const workers = JSON.parse((await run(targetOf(), ["workers", "--json"])).out);
    expect(workers.workers).toHaveLength(4);
  });

  test("a running task is found, listed and ended; a queue is emptied when its name is typed", {
    timeout: 30_000,
  }, async () => {
    const id = await fleet.celery.send("shop.sleep", [30], { options: { queue: "prefork" } });
    await vi.waitFor(async () => {
      const found = await run(targetOf(), ["inspect", "query_task", id, ...PREFORK]);
      expect(found.out).toContain(`prefork@fleet  ${id}  active  shop.sleep`);
    }, 10_000);
    // The worker knows it before its event was read.
    await vi.waitFor(async () => {
      expect((await run(targetOf(), ["tasks", "state:running", "name:shop.*"])).out).toContain(id);
    }, 10_000);
    const stopped = await run(targetOf(), ["revoke", id, "--terminate", ...PREFORK]);
    expect(stopped.out).toContain(`terminate: ${id}`);

    const queue = `full-${name.length}`;
    for (let i = 0; i < 3; i += 1) await fleet.celery.send("shop.add", [1, 1], { options: { queue } });
    const typed = (text: string) => ({ input: PassThrough.from([`${text}\n`]) });
    expect(await run(targetOf(), ["purge", queue], typed("yes"))).toMatchObject({ status: 1 });
    const emptied = await run(targetOf(), ["purge", queue], typed(queue));
    expect(emptied.out).toMatch(new RegExp(`${queue}\\s+3`));
  });

  test("events tail what happens, narrowed by the query", { timeout: 30_000 }, async () => {
    let end: () => void = () => undefined;
    const interrupted = new Promise<void>((resolve) => {
      end = resolve;
    });
    let out = "";
    const tail = run(targetOf(), ["events", "name:shop.charge", "--json"], {
      interrupted,
      out: (text) => {
        out += text;
      },
    });
    await vi.waitFor(async () => {
      const id = await fleet.celery.send("shop.charge", [1], { options: { queue: "prefork" } });
      await fleet.celery.send("shop.add", [1, 1], { options: { queue: "prefork" } });
      await vi.waitFor(() => expect(out).toContain(id), 2_000);
      await vi.waitFor(() => expect(out).toContain("FAILURE"), 2_000);
    }, 15_000);
    end();
    expect(await tail).toMatchObject({ status: 0, err: "" });
    for (const line of out.trim().split("\n")) {
      expect(JSON.parse(line)).toMatchObject({ type: "task", name: "shop.charge" });
    }
  });
});

test("the program itself: fast, and refused with a reason and a status", { timeout: 60_000 }, async () => {
  const start = (words: readonly string[]) => startProcess(process.execPath, ["scripts/start.mjs", ...words]);
  // The first may have to bundle.
  const first = start(["inspect", "ping", "--url", fleet.url]);
  await first.until(/pong/);
  await first.stop();
  const before = performance.now();
  const ping = start(["inspect", "ping", "--url", fleet.url]);
  await ping.until(/solo@fleet\s+pong/);
  console.info(`umbel inspect ping: ${Math.round(performance.now() - before)} ms`);
  const away = start(["status", "--url", "http://127.0.0.1:1"]);
  await away.until(/No Umbel answers/);
  await vi.waitFor(() => expect(away.process.exitCode).toBe(69));
});
