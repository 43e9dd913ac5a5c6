// `npm run bench -- [name …]`: builds what is stale and runs the benchmarks against the built server.
import { ensureBuild, ensurePackages, root, run } from "./steps.mjs";
import { ensureTools } from "./tools.mjs";

await ensurePackages();
await ensureTools();
await ensureBuild();
const args = ["--import", "tsx", "scripts/bench/main.ts", ...process.argv.slice(2)];
process.exit(await run(process.execPath, args, { cwd: root }));
