// Charts of a cluster that was watched for some minutes: every range is drawn over its whole width, says what was not
// watched, and tells the same count; nothing is red where nothing failed.
import type { Locator, Page } from "@playwright/test";
import { type Demo, expect, freezeAtTask, test } from "../fixtures/demo.ts";
import { openLive } from "../fixtures/frame.ts";

const MINUTE = 60_000;
const RANGES = [
  ["15 m", 15 * MINUTE],
  ["1 h", 60 * MINUTE],
  ["6 h", 360 * MINUTE],
  ["24 h", 1440 * MINUTE],
  ["7 d", 10_080 * MINUTE],
] as const;

const card = (page: Page, title: string) => page.getByRole("region", { name: title, exact: true });
const caption = (page: Page, title: string) => card(page, title).locator("figcaption");
const choose = (page: Page, range: string) => page.getByRole("radio", { name: range, exact: true }).click();
const rangeChosen = (page: Page, range: string) =>
  expect(page.getByRole("radio", { name: range, exact: true })).toBeChecked();

/** How long the time axis is, ms. */
async function lengthOf(chart: Locator): Promise<number> {
  const axis = chart.locator("figure");
  const [from, to] = [await axis.getAttribute("data-from"), await axis.getAttribute("data-to")];
  return Date.parse(to ?? "") - Date.parse(from ?? "");
}

/** The demo after some minutes of its own, standing still. */
async function youngCluster(demo: Demo): Promise<void> {
  await demo.freeze();
  await demo.step(2 * MINUTE);
}

test.use({ timezoneId: "UTC" });

test("every range has its own axis and the same truth", async ({ page, demo }) => {
  await youngCluster(demo);
  await openLive(page, "/");
  const title = "Tasks per second";
  const since = page.getByText(/^watching since /);
  await expect(since).toBeVisible();
  await expect(card(page, title).getByText(/^[\d,]+ finished$/)).toBeVisible();
  const [watched, finished] = [
    await since.innerText(),
    await card(page, title)
      .getByText(/ finished$/)
      .innerText(),
  ];
  for (const [range, ms] of RANGES) {
    await choose(page, range);
    await rangeChosen(page, range);
    await expect.poll(() => lengthOf(card(page, title)), { message: `the axis of ${range}` }).toBe(ms);
    await expect(since).toHaveText(watched);
    await expect(card(page, title).getByText(/ finished$/)).toHaveText(finished);
    await expect(caption(page, title)).toContainText(/not watched before \d\d:\d\d/);
    await expect(card(page, title).locator("[data-unwatched]")).toHaveCount(1);
    for (const drawn of [title, "Wait before running", "Runtime", "Waiting in queues"])
      await expect(
        card(page, drawn).locator("svg path.recharts-curve[d], svg circle").first(),
        `${drawn} over ${range}`,
      ).toBeAttached();
  }
});

test("where nothing failed, nothing has the colour of failure", async ({ page, demo }) => {
  await youngCluster(demo);
  await openLive(page, "/?range=15m");
  for (const title of ["Tasks per second", "Failure rate"]) {
    await expect(card(page, title).locator("svg path.recharts-curve").first()).toBeAttached();
    expect(await flatRed(card(page, title)), title).toBe(0);
  }
});

/** Where a line in the colour of failure runs along another: a band of no height, or a rate of nothing. */
async function flatRed(chart: Locator): Promise<number> {
  const curves = await chart
    .locator("svg path.recharts-curve")
    .evaluateAll((paths) =>
      paths.map((path) => ({ stroke: path.getAttribute("stroke"), d: path.getAttribute("d") ?? "" })),
    );
  const pointsOf = (d: string) => d.match(/[\d.]+,[\d.]+/g) ?? [];
  const isRed = ({ stroke }: { readonly stroke: string | null }) => stroke === "var(--failure)";
  const others = curves.filter((curve) => !isRed(curve) && curve.stroke !== "none");
  expect(others.length).toBeGreaterThan(0);
  const taken = new Set(others.flatMap(({ d }) => pointsOf(d)));
  const along = (points: readonly string[], at: number) =>
    [at - 1, at, at + 1].every((each) => taken.has(points[each] ?? ""));
  return curves
    .filter(isRed)
    .flatMap(({ d }) => d.split("M"))
    .flatMap((run) => pointsOf(run).filter((_, at, points) => along(points, at))).length;
}

test("since when a queue is behind is marked on its charts, and they agree with the list", async ({
  page,
  demo,
}) => {
  await freezeAtTask(demo, { states: "STARTED", name: "mail.*" });
  await openLive(page, "/queues/analytics");
  const depth = card(page, "Waiting");
  await expect(depth.getByText(/^← behind since |^behind since \d\d:\d\d$/)).toBeVisible();
  const words = await depth
    .getByText(/behind since [\d:]+$/)
    .first()
    .innerText();
  await page.setViewportSize({ width: 390, height: 800 });
  await expect(depth.getByText(words, { exact: true })).toBeVisible();
  await choose(page, "24 h");
  await expect(caption(page, "Waiting")).toContainText(words);

  await openLive(page, "/");
  await expect(caption(page, "Waiting in queues")).toContainText(`analytics ${words}`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await openLive(page, "/queues");
  const row = page.getByRole("table", { name: "Queues" }).getByRole("row", { name: /^mail / });
  const inList = row.getByRole("cell").filter({ hasText: /^[≈≤≥]/ });
  await expect(inList).toHaveText(/^[≈≤≥] /);
  const wait = await inList.innerText();
  await openLive(page, "/queues/mail");
  const figure = page.getByText("Wait p95, 5 min", { exact: true }).locator("xpath=../dd");
  await expect(figure).toContainText(wait);
  await expect(caption(page, "Wait before running")).toHaveText(/p50 [≈≤] .+, p95 [≈≤] .+, p99 [≈≤] /);
});
