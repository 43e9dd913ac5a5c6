// Guards the way of the users to the sign-in route: another copy of the module finds them, a child process does not.
import { execFileSync } from "node:child_process";
import { expect, test, vi } from "vitest";
import { startTestServer } from "../http/test-server.test-helper.ts";
import { handedOver } from "./auth-settings.ts";

const ARGV = ["--basic-auth=ann:hunter2", "--secret=a-secret-of-32-characters-or-more"];

test("what the server hands over is there for Next's copy of the module", async () => {
  await startTestServer(ARGV);
  vi.resetModules();
  const copy = await import("./auth-settings.ts");
  expect(copy.handedOver).not.toBe(handedOver);
  expect(copy.handedOver()).toMatchObject({
    users: [{ name: "ann", password: "hunter2" }],
    secret: "a-secret-of-32-characters-or-more",
  });
});

test("neither passwords nor the secret are in the environment that child processes inherit", async () => {
  await startTestServer(ARGV);
  const environment = execFileSync(process.execPath, ["-p", "JSON.stringify(process.env)"], {
    encoding: "utf8",
  });
  expect(environment).toContain("AUTH_TRUST_HOST");
  expect(environment).not.toContain("hunter2");
  expect(environment).not.toContain("a-secret-of-32");
});
