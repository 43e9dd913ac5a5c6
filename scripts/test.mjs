// `npm test`: installs what the tests need and runs everything: checks, build, unit and contract tests, browser tests
// on the demo cluster, browser tests on real Celery. The last line is `N passed, N failed`.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { bin, ensureBuild, ensurePackages, root, run, say } from "./steps.mjs";
import { debianPython, ensureTools, pipPython } from "./tools.mjs";

/** Of one stage: a hung child does not hang all. */
const AT_MOST_MS = 30 * 60_000;

const reports = path.join(root, ".cache", "reports");
const started = Date.now();
const totals = { passed: 0, failed: 0 };

await ensurePackages();
await ensureTools();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

await step(
  "checks",
  () => run(process.execPath, ["scripts/check.mjs"], { atMostMs: AT_MOST_MS }),
  () => null,
);
await ensureBuild();
await step("unit and contract tests", runVitest, countVitest);
await step("browser tests", runPlaywright, countPlaywright);

say(`took ${Math.round((Date.now() - started) / 1000)} s`);
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);

/** Runs one stage and adds its counts; a stage that fails without a failing test, or runs no test, counts as one failure. */
async function step(what, stage, count) {
  say(what);
  const code = await stage();
  const counts = count() ?? { passed: code === 0 ? 1 : 0, failed: 0 };
  totals.passed += counts.passed;
  totals.failed += counts.failed;
  if (counts.failed === 0 && (code !== 0 || counts.passed === 0)) totals.failed += 1;
}

function runVitest() {
  const output = path.join(reports, "vitest.json");
  return run(bin("vitest"), ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${output}`], {
    atMostMs: AT_MOST_MS,
  });
}

function countVitest() {
  const report = readReport("vitest.json");
  return report && { passed: report.numPassedTests, failed: report.numFailedTests + report.numPendingTests };
}

function runPlaywright() {
  return run(bin("playwright"), ["test", "-c", "e2e/playwright.config.ts"], {
    atMostMs: AT_MOST_MS,
    env: {
      PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, "playwright.json"),
      UMBEL_TEST_PIP_PYTHON: pipPython,
      UMBEL_TEST_DEBIAN_PYTHON: debianPython,
    },
  });
}

/** A skipped test is a failure: nothing is skipped silently. */
function countPlaywright() {
  const report = readReport("playwright.json");
  return (
    report && {
      passed: report.stats.expected,
      failed: report.stats.unexpected + report.stats.flaky + report.stats.skipped,
    }
  );
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(path.join(reports, name), "utf8"));
  } catch {
    return null;
  }
}
