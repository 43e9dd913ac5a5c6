// Next and React make the pages and are not needed to serve them: whoever runs Umbel need not have them.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startUmbel } from "../fixtures/umbel.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

test("the server that has served pages and a sign-in has loaded neither Next nor React", async () => {
  // What Node measured, once it has ended, names each script that it had loaded.
  const dir = mkdtempSync(path.join(tmpdir(), "umbel-loaded-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const umbel = await startUmbel(["--demo", "--address=127.0.0.1", "--basic-auth=ann:right"], {
    NODE_V8_COVERAGE: dir,
  });
  expect((await fetch(`${umbel.url}/login`)).status).toBe(200);
  const body = "name=ann&password=wrong";
  await fetch(`${umbel.url}/api/auth/callback/credentials`, { method: "POST", headers: FORM, body });
  await umbel.stop();
  const loaded = readdirSync(dir)
    .map((name) => readFileSync(path.join(dir, name), "utf8"))
    .join("");
  expect(loaded).toContain("/node_modules/next-auth/");
  expect(loaded.match(/\/node_modules\/(?:next|react|react-dom|@next\/[a-z]+)\/[\w./-]*/g)).toBeNull();
});
