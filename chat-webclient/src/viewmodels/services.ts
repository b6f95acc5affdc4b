import { batch, type Signal, signal } from "@preact/signals";
import type { Client } from "../protocol/client";
import { services } from "../protocol/disco";
import { isRoomService } from "../protocol/rooms";
import { type UploadService, uploadService } from "../protocol/upload";

/** What the account's server has besides messages: where rooms are, and where files go. */
export class Services {
  readonly rooms: Signal<string | undefined> = signal(undefined);
  readonly uploads: Signal<UploadService | undefined> = signal(undefined);
  private tellKnown: () => void = () => undefined;
  private readonly known = new Promise<void>((resolve) => {
    this.tellKnown = resolve;
  });

  constructor(private readonly client: Client) {}

  /** Asks the server; what it says stays true for the session. */
  async find(): Promise<void> {
    const found = await services(this.client).catch(() => undefined);
    if (!found) {
      // no connection any more: the next session asks again
      return;
    }
    batch(() => {
      this.rooms.value = found.find(isRoomService)?.jid;
      this.uploads.value = uploadService(found);
    });
    this.tellKnown();
  }

  /** The address of the rooms service, once it is known whether there is one: people are faster than networks. */
  async roomService(): Promise<string | undefined> {
    await this.known;
    return this.rooms.value;
  }
}
