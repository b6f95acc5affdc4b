import { defineConfig } from "vite";
import { serviceWorker } from "./build/serviceWorker.ts";

export default defineConfig({
  // the page works from any path it is served at
  base: "./",
  define: { __VERSION__: JSON.stringify("0.1.0") },
  plugins: [serviceWorker()],
  build: {
    target: "es2023",
    // a small picture inside a style sheet would need data: in the content security policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
});
