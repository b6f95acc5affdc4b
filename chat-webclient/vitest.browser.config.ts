import { defineConfig } from "vitest/config";

/** The page in a real Chromium, served by a real server: needs a built distribution. */
export default defineConfig({
  test: {
    include: ["browser-tests/**/*.test.ts"],
    environment: "node",
    // one server for each file, and files one after the other
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 90_000,
  },
});
