import { defineConfig } from "vitest/config";

/** The page in a real Chromium, served by a real server: needs a built distribution. */
export default defineConfig({
  test: {
    include: ["browser-tests/**/*.test.ts"],
    globalSetup: ["browser-tests/setup.ts"],
    environment: "node",
    // pages wait for each other most of the time, so two files at once cost little
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 180_000,
  },
});
