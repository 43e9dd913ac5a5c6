// What Umbel refuses: other sites' requests, malformed ones, commands that make no sense. Always as JSON, always in words.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readAudit } from "../fixtures/audit.ts";
import { expect, test } from "../fixtures/demo.ts";
import { upgradeStatus } from "../fixtures/upgrade.ts";

const PING = "/api/v1/commands/ping";

test("commands from another origin are refused and not written down as sent", async ({ request, demo }) => {
  const before = readAudit(demo).length;
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: demo.url, "sec-fetch-site": "cross-site" },
  ] as Record<string, string>[]) {
    const answer = await request.post(PING, { headers, data: { destination: null } });
    expect(answer.status(), JSON.stringify(headers)).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: "forbidden" } });
  }
  expect(readAudit(demo)).toHaveLength(before);
  const own = await request.post(PING, {
    headers: { origin: demo.url },
    data: { destination: ["celery@web-1"] },
  });
  expect(own.status()).toBe(200);
  expect(
    await upgradeStatus(`${demo.url}/live/?EIO=4&transport=websocket`, { origin: "https://evil.example" }),
  ).toBe(403);
});

test("a page of another site in a real browser cannot send a command, nor show Umbel in a frame", async ({
  page,
  demo,
}) => {
  for (const description of ["Failed to load resource", "X-Frame-Options", "frame-ancestors"]) {
    test.info().annotations.push({ type: "allow-console", description });
  }
  const html = `<iframe src="${demo.url}/"></iframe>
    <form action="${demo.url + PING}" method="post" enctype="text/plain"><input name='{"destination":null,"x' value='":1}'></form>`;
  const evil = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(html);
  });
  await new Promise<void>((done) => evil.listen(0, "127.0.0.1", done));
  try {
    // Another port of this very host is another origin, and another host name another site.
    for (const host of ["127.0.0.1", "localhost"]) {
      await page.goto(`http://${host}:${(evil.address() as AddressInfo).port}/`);
      const before = readAudit(demo).length;
      const sent = await page.evaluate(
        (url) =>
          fetch(url, { method: "POST", mode: "no-cors", body: '{"destination":null}' }).then(String, String),
        demo.url + PING,
      );
      expect(sent).toContain("Failed to fetch");
      expect(page.frames()[1]?.url()).toMatch(/^chrome-error:/);
      const [answer] = await Promise.all([
        page.waitForResponse(demo.url + PING),
        page.locator("form").evaluate((form: HTMLFormElement) => form.submit()),
      ]);
      expect(answer.status()).toBe(403);
      await expect(page.locator("body")).toContainText("This request came from another site");
      expect(readAudit(demo)).toHaveLength(before);
    }
  } finally {
    evil.closeAllConnections();
    evil.close();
  }
});

test("what cannot be understood is a 4xx that says why", async ({ request }) => {
  const json = { "content-type": "application/json" };
  const shutdown = "/api/v1/commands/shutdown";
  const rate = "/api/v1/commands/rate_limit";
  for (const [path, data, status, words] of [
    [PING, "{", 400, /JSON/i],
    [PING, "[]", 400, /./],
    [PING, '{"destination":null,"surprise":1}', 400, /surprise/],
    [PING, '{"destination":"celery@web-1"}', 400, /destination/],
    ["/api/v1/commands/self_destruct", '{"destination":null}', 400, /self_destruct/],
    [shutdown, '{"destination":null}', 400, /destination|worker/i],
    [shutdown, '{"destination":[]}', 400, /destination|worker/i],
    [rate, '{"destination":null,"arguments":{"task_name":"a","rate_limit":"often"}}', 400, /100\/m/],
    [PING, `{"destination":null,"reason":"${"x".repeat(2_000_000)}"}`, 413, /./],
  ] as const) {
    const answer = await request.post(path, { headers: json, data: Buffer.from(data) });
    expect(answer.status(), data.slice(0, 80)).toBe(status);
    const { error } = await answer.json();
    expect(`${error.message} ${JSON.stringify(error.details)}`).toMatch(words);
  }
});

test("paths that lead nowhere", async ({ page, request }) => {
  test.info().annotations.push({ type: "allow-console", description: "404 (Not Found)" });
  const nowhere = await page.goto("/nowhere");
  expect(nowhere?.status()).toBe(404);
  await expect(page.getByText("Page not found")).toBeVisible();
  // What the first data bring, the demo's banner, moves the link: a click in that moment is on nothing.
  await expect(page.getByRole("complementary", { name: "Demo" })).toBeVisible();
  await page.getByRole("link", { name: "Go to Overview" }).click();
  await expect(page).toHaveURL("/");
  for (const [path, status] of [
    ["/api/v1/nope", 404],
    ["/api", 404],
    ["/api/v1/tasks/nope", 404],
    ["/api/v1/workers/nope", 404],
    ["/api/v1/tasks?states=NOPE", 400],
    ["/api/v1/tasks?limit=100000", 400],
  ] as const) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(status);
    expect(answer.headers()["content-type"], path).toContain("application/json");
    expect((await answer.json()).error.message, path).toMatch(/\w/);
  }
  // Beside /api/v1 the API is Flower's, whose errors are plain text.
  const flowers = await request.get("/api/v2/tasks");
  expect(flowers.status()).toBe(404);
  expect(flowers.headers()["content-type"]).toContain("text/plain");
  expect(await flowers.text()).toMatch(/\w/);
});

test("every answer limits what a page can be made to do", async ({ request }) => {
  for (const path of ["/", "/tasks", "/api/v1/cluster", "/healthcheck"]) {
    const headers = (await request.get(path)).headers();
    expect(headers["x-frame-options"], path).toBe("DENY");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"], path).not.toContain("unsafe-eval");
    expect(headers["x-powered-by"], path).toBeUndefined();
  }
});
