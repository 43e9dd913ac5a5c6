// Takes the pictures of the documentation from the built demo: node scripts/screenshots.mjs
// Also the quickest way to look at every page in light and dark, wide and narrow: pass a folder to write them all to.
import path from "node:path";
import { chromium } from "playwright";
import { ensureBuild, ensurePackages, root, say } from "./steps.mjs";

await ensurePackages();
await ensureBuild();
const { startUmbel } = await import("../e2e/fixtures/umbel.ts");
const all = process.argv[2];
const umbel = await startUmbel(["--demo"]);
const browser = await chromium.launch({
  executablePath: process.env.UMBEL_TEST_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const pages = { overview: "/", tasks: "/tasks", task: await failedTask(), workers: "/workers", worker: "/workers/celery%40web-1" };
  const looks = all
    ? ["light", "dark"].flatMap((scheme) => [1440, 390].map((width) => ({ scheme, width })))
    : [{ scheme: "light", width: 1440 }];
  for (const { scheme, width } of looks) {
    for (const [name, href] of Object.entries(pages)) {
      const file = all ? path.join(all, `${name}-${scheme}-${width}.png`) : path.join(root, "docs", "images", `${name}.png`);
      await picture(href, scheme, width, file);
      say(file);
    }
  }
} finally {
  await browser.close();
  await umbel.stop();
}

async function picture(href, colorScheme, width, file) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: width > 700 ? 900 : 844 } });
  const page = await context.newPage();
  await page.goto(umbel.url + href);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
  await page.screenshot({ path: file });
  await context.close();
}

/** Waits for the demo to have something to show. */
async function failedTask() {
  for (;;) {
    const answer = await (await fetch(`${umbel.url}/api/v1/tasks?states=FAILURE&limit=1`)).json();
    const row = answer.tasks?.[0];
    if (row) return `/tasks/${row.key}`;
  }
}
