import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { violations } from "./axe";
import type { Visitor, VisitorOptions } from "./browser";
import type { Account } from "./server";
import { useWorld } from "./world";

const FIRST_LOAD = 100_000;

const here = useWorld();
let anna: Account;
let ben: Account;

beforeAll(async () => {
  [anna, ben] = await Promise.all([here.world.account("anna"), here.world.account("ben")]);
});

async function chatting(options: VisitorOptions): Promise<Visitor> {
  const visitor = await here.world.user(anna, options);
  await visitor.add(ben.jid);
  await visitor.says("a *message* with a https://example.org/link\n> quotation\n```\ncode\n```");
  await visitor.hears("quotation");
  return visitor;
}

describe.each(["light", "dark"] as const)("in %s, axe finds nothing", (colorScheme) => {
  it("at the login form", async () => {
    const visitor = await here.world.visitor({ context: { colorScheme } });
    expect(await violations(visitor.page)).toEqual([]);
    await visitor.screenshot(`login-${colorScheme}`);
  });

  it("in a conversation, in menus and in dialogs", async () => {
    const visitor = await chatting({ context: { colorScheme } });
    const { page } = visitor;
    expect(await violations(page)).toEqual([]);
    await visitor.message("quotation").first().hover();
    await page.getByRole("button", { name: "Actions for this message" }).first().click();
    expect(await violations(page)).toEqual([]);
    await visitor.screenshot(`menu-${colorScheme}`);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Details" }).click();
    expect(await violations(page)).toEqual([]);
    await visitor.screenshot(`details-${colorScheme}`);
    for (const name of ["Settings", "Add a contact", "Join or create a room", "Search"]) {
      await page.getByRole("button", { name, exact: true }).first().click();
      await page.getByRole("dialog").waitFor();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.getByRole("button", { name: "Contacts", exact: true }).click();
    expect(await violations(page)).toEqual([]);
  });
});

it("on a phone one thing is shown at a time", async () => {
  const visitor = await chatting({
    context: { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true },
  });
  const { page } = visitor;
  expect(await page.locator(".sidebar").isVisible()).toBe(false);
  expect(await violations(page)).toEqual([]);
  await visitor.screenshot("phone-conversation");
  await page.getByRole("button", { name: "Back to the list" }).click();
  await page.locator(".sidebar").waitFor();
  expect(await page.locator("main").isVisible()).toBe(false);
  await visitor.screenshot("phone-list");
  // and the phone's own back button goes where one was
  await page.goBack();
  await page.locator("main .composer").waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});

it("everything can be done with the keyboard", async () => {
  const visitor = await here.world.visitor();
  const { page } = visitor;
  const keyboard = page.keyboard;
  await page.getByLabel("Address").focus();
  await keyboard.type(anna.name);
  await keyboard.press("Tab");
  await keyboard.type(anna.password);
  await keyboard.press("Enter");
  await visitor.isOnline();
  await page.getByRole("button", { name: "Add a contact" }).first().focus();
  await keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.getByLabel("Address of the person").focus();
  await keyboard.type(ben.name);
  await keyboard.press("Enter");
  await page.locator(".composer textarea:focus").waitFor();
  await keyboard.type("typed");
  await keyboard.press("Enter");
  await visitor.hears("typed");
});

it("German and French are there", async () => {
  const visitor = await here.world.visitor({ context: { locale: "de-DE" } });
  await visitor.page.getByRole("button", { name: "Anmelden" }).waitFor();
  expect(await visitor.page.locator("html").getAttribute("lang")).toBe("de");
  const visiteur = await here.world.visitor({ context: { locale: "fr-FR" } });
  await visiteur.page.getByRole("button", { name: "Se connecter" }).waitFor();
});

it("the first load is small, and comes with a strict policy", async () => {
  const visitor = await here.world.visitor();
  const loaded = new Map<string, number>();
  const policies: string[] = [];
  visitor.page.on("response", async (response) => {
    const type = response.request().resourceType();
    if (response.ok() && ["document", "script", "stylesheet"].includes(type)) {
      policies.push(response.headers()["content-security-policy"] ?? "");
      loaded.set(response.url(), gzipSync(await response.body()).length);
    }
  });
  await visitor.page.reload({ waitUntil: "networkidle" });
  const total = [...loaded.values()].reduce((sum, each) => sum + each, 0);
  console.info(`first load: ${total} bytes (gzip) in ${loaded.size} files`);
  expect(loaded.size).toBeGreaterThanOrEqual(3);
  expect(total).toBeLessThan(FIRST_LOAD);
  const policy = await visitor.page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(policy).not.toMatch(/unsafe|\*/);
  expect(await visitor.page.locator("script:not([src]), [style], style").count()).toBe(0);
});

it("WebSocket shares the connection of the page (RFC 8441)", async () => {
  const { context, page } = await here.world.visitor();
  const tools = await context.newCDPSession(page);
  await tools.send("Network.enable");
  const status = new Promise<number>((resolve) =>
    tools.on("Network.webSocketHandshakeResponseReceived", ({ response }) => resolve(response.status)),
  );
  const first = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`wss://${location.host}/ws`, "xmpp");
        socket.onopen = () =>
          socket.send("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>");
        socket.onmessage = ({ data }) => resolve(String(data));
      }),
  );
  expect(first).toContain("<open ");
  // over HTTP/1.1 it would be 101
  expect(await status).toBe(200);
});
