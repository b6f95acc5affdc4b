import { describe, expect, it } from "vitest";
import type { Visitor } from "./browser";
import type { Account } from "./server";
import type { TcpClient } from "./tcpClient";
import { useWorld } from "./world";

const here = useWorld({ ownServer: true });
let anna: Account;
let ben: Account;
let page: Visitor;
let tcp: TcpClient;

/** Anna in a browser, Ben with a TCP client, in the middle of a conversation. */
async function conversation(query: string): Promise<void> {
  const { world } = here;
  [anna, ben] = await Promise.all([world.account("anna"), world.account("ben")]);
  [page, tcp] = await Promise.all([world.user(anna, { query }), world.tcp(ben)]);
  tcp.says("first", anna.jid);
  await page.open(ben.jid);
  await page.hears("first");
}

/** Every text once, in this order. */
async function shows(...texts: string[]): Promise<void> {
  await page.hears(texts.at(-1) ?? "");
  expect(await page.texts()).toEqual(texts);
}

describe.each([
  ["over WebSocket", ""],
  ["over BOSH", "?transport=bosh"],
])("a conversation %s", (_name, query) => {
  it("goes on after a reload, nothing lost or doubled", async () => {
    await conversation(query);
    await page.says("second");
    await tcp.hears("<body>second</body>");
    await page.page.reload();
    tcp.says("third", anna.jid);
    await page.isOnline();
    await page.page.locator(`main[data-jid="${ben.jid}"]`).waitFor();
    await page.says("fourth");
    await tcp.hears("<body>fourth</body>");
    await shows("first", "second", "third", "fourth");
  });

  it("goes on after the network was cut", async () => {
    await conversation(query);
    await page.context.setOffline(true);
    await page.isNotOnline();
    tcp.says("while cut", anna.jid);
    await page.says("written meanwhile");
    await page.screenshot(`offline-${query === "" ? "websocket" : "bosh"}`);
    await page.context.setOffline(false);
    await page.isOnline();
    await tcp.hears("<body>written meanwhile</body>");
    await page.hears("while cut");
    expect((await page.texts()).sort()).toEqual(["first", "while cut", "written meanwhile"]);
  });

  it("goes on after the server was started anew", async () => {
    await conversation(query);
    await here.world.server.end("SIGTERM");
    await page.isNotOnline();
    await page.says("written while it was away");
    await here.world.server.run();
    tcp = await here.world.tcp(ben);
    await page.triesUntilOnline();
    await tcp.hears("<body>written while it was away</body>");
    tcp.says("last", anna.jid);
    await shows("first", "written while it was away", "last");
  });
});

it("the page opens without a network", async () => {
  await conversation("");
  await page.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.context.setOffline(true);
  await page.page.reload();
  await page.page.locator(".page").waitFor();
});
