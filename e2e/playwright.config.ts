import path from "node:path";
import { defineConfig } from "@playwright/test";
import type { ClusterOptions } from "./fixtures/cluster.ts";

const python = (name: string) => process.env[name] ?? missing(name);
function missing(name: string): never {
  throw new Error(`${name} is not set: run the browser tests with \`npm test\``);
}

export default defineConfig<ClusterOptions>({
  testDir: ".",
  outputDir: path.join(import.meta.dirname, "..", "test-results"),
  fullyParallel: false,
  // One for each of two cores: a page that is loaded computes. Each has a demo, or a cluster, of its own.
  workers: 2,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["line"], ["json"]],
  use: {
    viewport: { width: 1440, height: 900 },
    // Of a failure there are a picture and what was on the page. A trace costs half the test again: `--trace on`.
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.UMBEL_TEST_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "demo", testDir: "ui" },
    { name: "celery from pip", testDir: "cluster", use: { python: python("UMBEL_TEST_PIP_PYTHON") } },
    { name: "celery of Debian", testDir: "cluster", use: { python: python("UMBEL_TEST_DEBIAN_PYTHON") } },
  ],
});
