// `npm run screenshots`: takes a picture of every page of the built demo, in light and dark, wide and narrow, for whoever
// changes one. They go to test-results/pages, or to the folder that is named after `--`.
import path from "node:path";
import { chromium } from "playwright";
import { startUmbel } from "../e2e/fixtures/umbel.ts";

const folder = process.argv[2] ?? "test-results/pages";
interface Look {
  readonly scheme: "light" | "dark";
  readonly width: number;
}
const LOOKS: readonly Look[] = [
  { scheme: "light", width: 1440 },
  { scheme: "dark", width: 1440 },
  { scheme: "light", width: 390 },
  { scheme: "dark", width: 390 },
];

const umbel = await startUmbel(["--demo"]);
const browser = await chromium.launch({
  executablePath: process.env.UMBEL_TEST_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const pages = {
    overview: "/",
    tasks: "/tasks",
    task: await failedTask(),
    workers: "/workers",
    worker: "/workers/celery%40web-1",
    queues: "/queues",
    queue: "/queues/mail",
  };
  for (const { scheme, width } of LOOKS) {
    for (const [name, href] of Object.entries(pages)) {
      const file = path.join(folder, `${name}-${scheme}-${width}.png`);
      await picture(href, scheme, width, file);
      console.log(file);
    }
  }
} finally {
  await browser.close();
  await umbel.stop();
}

async function picture(href: string, colorScheme: Look["scheme"], width: number, file: string) {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height: width > 700 ? 900 : 844 },
  });
  const page = await context.newPage();
  await page.goto(umbel.url + href);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction("document.querySelector('[aria-busy=true]') === null", null, { timeout: 5_000 });
  await page.screenshot({ path: file });
  await context.close();
}

/** Waits for the demo to have something to show, at most ten seconds. */
async function failedTask(): Promise<string> {
  for (let asked = 0; asked < 100; asked += 1) {
    const answer = await (await fetch(`${umbel.url}/api/v1/tasks?states=FAILURE&limit=1`)).text();
    const uuid = /"key":"([^"]+)"/.exec(answer)?.[1];
    if (uuid !== undefined) return `/tasks/${uuid}`;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the demo shows no failed task");
}
