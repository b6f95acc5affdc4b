import { defineConfig } from "vitest/config";

export default defineConfig({
  define: { __VERSION__: JSON.stringify("test") },
  // without these Strophe would choose its build for Node
  resolve: { conditions: ["browser", "module", "import"] },
  ssr: { resolve: { conditions: ["browser", "module", "import"] } },
  test: {
    environment: "jsdom",
    include: ["test/**/*.test.ts"],
    server: { deps: { inline: ["strophe.js"] } },
    restoreMocks: true,
  },
});
