// Builds what `npm start` runs: the server as two bundles (process and engine thread) and the pages with Next.
import { rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { bin, must, root, say } from "./steps.mjs";

rmSync(path.join(root, "dist"), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: {
    main: "server/main.ts",
    thread: "server/engine/thread.ts",
    reader: "server/broker/reader/thread.ts",
  },
  outdir: "dist",
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "linked",
  logLevel: "warning",
});
say("server built");
await must("the pages", bin("next"), ["build"], {
  env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
});
