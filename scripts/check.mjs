// `npm run check`: the architecture rules and the types, enforced. Prints one line a check and a closing count.
import { bin, ensurePackages, run } from "./steps.mjs";

await ensurePackages();

const checks = [
  ["biome (format, lint, circles, lengths)", bin("biome"), ["check", "--error-on-warnings", "."]],
  ["architecture (who imports whom)", process.execPath, ["--import", "tsx", "scripts/architecture/main.ts"]],
  ["next typegen (types of the routes)", bin("next"), ["typegen"]],
  ["tsc lib (pure: no Node, no DOM)", bin("tsc"), ["-p", "lib"]],
  ["tsc server (and scripts)", bin("tsc"), ["-p", "server"]],
  ["tsc e2e", bin("tsc"), ["-p", "e2e"]],
  ["tsc app and components", bin("tsc"), ["-p", "tsconfig.json"]],
  ["knip (nothing unused)", bin("knip"), []],
];

let failed = 0;
for (const [what, command, args] of checks) {
  const code = await run(command, args, { quiet: true, env: { NEXT_TELEMETRY_DISABLED: "1" } });
  process.stdout.write(`${code === 0 ? "ok  " : "FAIL"} ${what}\n`);
  if (code !== 0) failed += 1;
}
process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
