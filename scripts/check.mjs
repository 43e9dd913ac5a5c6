// `npm run check`: the architecture rules and the types, enforced. Prints one line a check and a closing count.
import { bin, ensurePackages, run } from "./steps.mjs";

await ensurePackages();

/** Each list from its first to its last, beside the other; the types of the routes are made before they are checked. */
const CHECKS = [
  [
    ["biome (format, lint, circles, lengths)", bin("biome"), ["check", "--error-on-warnings", "."]],
    [
      "architecture (who imports whom)",
      process.execPath,
      ["--import", "tsx", "scripts/architecture/main.ts"],
    ],
    ["knip (nothing unused)", bin("knip"), []],
  ],
  [
    ["next typegen (types of the routes)", bin("next"), ["typegen"]],
    ["tsc app and components", bin("tsc"), ["-p", "tsconfig.json"]],
    ["tsc lib (pure: no Node, no DOM)", bin("tsc"), ["-p", "lib"]],
    ["tsc server (and scripts)", bin("tsc"), ["-p", "server"]],
    ["tsc e2e", bin("tsc"), ["-p", "e2e"]],
  ],
];

const codes = (await Promise.all(CHECKS.map(runEach))).flat();
const failed = codes.filter((code) => code !== 0).length;
process.stdout.write(`${codes.length - failed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

async function runEach(checks) {
  const codes = [];
  for (const [what, command, args] of checks) {
    const code = await run(command, args, { quiet: true, env: { NEXT_TELEMETRY_DISABLED: "1" } });
    process.stdout.write(`${code === 0 ? "ok  " : "FAIL"} ${what}\n`);
    codes.push(code);
  }
  return codes;
}
