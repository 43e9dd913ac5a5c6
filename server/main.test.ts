// Guards what a shell sees of the entry: its words, its streams and its exit codes.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");

// Each run starts a process of its own.
vi.setConfig({ testTimeout: 60_000 });

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "server/main.ts", ...args],
    {
      cwd: ROOT,
      encoding: "utf8",
      timeout: 30_000,
      env: { PATH: process.env.PATH, NODE_ENV: "test" },
    },
  );
  return { status, stdout, stderr };
}

test("--help and --version print and stop", () => {
  expect(run("--help")).toMatchObject({
    status: 0,
    stderr: "",
    stdout: expect.stringContaining("--broker <url>"),
  });
  expect(run("--version").stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("wrong options end with 2 and say what was meant", () => {
  const { status, stdout, stderr } = run("--prot=1");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toBe(
    "umbel: unknown option '--prot=1' (Did you mean --port?)\nRun with --help for all options.\n",
  );
});

test("a taken port ends with 1 and the remedy, without a stack", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? address?.port : 0;
  const { status, stderr } = run("--demo", `--port=${port}`);
  expect(status).toBe(1);
  expect(stderr).toBe(
    `umbel: Something already listens on 127.0.0.1, port ${port}: stop it, or choose another with --port (0 takes any free one).\n`,
  );
});
