// A real Prometheus scrapes the demo's /metrics and finds nothing wrong with it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Child, freePort, startProcess } from "../fixtures/process.ts";
import { type RunningUmbel, startUmbel } from "../fixtures/umbel.ts";

const SOON = { timeout: 20_000, interval: 200 };
let umbel: RunningUmbel;
let prometheus: Child;
let api: string;
const dir = mkdtempSync(path.join(tmpdir(), "umbel-prometheus-"));

beforeAll(async () => {
  umbel = await startUmbel(["--demo"]);
  const config = path.join(dir, "prometheus.yml");
  writeFileSync(config, configuration(new URL(umbel.url).host));
  const address = `127.0.0.1:${await freePort()}`;
  api = `http://${address}/api/v1`;
  const data = `--storage.tsdb.path=${path.join(dir, "data")}`;
  prometheus = startProcess("prometheus", [
    `--config.file=${config}`,
    data,
    `--web.listen-address=${address}`,
  ]);
  await prometheus.until(/Server is ready to receive web requests/);
});
afterAll(async () => {
  await Promise.all([prometheus?.stop(), umbel?.stop()]);
  rmSync(dir, { recursive: true, force: true });
});

function configuration(target: string): string {
  return `global:
  scrape_interval: 1s
  scrape_timeout: 1s
scrape_configs:
  - job_name: umbel
    static_configs:
      - targets: ["${target}"]
`;
}

interface Target {
  readonly health: string;
  readonly lastError: string;
}

/** The first value of an instant query; null when nothing matches. */
async function query(expression: string): Promise<number | null> {
  const response = await fetch(`${api}/query?query=${encodeURIComponent(expression)}`);
  const { data } = (await response.json()) as { data: { result: { value: [number, string] }[] } };
  const value = data.result[0]?.value[1];
  return value === undefined ? null : Number(value);
}

describe("Prometheus", () => {
  test("scrapes the target", async () => {
    await vi.waitFor(async () => {
      const response = await fetch(`${api}/targets`);
      const { data } = (await response.json()) as { data: { activeTargets: Target[] } };
      expect(data.activeTargets.map(({ health, lastError }) => ({ health, lastError }))).toEqual([
        { health: "up", lastError: "" },
      ]);
    }, SOON);
  });

  test("answers queries about what it scraped", async () => {
    const positive = ["sum(flower_events_total)", "sum(flower_worker_online)", "umbel_events_received_total"];
    for (const expression of positive) {
      await vi.waitFor(async () => expect(await query(expression), expression).toBeGreaterThan(0), SOON);
    }
    await vi.waitFor(
      async () => expect(await query("rate(umbel_events_received_total[10s])")).toBeGreaterThan(0),
      SOON,
    );
    expect(await query("sum(umbel_malformed_total) or vector(0)"), "the demo sends nothing malformed").toBe(
      0,
    );
  });

  test("promtool finds nothing to object to", async () => {
    const text = await (await fetch(`${umbel.url}/metrics`)).text();
    expect(text).toMatch(/^flower_task_runtime_seconds_bucket\{/m);
    const promtool = startProcess("promtool", ["check", "metrics"]);
    promtool.process.stdin?.end(text);
    const code = await new Promise((resolve) => promtool.process.once("close", resolve));
    expect({ code, output: promtool.output() }).toEqual({ code: 0, output: "" });
  });
});
