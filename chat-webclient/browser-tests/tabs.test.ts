import { expect, it } from "vitest";
import { violations } from "./axe";
import { Visitor } from "./browser";
import { useWorld } from "./world";

const here = useWorld();

/** What is kept in the browser's database. */
const records = (visitor: Visitor) =>
  visitor.page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const open = indexedDB.open("carillon");
        open.onsuccess = () => {
          const all = open.result.transaction("records").objectStore("records").getAll();
          all.onsuccess = () => {
            open.result.close();
            resolve(all.result.map((each) => JSON.stringify(each)));
          };
        };
      }),
  );

async function conversation() {
  const { world } = here;
  const accounts = await Promise.all([world.account("anna"), world.account("ben")]);
  const [anna, ben] = await Promise.all([world.user(accounts[0]), world.tcp(accounts[1])]);
  ben.says("first", accounts[0].jid);
  await anna.open(accounts[1].jid);
  await anna.hears("first");
  return { anna, ben, accounts };
}

async function secondTab(first: Visitor): Promise<Visitor> {
  const page = await first.context.newPage();
  await page.goto(first.page.url());
  return new Visitor(first.context, page);
}

it("one tab is connected, and the others say so and take over", async () => {
  const { anna, ben, accounts } = await conversation();
  await expect.poll(async () => (await records(anna)).join(), { timeout: 60_000 }).toContain("first");
  const second = await secondTab(anna);
  await second.page.getByText("Carillon is open in another tab or window.").waitFor();
  // it shows what it knows, and sends nothing
  await second.hears("first");
  await second.page.locator(".composer textarea:disabled").waitFor();
  await anna.isOnline();
  await second.screenshot("second-tab");
  expect(await violations(second.page)).toEqual([]);

  await second.page.getByRole("button", { name: "Use it here" }).click();
  await second.isOnline();
  await anna.page.getByText("Carillon is open in another tab or window.").waitFor();
  ben.says("second", accounts[0].jid);
  await second.hears("second");
  await second.says("answer");
  await ben.hears("<body>answer</body>");

  await anna.page.getByRole("button", { name: "Use it here" }).click();
  await anna.isOnline();
  await anna.hears("answer");
  expect(await anna.texts()).toEqual(["first", "second", "answer"]);
  await second.isNotOnline();

  // the tab that has it is closed: the other one may have it
  await anna.page.close();
  await second.page.getByRole("button", { name: "Use it here" }).click();
  await second.isOnline();

  // who logs out does so in all tabs
  const third = await secondTab(second);
  await third.page.getByRole("button", { name: "Use it here" }).waitFor();
  await second.page.getByRole("button", { name: "Settings" }).click();
  await second.page.getByRole("button", { name: "Log out" }).click();
  await third.page.getByRole("button", { name: "Log in" }).waitFor();
});

it("a page without a network shows what was said before, until somebody logs out", async () => {
  const { anna, accounts } = await conversation();
  await expect.poll(async () => (await records(anna)).join(), { timeout: 60_000 }).toContain("first");
  await anna.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const url = anna.page.url();
  await anna.page.close();
  await anna.context.setOffline(true);
  const page = await anna.context.newPage();
  const later = new Visitor(anna.context, page);
  await page.goto(url);
  await page.locator(".page").waitFor();
  await later.hears("first");

  await anna.context.setOffline(false);
  await later.isOnline();
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByRole("button", { name: "Log in" }).waitFor();
  await expect.poll(() => records(later), { timeout: 60_000 }).toEqual([]);
  expect(accounts[0].jid).not.toBe(accounts[1].jid);
});

it("who logs out leaves nothing that could log in, not even a copy of it", async () => {
  const { anna } = await conversation();
  const { page } = anna;
  const stored = await page.evaluate(() => localStorage.getItem("carillon.account"));
  expect(stored).toContain("token");
  const revoked = new Promise<void>((resolve) => {
    page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) => String(payload).includes("<success") && resolve());
    });
  });
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Log out" }).click();
  await revoked;
  await page.evaluate((text) => localStorage.setItem("carillon.account", text ?? ""), stored);
  await page.reload();
  await page.getByText("Please log in again.").waitFor();
});

it("guests come without an account, and leave nothing", async () => {
  const { world } = here;
  const ben = await world.account("ben");
  const [guest, tcp] = await Promise.all([world.visitor({ query: "?domain=guests.localhost" }), world.tcp(ben)]);
  await guest.page.getByRole("button", { name: "Continue as a guest" }).click();
  await guest.isOnline();
  await guest.add(ben.jid);
  await guest.says("hello from a guest");
  const heard = await tcp.hears("<body>hello from a guest</body>");
  const [, jid = ""] = /from=['"]([^'"]*guests\.localhost[^'"]*)['"]/.exec(heard) ?? [];
  expect(jid).not.toBe("");
  tcp.says("hello guest", jid);
  await guest.hears("hello guest");
  await guest.screenshot("guest");
  const kept = await guest.page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).not.toMatch(/token|keys|hello/);
});
