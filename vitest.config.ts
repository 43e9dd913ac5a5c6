import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{lib,server,scripts,e2e}/**/*.test.ts", "components/**/*.test.{ts,tsx}"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    passWithNoTests: false,
  },
});
