import { type Signal, signal } from "@preact/signals";
import type { Archive } from "../protocol/archive";
import type { Client } from "../protocol/client";
import { type Envelope, type ReceivedMessage, readMessage } from "../protocol/message";
import type { Conversation } from "./conversation";
import { groupBy } from "./groups";
import { ignoreRefusal } from "./problems";

const PAGE = 100;
const PAGES = 20;

/** Where what is found in the archive goes. */
export interface Shelves {
  readonly conversations: () => readonly Conversation[];
  readonly put: (conversation: string, messages: readonly ReceivedMessage[]) => void;
  readonly nickIn: (room: string) => string | undefined;
}

/** What was said while this client was not there: everything behind the last message it knows (XEP-0313). */
export class CatchUp {
  readonly isRunning: Signal<boolean> = signal(false);
  /** The id of the newest message that the account's archive is known to have. */
  last: string | undefined;

  constructor(
    private readonly client: Client,
    private readonly archive: Archive,
    private readonly shelves: Shelves,
  ) {}

  /** A message that came in live; while older ones are being fetched it does not move the place to go on from. */
  saw(stanzaId: string): void {
    if (!this.isRunning.value) {
      this.last = stanzaId;
    }
  }

  async run(): Promise<void> {
    this.isRunning.value = true;
    try {
      if (this.last === undefined || !(await this.after(this.last))) {
        await this.newest();
      }
    } catch (error) {
      // no archive: what comes in live is all there is
      ignoreRefusal(error);
    } finally {
      this.isRunning.value = false;
    }
  }

  /** False when too much was missed to fetch it all now, or the last known message is not there any more. */
  private async after(last: string): Promise<boolean> {
    let after = last;
    for (let pages = 0; pages < PAGES; pages++) {
      const page = await this.archive.page({ after, max: PAGE }).catch(ignoreRefusal);
      if (!page) {
        return this.client.status.kind !== "online";
      }
      this.distribute(page.results);
      if (page.isComplete || page.last === undefined) {
        return true;
      }
      after = page.last;
    }
    return false;
  }

  private async newest(): Promise<void> {
    const page = await this.archive.page({ before: "", max: PAGE });
    for (const conversation of this.shelves.conversations()) {
      if (!conversation.isRoom && this.last !== undefined) {
        conversation.startOver();
      }
    }
    this.distribute(page.results);
  }

  private distribute(results: readonly Envelope[]): void {
    const messages = results.flatMap((each) => readMessage(each, this.client.account) ?? []);
    for (const [jid, part] of groupBy(messages, (each) => each.conversation)) {
      this.shelves.put(jid, part);
    }
    this.last = results.at(-1)?.stanzaId ?? this.last;
  }

  /** The same for a room, whose archive is its own. */
  async runFor(room: Conversation): Promise<void> {
    const after = room.messages.value.findLast((each) => each.stanzaId !== undefined)?.stanzaId;
    if (after === undefined) {
      await room.loadOlder();
      return;
    }
    try {
      const page = await this.archive.page({ room: room.jid, after, max: PAGE });
      if (page.isComplete) {
        const read = (each: Envelope) => readMessage(each, this.client.account, this.shelves.nickIn) ?? [];
        room.insert(page.results.flatMap(read), "boundary");
      } else {
        room.startOver();
        await room.loadOlder();
      }
    } catch (error) {
      // the room keeps no archive, or has forgotten that message
      ignoreRefusal(error);
    }
  }
}
