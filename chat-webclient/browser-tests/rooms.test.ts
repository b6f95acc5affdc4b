import { expect, it } from "vitest";
import { useWorld } from "./world";

const here = useWorld();
let rooms = 0;

/** Two people in a room that nobody was in before. */
async function meeting() {
  const { world } = here;
  const room = `tower${++rooms}-${process.pid}`;
  const accounts = await Promise.all([world.account("anna"), world.account("ben")]);
  const [anna, ben] = await Promise.all([world.user(accounts[0]), world.user(accounts[1])]);
  await anna.join(room, "Anna");
  await ben.join(room, "Ben");
  return { anna, ben, room, accounts };
}

it("people talk in a room", async () => {
  const { anna, ben } = await meeting();
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
  const { anna, ben } = await meeting();
  await anna.page.getByRole("button", { name: "Details" }).click();
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
  const { anna, ben, room } = await meeting();
  await anna.says("hello everybody");
  await ben.hears("hello everybody");
  await ben.page.reload();
  await ben.isOnline();
  await anna.says("while you were away");
  await ben.hears("while you were away");
  expect(await ben.texts()).toEqual(["hello everybody", "while you were away"]);
  await ben.isIn(room);
  await ben.says("back");
  await anna.hears("back");
});

it("people are invited, and let out", async () => {
  const { anna, ben, room, accounts } = await meeting();
  await anna.page.getByRole("button", { name: "Details" }).click();
  await anna.page.getByRole("button", { name: "Remove from the room: Ben" }).click();
  await ben.page.getByText("You were removed from this room.").waitFor();
  await anna.page.getByLabel("Invite somebody").fill(accounts[1].jid);
  await anna.page.getByRole("button", { name: "Invite somebody" }).click();
  await ben.page.locator(".item").filter({ hasText: "Invitation to a room" }).click();
  await ben.page.getByRole("button", { name: "Join the room" }).click();
  await ben.isIn(room);
  await ben.says("here again");
  await anna.hears("here again");
});

it("a room is found in the list of the server", async () => {
  const { ben, room } = await meeting();
  await ben.page.getByRole("button", { name: "Join or create a room" }).click();
  await ben.page.getByRole("dialog").locator(".item").filter({ hasText: room }).waitFor();
});
