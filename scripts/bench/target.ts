// Umbel under test: the built server as its own process, watched from outside: its counters, its CPU, its memory.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { io, type Socket } from "socket.io-client";
import { type Child, startProcess } from "../../e2e/fixtures/process.ts";
import { cpuSeconds, rssBytes } from "./process-figures.ts";

export interface Target {
  readonly url: string;
  readonly pid: number;
  /** A metric's value, summed over its series; NaN when absent. */
  metric(name: string): Promise<number>;
  cpuSeconds(): number;
  rssBytes(): number;
  /** Opens live topics as a browser would; answers the socket. */
  watch(topics: readonly string[]): Promise<Socket>;
  stop(): Promise<void>;
}

const root = new URL("../..", import.meta.url).pathname;

export async function startTarget(args: readonly string[]): Promise<Target> {
  const dir = mkdtempSync(path.join(tmpdir(), "umbel-bench-"));
  const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", UMBEL_DATA_DIR: dir };
  const child: Child = startProcess(process.execPath, [`${root}dist/main.js`, "--port", "0", ...args], {
    cwd: root,
    env,
  });
  const [, url = ""] = await child.until(/(http:\/\/127\.0\.0\.1:\d+)/);
  const pid = child.process.pid ?? 0;
  const sockets: Socket[] = [];
  return {
    url,
    pid,
    metric: async (name) => sumOf(await (await fetch(`${url}/metrics`)).text(), name),
    cpuSeconds: () => cpuSeconds(pid),
    rssBytes: () => rssBytes(pid),
    watch: async (topics) => {
      const socket = io(url, { path: "/live", transports: ["websocket"] });
      sockets.push(socket);
      for (const topic of topics) await socket.timeout(10_000).emitWithAck("open", topic);
      return socket;
    },
    stop: async () => {
      for (const socket of sockets) socket.disconnect();
      await child.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function sumOf(text: string, name: string): number {
  let sum = Number.NaN;
  for (const line of text.split("\n")) {
    if (!line.startsWith(name) || !(line[name.length] === " " || line[name.length] === "{")) continue;
    const value = Number(line.slice(line.lastIndexOf(" ") + 1));
    sum = Number.isNaN(sum) ? value : sum + value;
  }
  return sum;
}

/** Waits until `check` holds, asking every 50 ms; answers the seconds it took, or null after the timeout. */
export async function waitUntil(
  check: () => Promise<boolean>,
  timeoutSeconds: number,
): Promise<number | null> {
  const before = performance.now();
  while (performance.now() - before < timeoutSeconds * 1000) {
    if (await check()) return (performance.now() - before) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return null;
}
