// For tests and benchmarks: starts a real redis-server of its own on a free port and takes it away again.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Ends the process at once, as a crash would; data is lost. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface RedisServerOptions {
  /** Further lines of configuration as arguments: `["--requirepass", "x"]`. */
  readonly args?: readonly string[];
  /** The given port serves TLS; `args` must name the certificates. */
  readonly tls?: boolean;
}

export async function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), "umbel-redis-"));
  let child: ChildProcess | null = null;
  const run = async () => {
    child = await spawnRedis(port, directory, options);
  };
  const kill = async () => {
    const running = child;
    child = null;
    if (running !== null) await end(running);
  };
  await run();
  return {
    port,
    url: `${options.tls === true ? "rediss" : "redis"}://127.0.0.1:${port}/0`,
    kill,
    restart: async () => {
      await kill();
      await run();
    },
    stop: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

async function spawnRedis(
  port: number,
  directory: string,
  options: RedisServerOptions,
): Promise<ChildProcess> {
  const ports = options.tls === true ? ["--port", "0", "--tls-port", String(port)] : ["--port", String(port)];
  const child = spawn(
    "redis-server",
    [
      ...ports,
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
      "--dir",
      directory,
      ...(options.args ?? []),
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let log = "";
  const collect = (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4_000);
  };
  child.stdout?.on("data", collect);
  child.stderr?.on("data", collect);
  let failed: Error | null = null;
  child.once("error", (error) => {
    failed = error;
  });
  const deadline = Date.now() + 10_000;
  while (!(await listens(port))) {
    if (failed !== null || child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`redis-server did not start: ${String(failed ?? log)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return child;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    const answer = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}
