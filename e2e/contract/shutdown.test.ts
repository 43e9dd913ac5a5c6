// Starts fast, and ends in time whoever is connected.
import { chromium } from "playwright";
import { io, type Socket } from "socket.io-client";
import { afterEach, expect, test } from "vitest";
import { SOCKET_PATH } from "#lib/live/socket-events.ts";
import { type RunningUmbel, startUmbel } from "../fixtures/umbel.ts";

const MAX_STOP_MS = 3000;
const running: RunningUmbel[] = [];
afterEach(() => Promise.all(running.splice(0).map((umbel) => umbel.stop())));

async function start(): Promise<RunningUmbel> {
  const umbel = await startUmbel(["--demo"]);
  running.push(umbel);
  return umbel;
}

test("the first page is served soon after the start", { timeout: 60_000 }, async () => {
  const before = performance.now();
  const umbel = await start();
  const listening = performance.now() - before;
  expect((await fetch(umbel.url)).status).toBe(200);
  const served = performance.now() - before;
  console.info(
    `start: listening after ${Math.round(listening)} ms, first page after ${Math.round(served)} ms`,
  );
});

test("SIGTERM ends the process in under 3 s with live browsers and sockets", {
  timeout: 60_000,
}, async () => {
  const umbel = await start();
  const browser = await chromium.launch({
    executablePath: process.env.UMBEL_TEST_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const sockets: Socket[] = [];
  try {
    for (const path of ["/", "/tasks", "/workers"]) {
      const page = await browser.newPage();
      await page.goto(umbel.url + path);
      await page.getByRole("banner").getByText("Live", { exact: true }).waitFor();
    }
    for (const transports of [["websocket"], ["polling"]]) {
      for (let i = 0; i < 5; i += 1) sockets.push(await connect(umbel.url, transports));
    }
    const ms = await umbel.stop();
    console.info(`SIGTERM with 3 pages and ${sockets.length} sockets: ended after ${ms} ms`);
    expect(ms).toBeLessThan(MAX_STOP_MS);
    expect(umbel.exitCode(), umbel.output()).toBe(0);
  } finally {
    for (const socket of sockets) socket.disconnect();
    await browser.close();
  }
});

test("goes on when nobody reads its log any more, and ends when asked to", { timeout: 60_000 }, async () => {
  const umbel = await start();
  umbel.closeLog();
  for (const path of ["/healthcheck", "/", "/api/v1/nothing"]) await fetch(umbel.url + path);
  expect((await fetch(`${umbel.url}/healthcheck`)).status).toBe(200);
  expect(await umbel.stop()).toBeLessThan(MAX_STOP_MS);
  expect(umbel.exitCode()).toBe(0);
});

function connect(url: string, transports: string[]): Promise<Socket> {
  const socket = io(url, { path: SOCKET_PATH, transports, reconnection: false, forceNew: true });
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", reject);
  });
}
