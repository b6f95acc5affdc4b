import { describe, expect, it } from "vitest";
import type { Visitor } from "./browser";
import { useWorld } from "./world";

/** A red dot of 8 by 8 pixels. */
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGP8z8DAwMDAxAADCBYAG10BBdmFxkQAAAAASUVORK5CYII=";

const here = useWorld();

/** Two people who have the conversation with each other open. */
async function friends(plain: boolean) {
  const { world } = here;
  const accounts = await Promise.all([world.account("anna"), world.account("ben")]);
  const [anna, ben] = await Promise.all([world.user(accounts[0], { plain }), world.user(accounts[1], { plain })]);
  await anna.add(accounts[1].jid, "Friends");
  await ben.accept();
  await anna.says("hello");
  await ben.open(accounts[0].jid);
  await ben.hears("hello");
  return { anna, ben };
}

type Way = "drop" | "paste";

/** Gives the page a file as the system would. */
async function give(visitor: Visitor, way: Way, name: string, type: string, base64: string): Promise<void> {
  await visitor.page.evaluate(
    ({ way, name, type, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type }));
      const init = { bubbles: true, cancelable: true };
      if (way === "drop") {
        const target = document.querySelector("main.conversation .log, main.conversation");
        target?.dispatchEvent(new DragEvent("dragover", { ...init, dataTransfer: transfer }));
        target?.dispatchEvent(new DragEvent("drop", { ...init, dataTransfer: transfer }));
      } else {
        const target = document.querySelector(".composer textarea");
        target?.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: transfer }));
      }
    },
    { way, name, type, base64 },
  );
}

/** How wide the newest picture of the conversation is, once it is there. */
async function width(visitor: Visitor, own: boolean): Promise<number> {
  const picture = visitor.page.locator(own ? ".message.own .picture img" : ".message:not(.own) .picture img").last();
  await picture.waitFor();
  await visitor.page.waitForFunction(
    (image) => image instanceof HTMLImageElement && image.complete,
    await picture.elementHandle(),
  );
  return picture.evaluate((image) => (image as HTMLImageElement).naturalWidth);
}

describe.each([
  ["over TLS", false],
  ["on one's own machine", true],
])("a picture %s", (_name, plain) => {
  it("is dropped into a chat, and the other sees it", async () => {
    const { anna, ben } = await friends(plain);
    await give(anna, "drop", "a dot – 猫 100%.png", "image/png", DOT);
    expect(await width(ben, false)).toBe(8);
    expect(await width(anna, true)).toBe(8);
    await ben.screenshot(`picture-${plain ? "plain" : "tls"}`);

    await give(ben, "paste", "image.png", "image/png", DOT);
    expect(await width(anna, false)).toBe(8);
  });
});

describe("a file", () => {
  it("is chosen, and what the other gets is what was sent", async () => {
    const { anna, ben } = await friends(false);
    const content = Buffer.alloc(3_000_000, "carillon ");
    await anna.page
      .locator(".composer input[type=file]")
      .setInputFiles({ name: "notes.pdf", mimeType: "application/pdf", buffer: content });
    const link = ben.page.locator(".message:not(.own) .body a").last();
    await link.waitFor();
    const fetched = await ben.context.request.get((await link.getAttribute("href")) ?? "");
    expect(fetched.status()).toBe(200);
    expect(fetched.headers()["content-disposition"]).toContain("attachment");
    expect((await fetched.body()).equals(content)).toBe(true);
  });

  it("that is too large is refused with the limit", async () => {
    const { anna } = await friends(false);
    await anna.page.evaluate(() => {
      const file = new File([], "large.bin");
      Object.defineProperty(file, "size", { value: 200_000_000 });
      const transfer = { files: [file], types: ["Files"] };
      const event = new DragEvent("drop", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "dataTransfer", { value: transfer });
      document.querySelector("main.conversation")?.dispatchEvent(event);
    });
    await anna.page.locator(".upload .problem").getByText("too large").waitFor();
  });
});
