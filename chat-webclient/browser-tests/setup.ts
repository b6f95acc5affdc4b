import type { TestProject } from "vitest/node";
import { launchChromium } from "./browser";
import { type Ports, Server } from "./server";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where to reach the Chromium. */
    readonly browser: string;
    readonly server: { readonly ports: Ports; readonly folder: string };
  }
}

/** Starts what all files of tests share, and ends it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await Server.start();
  const browser = await launchChromium().catch(async (error) => {
    await server.stop();
    throw error;
  });
  project.provide("server", { ports: server.ports, folder: server.folder });
  project.provide("browser", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.stop();
  };
}
