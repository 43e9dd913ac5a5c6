// The bundles: the server in three (process, engine thread, reader thread), and the command line, which loads only the
// chunks that a command needs.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const common = {
  absWorkingDir: path.resolve(fileURLToPath(import.meta.url), "../.."),
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "linked",
  logLevel: "warning",
};

export function bundleServer() {
  return build({
    ...common,
    entryPoints: {
      main: "server/main.ts",
      thread: "server/engine/thread.ts",
      reader: "server/broker/redis/reader/thread.ts",
    },
    outdir: "dist",
  });
}

export function bundleCommandLine(outdir) {
  return build({ ...common, entryPoints: { main: "server/cli/main.ts" }, outdir, splitting: true });
}
