// Builds what `npm start` runs, all of it in dist/: the server's bundles, and the pages, which Next makes into files.
import { rmSync } from "node:fs";
import path from "node:path";
import { bundleServer } from "./bundle.mjs";
import { placePages } from "./place-pages.mjs";
import { bin, ensureCommandLine, must, root, say } from "./steps.mjs";

rmSync(path.join(root, "dist"), { recursive: true, force: true });
await bundleServer();
await ensureCommandLine();
say("server built");
await must("the pages", bin("next"), ["build"], {
  env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
});
await placePages(path.join(root, "out"), path.join(root, "dist", "pages"));
