import { defineConfig } from "vite";
import { serviceWorker } from "./build/serviceWorker.ts";

/** While the client is worked on, Vite serves it and passes the rest on to a server started with `./dev run`. */
const server = process.env.CARILLON_URL ?? "http://127.0.0.1:5280";
const proxy = {
  "/ws": { target: server, ws: true },
  "/http-bind": { target: server },
  "/.well-known": { target: server },
};

export default defineConfig({
  server: { proxy },
  preview: { proxy },
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
