import { beforeAll, expect, it } from "vitest";
import type { Visitor } from "./browser";
import type { Account } from "./server";
import { useWorld } from "./world";

const MANY = 180;

const here = useWorld();
let anna: Account;
let ben: Account;

beforeAll(async () => {
  [anna, ben] = await Promise.all([here.world.account("anna"), here.world.account("ben")]);
});

const visit = (account: Account): Promise<Visitor> => here.world.user(account);

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `no. ${from + index}.`);

it("what was said while nobody was there is all there, in order, page by page", async () => {
  const tcp = await here.world.tcp(ben);
  numbers(1, MANY).forEach((each) => tcp.says(each, anna.jid));
  tcp.send("<iq type='get' id='done' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
  await tcp.hears("id='done'");

  const page = await visit(anna);
  await page.page.locator(".badge").waitFor();
  await page.open(ben.jid);
  await page.hears(`no. ${MANY}.`);
  // scrolling to the top fetches what is before, without gaps or doubles
  await expect
    .poll(
      async () => {
        await page.page.locator(".log-box").evaluate((box) => box.scrollTo({ top: -box.scrollHeight }));
        return (await page.texts()).length;
      },
      { timeout: 90_000 },
    )
    .toBe(MANY);
  expect(await page.texts()).toEqual(numbers(1, MANY));
  await page.page.getByText("This is the beginning of the conversation.").waitFor();
});

it("two browsers of one person show the same", async () => {
  const [here, there, other] = await Promise.all([visit(anna), visit(anna), visit(ben)]);
  await here.add(ben.jid);
  await here.says("from here");
  await there.open(ben.jid);
  await there.hears("from here");
  await there.says("from there");
  await here.hears("from there");
  await other.open(anna.jid);
  await other.says("to both");
  await Promise.all([here.hears("to both"), there.hears("to both")]);
  const [left, right] = await Promise.all([here.texts(), there.texts()]);
  expect(left.slice(-3)).toEqual(["from here", "from there", "to both"]);
  expect(right.slice(-3)).toEqual(left.slice(-3));
  // read in one of them is read in both
  await here.page.waitForFunction(() => document.title === "Carillon");
  await there.page.waitForFunction(() => document.title === "Carillon");
});

it("words are found in the archive", async () => {
  const page = await visit(anna);
  await page.add(ben.jid);
  await page.says("where nobody looks");
  await page.page.locator(".own .state.sent").first().waitFor();
  await page.page.getByRole("button", { name: "Search", exact: true }).click();
  await page.page.getByPlaceholder("Search your messages").fill("nobody");
  await page.page.keyboard.press("Enter");
  await page.page.getByRole("dialog").locator(".item").filter({ hasText: "where nobody looks" }).click();
  await page.page.locator(`main[data-jid="${ben.jid}"]`).waitFor();
});
