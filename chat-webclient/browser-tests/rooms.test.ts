import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Chromium, type Visitor } from "./browser";
import { Server } from "./server";

let server: Server;
let chromium: Chromium;
let anna: Visitor;
let ben: Visitor;
let benJid: string;

beforeAll(async () => {
  [server, chromium] = await Promise.all([Server.start(), Chromium.launch()]);
  const accounts = [server.account("anna"), server.account("ben")] as const;
  benJid = accounts[1].jid;
  [anna, ben] = await Promise.all([chromium.user(server, accounts[0]), chromium.user(server, accounts[1])]);
});

afterEach(() => {
  expect(chromium.complaints.splice(0)).toEqual([]);
});

afterAll(async () => {
  await chromium?.close();
  await server?.stop();
});

async function join(visitor: Visitor, room: string, nick: string): Promise<void> {
  await visitor.page.getByRole("button", { name: "Join or create a room" }).click();
  await visitor.page.getByLabel("Name or address of the room").fill(room);
  await visitor.page.getByLabel("Your nickname").fill(nick);
  await visitor.page.getByRole("button", { name: "Join", exact: true }).click();
  await visitor.page.locator(".composer textarea:enabled").waitFor();
}

it("a room is made, and two people talk in it", async () => {
  await join(anna, "tower", "Anna");
  await join(ben, "tower", "Ben");
  await anna.says("hello everybody");
  await ben.hears("hello everybody");
  await ben.page.locator(".message:not(.own) .author").getByText("Anna").waitFor();
  // once for the one who wrote it, with the room's word that it is there
  await anna.page.locator(".own .state.sent").waitFor();
  expect(await anna.texts()).toEqual(["hello everybody"]);

  await ben.act("hello everybody", "React 👍");
  await anna.page.locator(".reactions").getByText("👍").waitFor();
  await anna.page.getByRole("button", { name: "Details" }).click();
  await anna.page.locator(".occupants").getByText("Ben").waitFor();
  await anna.screenshot("room");
});

it("its subject is for all, and its settings for the owner", async () => {
  await anna.page.getByLabel("Subject").fill("Bells");
  await anna.page.getByRole("button", { name: "Save" }).click();
  await ben.page.locator(".head-text").getByText("Bells").waitFor();
  await anna.page.getByRole("button", { name: "Room settings" }).click();
  await anna.page.getByRole("dialog").locator("input, select").first().waitFor();
  await anna.screenshot("room-settings");
  await anna.page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await anna.page.getByRole("dialog").waitFor({ state: "detached" });
});

it("a reload comes back into the room, with what was said", async () => {
  await ben.page.reload();
  await ben.isOnline();
  await anna.says("while you were away");
  await ben.hears("while you were away");
  expect(await ben.texts()).toEqual(["hello everybody", "while you were away"]);
  await ben.page.locator(".composer textarea:enabled").waitFor();
  await ben.says("back");
  await anna.hears("back");
});

it("people are invited, and let out", async () => {
  await anna.page.getByRole("button", { name: "Remove from the room: Ben" }).click();
  await ben.page.getByText("You were removed from this room.").waitFor();
  await anna.page.getByLabel("Invite somebody").fill(benJid);
  await anna.page.getByRole("button", { name: "Invite somebody" }).click();
  await ben.page.locator(".item").filter({ hasText: "Invitation to a room" }).click();
  await ben.page.getByRole("button", { name: "Join the room" }).click();
  await ben.page.locator('main[data-jid="tower@conference.localhost"] textarea:enabled').waitFor();
  await ben.says("here again");
  await anna.hears("here again");
});

it("a room is found in the list of the server", async () => {
  await ben.page.getByRole("button", { name: "Join or create a room" }).click();
  await ben.page.getByRole("dialog").locator(".item").filter({ hasText: "tower" }).waitFor();
  await ben.page.keyboard.press("Escape");
});
