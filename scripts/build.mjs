import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleServer } from "./bundle.mjs";
import { thirdParty } from "./licences.mjs";
import { placePages } from "./place-pages.mjs";
import { bin, ensureCommandLine, must, root, say } from "./steps.mjs";

rmSync(path.join(root, "dist"), { recursive: true, force: true });
const bundled = await bundleServer();
writeFileSync(path.join(root, "dist", "THIRD-PARTY.txt"), thirdParty(bundled));
await ensureCommandLine();
say("server built");
await must("the pages", bin("next"), ["build"], {
  env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
});
await placePages(path.join(root, "out"), path.join(root, "dist", "pages"));
