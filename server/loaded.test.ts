// Guards that each thread loads no more than it needs to watch a Redis: what only some use waits for its first use.
import { build } from "esbuild";
import { expect, test } from "vitest";

const ROOT = new URL("..", import.meta.url).pathname;
const ENTRIES = {
  main: "server/main.ts",
  thread: "server/engine/thread.ts",
  reader: "server/broker/redis/reader/thread.ts",
};

/** What is imported before the entry runs, packages by their names. */
async function loadedBy(entry: keyof typeof ENTRIES): Promise<readonly string[]> {
  const { metafile } = await build({
    ...{ absWorkingDir: ROOT, entryPoints: ENTRIES, outdir: "out", write: false, metafile: true },
    ...{ bundle: true, splitting: true, packages: "external", platform: "node", format: "esm" },
  });
  const loaded = new Set<string>();
  const open = [`out/${entry}.js`];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (loaded.has(path)) continue;
    loaded.add(path);
    const output = metafile.outputs[path];
    for (const source of Object.keys(output?.inputs ?? {})) loaded.add(source);
    for (const used of output?.imports ?? []) if (used.kind === "import-statement") open.push(used.path);
  }
  return [...loaded];
}

const DRIVERS = ["amqplib", "@aws-sdk/client-sqs", "kysely", "pg", "libsql"];

test.each([
  ["main", [...DRIVERS, "ioredis", "yaml", "@msgpack/msgpack"], "zod"],
  ["thread", [...DRIVERS, "ioredis", "hono", "server/demo/start-demo.ts"], "server/engine/engine.ts"],
  ["reader", [...DRIVERS, "zod", "yaml", "server/engine/engine.ts"], "ioredis"],
] as const)("%s", async (entry, unwanted, wanted) => {
  const loaded = await loadedBy(entry);
  expect(loaded.filter((name) => unwanted.some((other) => other === name))).toEqual([]);
  expect(loaded).toContain(wanted);
});
