import { describe, expect, it } from "vitest";
import type { VisitorOptions } from "./browser";
import { useWorld } from "./world";

const here = useWorld();

/** Two people who are in each other's contacts and have the conversation open. */
async function friends(options: VisitorOptions = {}) {
  const { world } = here;
  const accounts = await Promise.all([world.account("anna"), world.account("ben")]);
  const [anna, ben] = await Promise.all([world.user(accounts[0], options), world.user(accounts[1], options)]);
  await anna.add(accounts[1].jid, "Friends");
  await ben.accept();
  await anna.says("hello");
  await ben.open(accounts[0].jid);
  await ben.hears("hello");
  return { anna, ben, accounts };
}

describe.each([
  ["over WebSocket", "", "WebSocket"],
  ["over BOSH", "?transport=bosh", "BOSH"],
])("two people %s", (_name, query, transport) => {
  it("talk with each other", async () => {
    const { anna, ben, accounts } = await friends({ query });
    await ben.says("*hi* see https://example.org/ <b>no HTML</b>");
    await anna.hears("no HTML");
    expect(await anna.page.locator(".message:not(.own) strong").textContent()).toBe("hi");
    expect(await anna.page.locator(".message:not(.own) a").getAttribute("rel")).toContain("noopener");
    expect(await anna.page.locator(".message b").count()).toBe(0);

    // receipts and displayed markers come back
    await anna.page.locator(".state.displayed").waitFor();
    await anna.screenshot(`conversation-${transport}`);

    await anna.page.getByRole("button", { name: "Settings" }).click();
    await anna.page.getByText(`Connected with ${transport}`).waitFor();
    await anna.page.keyboard.press("Escape");
    expect(await anna.page.title()).toBe("Carillon");
    expect(accounts[0].jid).not.toBe(accounts[1].jid);
  });
});

describe("two people", () => {
  it("see each other type, correct, react, answer and take back", async () => {
    const { anna, ben } = await friends();
    await ben.page.locator(".composer textarea").pressSequentially("wrng");
    await anna.page.getByText("is typing").waitFor();
    await ben.page.keyboard.press("Enter");
    await anna.hears("wrng");
    await ben.page.keyboard.press("ArrowUp");
    await ben.page.locator(".composer textarea").fill("wrong");
    await ben.page.keyboard.press("Enter");
    await anna.message("wrong").getByText("edited").waitFor();

    await anna.act("wrong", "React 👍");
    await ben.page.locator(".own .reactions").getByText("👍").waitFor();

    await anna.act("wrong", "Reply");
    await anna.says("an answer");
    await ben.message("an answer").locator(".quoted").getByText("wrong").waitFor();
    expect(await ben.message("an answer").locator(".body").textContent()).toBe("an answer");

    await ben.act("wrong", "Take back");
    await anna.page.getByText("This message was taken back.").waitFor();
  });

  it("see who is there, and who is not any more", async () => {
    const { anna, ben, accounts } = await friends();
    await anna.page.getByRole("button", { name: "Contacts", exact: true }).click();
    const contact = anna.page.locator(`[data-contact="${accounts[1].jid}"]`);
    await contact.getByText("Online").waitFor();
    await ben.page.getByLabel("Status message").selectOption("dnd");
    await contact.getByText("Do not disturb").waitFor();
    await ben.page.getByRole("button", { name: "Settings" }).click();
    await ben.page.getByRole("button", { name: "Log out" }).click();
    await ben.page.getByRole("button", { name: "Log in" }).waitFor();
    await contact.getByText("Offline").waitFor();
    // nothing is left in the browser that could log in
    const kept = await ben.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).not.toMatch(/token|secret/);
  });

  it("count what they have not read", async () => {
    const { anna, ben, accounts } = await friends();
    await ben.page.getByRole("button", { name: "Close conversation" }).click();
    await anna.says("one");
    await anna.says("two");
    await ben.page.locator(".badge").getByText("2").waitFor();
    expect(await ben.page.title()).toBe("(2) Carillon");
    await ben.open(accounts[0].jid);
    await ben.page.waitForFunction(() => document.title === "Carillon");
  });
});

it("somebody in a browser and somebody with a TCP client talk", async () => {
  const { world } = here;
  const [anna, carl] = await Promise.all([world.account("anna"), world.account("carl")]);
  const [browser, tcp] = await Promise.all([world.user(anna), world.tcp(carl)]);
  tcp.says("from TCP", anna.jid);
  await browser.open(carl.jid);
  await browser.hears("from TCP");
  await browser.says("from the browser");
  await tcp.hears("<body>from the browser</body>");
});

it("a wrong password is told in words", async () => {
  const anna = await here.world.account("anna");
  const visitor = await here.world.visitor();
  await visitor.page.getByLabel("Address").fill(anna.jid);
  await visitor.page.getByLabel("Password").fill("wrong");
  await visitor.page.getByRole("button", { name: "Log in" }).click();
  await visitor.page.getByText("The address or the password is wrong.").waitFor();
  await visitor.screenshot("login-wrong");
  await visitor.logIn(anna);
});

it("without TLS the page works on the machine of the server", async () => {
  await here.world.user(await here.world.account("anna"), { plain: true });
});

it("no password is ever kept in the browser", async () => {
  const anna = await here.world.user(await here.world.account("anna"));
  const kept = await anna.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).toContain("token");
  expect(kept).not.toContain("secret of anna");
});

it("messages to nobody are told as not delivered", async () => {
  const anna = await here.world.user(await here.world.account("anna"));
  await anna.add("nobody@localhost");
  await anna.says("hello?");
  await anna.page.getByText("Not delivered:").waitFor();
});
