import { join } from "node:path";
import { expect, it } from "vitest";
import { violations } from "./axe";
import type { Visitor } from "./browser";
import { useWorld } from "./world";

const here = useWorld();
const PICTURE = join(import.meta.dirname, "../public/icon-512.png");

async function choosePicture(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole("button", { name: "Settings" }).click();
  await visitor.page.getByLabel("Your picture").setInputFiles(PICTURE);
  await visitor.page.getByRole("button", { name: "Remove picture" }).waitFor();
}

it("a picture and a name are on all devices of a person, and with contacts", async () => {
  const { world } = here;
  const [anna, ben] = await Promise.all([world.account("anna"), world.account("ben")]);
  const [phone, other] = await Promise.all([world.user(anna), world.user(ben)]);
  await phone.add(ben.jid);
  await other.accept();
  await choosePicture(phone);
  await phone.page.locator(".own .avatar img").waitFor();
  await phone.page.getByLabel("Your name, as others see it").fill("Anna Bell");
  await phone.page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await phone.screenshot("profile");
  expect(await violations(phone.page)).toEqual([]);

  await other.page.getByRole("button", { name: "Contacts", exact: true }).click();
  const contact = other.page.locator(`[data-contact="${anna.jid}"]`);
  await contact.locator("img").waitFor();
  await contact.getByText("Anna Bell").waitFor();

  // a device that comes later finds them
  const laptop = await world.user(anna);
  await laptop.page.locator(".own .avatar img").waitFor();
  await laptop.page.locator(".own-jid").getByText("Anna Bell").waitFor();
  // small enough for everybody, and as PNG
  const source = await laptop.page.locator(".own .avatar img").getAttribute("src");
  expect(source).toMatch(/^data:image\/png;base64,/);
  expect(source?.length).toBeLessThan(70_000);

  await phone.page.getByRole("button", { name: "Remove picture" }).click();
  await laptop.page.locator(".own .avatar img").waitFor({ state: "detached" });
  await contact.locator("img").waitFor({ state: "detached" });
});

it("a room is joined and left on all devices", async () => {
  const { world } = here;
  const anna = await world.account("anna");
  const [phone, laptop] = await Promise.all([world.user(anna), world.user(anna)]);
  const room = `devices-${process.pid}`;
  await phone.join(room, "Anna");
  await phone.says("said on the phone");
  await laptop.open(`${room}@conference.localhost`);
  await laptop.isIn(room);
  await laptop.hears("said on the phone");

  const tablet = await world.user(anna);
  await tablet.open(`${room}@conference.localhost`);
  await tablet.isIn(room);

  await laptop.page.getByRole("button", { name: "Close conversation" }).click();
  const items = [phone, tablet].map((each) => each.page.locator(`.item[data-jid^="${room}@"]`));
  await Promise.all(items.map((each) => each.waitFor({ state: "detached" })));
  // it is still known where it was
  await phone.page.getByRole("button", { name: "Join or create a room" }).click();
  await phone.page.getByRole("heading", { name: "Your rooms" }).waitFor();
});

it("what was read on one device is read on the others, also on those that come later", async () => {
  const { world } = here;
  const [anna, ben] = await Promise.all([world.account("anna"), world.account("ben")]);
  const [phone, laptop, tcp] = await Promise.all([world.user(anna), world.user(anna), world.tcp(ben)]);
  tcp.says("one", anna.jid);
  tcp.says("two", anna.jid);
  const unread = (each: Visitor) => each.page.locator(`.item[data-jid="${ben.jid}"] .badge`);
  await Promise.all([unread(phone).getByText("2").waitFor(), unread(laptop).getByText("2").waitFor()]);
  // no word of it goes to Ben: his client asks for none
  await phone.open(ben.jid);
  await phone.hears("two");
  await unread(laptop).waitFor({ state: "detached" });
  const tablet = await world.user(anna);
  await tablet.page.locator(`.item[data-jid="${ben.jid}"]`).getByText("two").waitFor();
  await unread(tablet).waitFor({ state: "detached" });
});

it("somebody in a room is spoken to by name", async () => {
  const { world } = here;
  const [anna, ben] = await Promise.all([world.account("anna"), world.account("ben")]);
  const [one, other] = await Promise.all([world.user(anna), world.user(ben)]);
  const room = `mentions-${process.pid}`;
  await one.join(room, "Anna");
  await other.join(room, "Ben of the Tower");
  await other.page.locator(".sidebar .tabs").waitFor();
  await other.add(anna.jid);
  await one.page.locator(".head-text").getByText("2 people").waitFor();
  await one.says("to nobody");
  await one.page.locator(".composer textarea").pressSequentially("@tow");
  await one.page.getByRole("option", { name: "Ben of the Tower" }).waitFor();
  await one.screenshot("mention");
  expect(await violations(one.page)).toEqual([]);
  await one.page.keyboard.press("Enter");
  await one.page.keyboard.type("do you hear?");
  await one.page.keyboard.press("Enter");
  await one.hears("Ben of the Tower: do you hear?");
  await other.page.locator(`.item[data-jid^="${room}@"] .badge`).getByText("@ 2").waitFor();
  // the title counts what speaks to oneself
  expect(await other.page.title()).toBe("(1) Carillon");
  await other.open(`${room}@conference.localhost`);
  await other.page.locator(".message.mention").getByText("do you hear?").waitFor();
  expect(await other.page.locator(".message.mention").count()).toBe(1);
});
