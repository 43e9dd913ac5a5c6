// A stranger's text may be of any length and without a break: in every field of every page it wraps or is cut, and no page
// becomes wider than its window. On a cluster of its own, whose every name and text is as long as it may be.
import type { Page } from "@playwright/test";
import { printJson } from "#lib/kombu/print-json.ts";
import { startRedisSide } from "../../server/broker/redis/side.test-helper.ts";
import {
  eventMessage,
  heartbeat,
  message,
  simulateWorker,
} from "../../server/engine/simulated.test-helper.ts";
import { expectLive } from "../fixtures/frame.ts";
import { test as base, expect } from "../fixtures/page.ts";
import { startUmbel } from "../fixtures/umbel.ts";

const LONG = "x".repeat(480);
const WORKER = `celery@${"w".repeat(480)}`;
const QUEUE = `q${"u".repeat(480)}`;
const NAME = `n${"a".repeat(480)}`;
const UUID = `i${"d".repeat(480)}`;
const FAILED = `f${"d".repeat(480)}`;
const SIZES = [
  [1440, 900],
  [390, 844],
] as const;

const encode = encodeURIComponent;
const PAGES: readonly (readonly [name: string, path: string])[] = [
  ["overview", "/"],
  ["tasks", "/tasks"],
  ["tasks-filtered", `/tasks?name=${NAME}&worker=${encode(WORKER)}&queue=${QUEUE}&q=${LONG}`],
  ["task", `/tasks/${UUID}`],
  ["task-failed", `/tasks/${FAILED}`],
  ["task-unknown", `/tasks/${LONG}`],
  ["send", `/send?name=${NAME}`],
  ["batches", "/batches"],
  ["workers", "/workers"],
  ["worker", `/workers/${encode(WORKER)}`],
  ...["limits", "pool", "queues", "conf", "tasks", "diagnostics"].map(
    (tab) => [`worker-${tab}`, `/workers/${encode(WORKER)}?tab=${tab}`] as const,
  ),
  ["worker-unknown", `/workers/${LONG}`],
  ["activity", "/activity"],
  ["queues", "/queues"],
  ["queue", `/queues/${QUEUE}`],
  ["queue-unknown", `/queues/${LONG}`],
  ["not-found", `/${LONG}`],
];

const test = base.extend<object, { cluster: { url: string } }>({
  cluster: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const side = await startRedisSide();
      await side.onControl(simulateWorker(WORKER, answers(), side.reply));
      const umbel = await startUmbel(["--broker", side.url, "--result-backend", side.url]);
      try {
        await side.publishEvent(eventMessage(heartbeat(WORKER)));
        await expect.poll(async () => (await fetch(`${umbel.url}/readyz`)).status).toBe(200);
        await side.publishEvent(message(printJson(events()), "celeryev", "task.multi", {}));
        const headers = { id: UUID, task: NAME, lang: "py", argsrepr: LONG, kwargsrepr: LONG, origin: LONG };
        await side.enqueue(QUEUE, message("[[], {}, {}]", "", QUEUE, headers));
        await side.publishEvent(Buffer.from(LONG));
        const told = async () => (await fetch(`${umbel.url}/api/v1/workers/${encode(WORKER)}`)).text();
        await expect.poll(told, { timeout: 20_000 }).toContain("long_setting");
        await post(`${umbel.url}/api/v1/commands/ping`, { reason: LONG, timeout: 3 });
        await post(`${umbel.url}/api/v1/batches`, {
          kind: "retry",
          selection: { uuids: [FAILED] },
          reason: LONG,
        });
        await use({ url: umbel.url });
      } finally {
        await umbel.stop();
        await side.stop();
      }
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: async ({ cluster }, use) => use(cluster.url),
});

function post(url: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
}

function answers() {
  const request = {
    id: UUID,
    name: NAME,
    args: [LONG],
    kwargs: { [LONG]: LONG },
    time_start: 1e9,
    delivery_info: {},
  };
  return {
    stats: {
      broker: { hostname: LONG, transport: LONG },
      pool: { implementation: LONG, processes: [1] },
      total: { [NAME]: 3 },
    },
    conf: { long_setting: LONG, [LONG]: LONG, task_routes: { [NAME]: { queue: QUEUE } } },
    active: [request],
    reserved: [{ ...request, id: `${UUID}2` }],
    scheduled: [{ eta: "2030-01-01T00:00:00", priority: 6, request: { ...request, id: `${UUID}3` } }],
    registered: [NAME],
    active_queues: [{ name: QUEUE, exchange: { name: LONG, type: LONG }, routing_key: LONG }],
    revoked: [LONG],
    ping: { error: LONG },
  };
}

function events() {
  const at = Date.now() / 1000;
  const texts = {
    args: `('${LONG}',)`,
    kwargs: `{'${LONG}': '${LONG}'}`,
    queue: QUEUE,
    exchange: LONG,
    routing_key: LONG,
  };
  const ends = {
    result: `'${LONG}'`,
    exception: `${LONG}('${LONG}')`,
    traceback: `Traceback\n  ${LONG}\n`,
    [LONG]: LONG,
  };
  const of = (uuid: string, subject: string, hostname: string, index: number) => {
    const ids = { uuid, root_id: UUID, parent_id: UUID, name: NAME, hostname, pid: 1, clock: index };
    return { type: `task-${subject}`, timestamp: at + index / 1000, ...ids, ...texts, ...ends };
  };
  return [
    ...["sent", "received", "started", "progress", "succeeded"].map((subject, i) =>
      of(UUID, subject, WORKER, i),
    ),
    ...["received", "started", "retried", "progress", "failed"].map((subject, i) =>
      of(FAILED, subject, WORKER, i),
    ),
    of(`${LONG}z`, "failed", `gone@${LONG.slice(5)}`, 9),
    {
      type: "worker-online",
      hostname: WORKER,
      timestamp: at,
      pid: 1,
      clock: 1,
      sw_ident: LONG,
      sw_ver: LONG,
      sw_sys: LONG,
    },
  ];
}

for (const [name, address] of PAGES) {
  test(`A19: ${name}: no text widens the page`, async ({ page }, testInfo) => {
    // What is not there, and what is too long to be sent.
    for (const description of ["404 (Not Found)", "400 (Bad Request)"])
      testInfo.annotations.push({ type: "allow-console", description });
    await page.goto(address);
    await expectLive(page);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await expect.soft.poll(() => wider(page), { message: `${width} px` }).toEqual([]);
    }
  });
}

test("A19: no text widens a dialog, the palette or an answer", async ({ page }, testInfo) => {
  // So long a name is refused as a destination: the refusal is the answer.
  testInfo.annotations.push({ type: "allow-console", description: "400 (Bad Request)" });
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await page.goto(`/workers/${encode(WORKER)}`);
    await expectLive(page);
    await page.getByRole("button", { name: "Ping", exact: true }).click();
    await expect(page.locator("[data-sonner-toast]").first()).toBeVisible();
    await expect.soft.poll(() => wider(page), { message: `answer, ${width} px` }).toEqual([]);
    await page.getByRole("button", { name: "Shut down", exact: true }).click();
    const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
    await expect(dialog).toContainText("wwww");
    await expect.soft.poll(() => wider(page), { message: `dialog, ${width} px` }).toEqual([]);
    expect.soft(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Search and actions" });
    await palette.getByRole("combobox").fill("www");
    await expect(palette.getByRole("option").first()).toContainText("www");
    await expect.soft.poll(() => wider(page), { message: `palette, ${width} px` }).toEqual([]);
    await page.keyboard.press("Escape");
  }
});

/** What reaches beyond the window, outermost first, when the page is wider than it. */
function wider(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth } = document.scrollingElement ?? document.documentElement;
    if (scrollWidth <= innerWidth) return [];
    const beyond = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 1,
    );
    return [
      `${scrollWidth} px`,
      ...beyond.slice(0, 8).map((one) => `${one.tagName} ${one.className}`.slice(0, 160)),
    ];
  });
}
