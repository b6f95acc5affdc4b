import type { Client } from "../protocol/client";
import { Displayed, type Position } from "../protocol/displayed";
import type { Pep } from "../protocol/pep";
import { ignoreRefusal } from "./problems";

/** Somebody who reads fast moves on every second; only where they stop matters. */
const PAUSE = 700;

/** Called when a conversation was read on another device. */
type Follow = (conversation: string, stanzaId: string) => void;

/** Up to where conversations were read, shared between the devices of a person. */
export class ReadPositions {
  private readonly displayed: Displayed;
  /** What all devices know. */
  private readonly shared = new Map<string, string>();
  private readonly waiting = new Map<string, Position & { readonly by: string }>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: Client,
    pep: Pep,
    follow: Follow,
  ) {
    this.displayed = new Displayed(pep);
    this.displayed.on("moved", ({ conversation, stanzaId }) => {
      // what is not yet told is newer than what is heard
      if (!this.waiting.has(conversation)) {
        this.shared.set(conversation, stanzaId);
        follow(conversation, stanzaId);
      }
    });
  }

  of(conversation: string): string | undefined {
    return this.shared.get(conversation);
  }

  async load(): Promise<void> {
    await this.displayed.load().catch(ignoreRefusal);
  }

  /** This device has shown everything up to this message. */
  moved(conversation: string, stanzaId: string, isRoom: boolean): void {
    if (this.shared.get(conversation) === stanzaId) {
      return;
    }
    this.shared.set(conversation, stanzaId);
    this.waiting.set(conversation, { conversation, stanzaId, by: isRoom ? conversation : this.client.account });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  /** Tells the other devices now: the page may be about to go. */
  flush(): void {
    clearTimeout(this.timer);
    if (this.client.status.kind === "online") {
      for (const [key, position] of this.waiting) {
        this.waiting.delete(key);
        this.displayed.publish(position, position.by).catch(ignoreRefusal);
      }
    }
  }

  snapshot(): [string, string][] {
    return [...this.shared];
  }

  restore(snapshot: readonly (readonly [string, string])[]): void {
    snapshot.forEach(([conversation, stanzaId]) => this.shared.set(conversation, stanzaId));
  }
}
