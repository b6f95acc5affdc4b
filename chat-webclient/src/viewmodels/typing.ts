import { type Signal, signal } from "@preact/signals";
import type { ChatState, ReceivedMessage } from "../protocol/message";
import { authorOf } from "./timeline";

const ENDS = 5_000;
const SHOWN = 30_000;

/** Who is writing in a conversation (XEP-0085 2.1): the others, and oneself. */
export class Typing {
  /** Bare addresses, or in rooms nicknames. */
  readonly others: Signal<readonly string[]> = signal([]);
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private own: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (state: ChatState) => void) {}

  hear(received: ReceivedMessage): void {
    if (received.isOwn || received.isDelayed || received.isArchived) {
      return;
    }
    const author = authorOf(received);
    const others = this.others.value.filter((each) => each !== author);
    clearTimeout(this.timers.get(author));
    if (received.chatState === "composing") {
      this.others.value = [...others, author];
      const timer = setTimeout(() => {
        this.others.value = this.others.value.filter((each) => each !== author);
      }, SHOWN);
      this.timers.set(author, timer);
    } else if (received.chatState !== undefined || received.content.kind !== "none") {
      this.others.value = others;
    }
  }

  /** The composer holds this now. */
  wrote(text: string): void {
    if (text === "") {
      this.tell("active");
      this.stop();
      return;
    }
    if (this.own === undefined) {
      this.tell("composing");
    }
    clearTimeout(this.own);
    this.own = setTimeout(() => {
      this.own = undefined;
      this.tell("paused");
    }, ENDS);
  }

  /** It is sent, or given up. */
  stop(): void {
    clearTimeout(this.own);
    this.own = undefined;
  }
}
