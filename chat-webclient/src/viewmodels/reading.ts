import { type Signal, signal } from "@preact/signals";
import type { Message } from "./timeline";

const MOST_OTHERS = 200;

/** How far a conversation was read, and what is left. It only ever moves forward (XEP-0490 §5.1). */
export class Reading {
  readonly unread = signal(0);
  /** How many of those speak to oneself. */
  readonly mentions = signal(0);
  /** Messages after this moment get a divider when the conversation is opened. */
  readonly divider: Signal<number> = signal(0);
  until = 0;
  /** Where another device has come to, as long as that message is not known here. */
  private awaited: string | undefined;
  /** Moments of messages that are no lines, such as reactions: other clients may count them as the last. */
  private readonly others = new Map<string, number>();

  constructor(
    private readonly messages: () => readonly Message[],
    private readonly isMention: (message: Message) => boolean,
  ) {}

  /** Tells whether that was news. */
  advance(time: number): boolean {
    if (time <= this.until) {
      return false;
    }
    this.until = time;
    this.count();
    return true;
  }

  /** Another device has shown everything up to this one; tells whether that was news. */
  follow(stanzaId: string): boolean {
    const message = this.messages().find((each) => each.stanzaId === stanzaId);
    const time = message?.time ?? this.others.get(stanzaId);
    this.awaited = time === undefined ? stanzaId : undefined;
    return time !== undefined && this.advance(time);
  }

  /** A message that is not shown as a line. */
  saw(stanzaId: string, time: number): void {
    this.others.set(stanzaId, time);
    if (this.others.size > MOST_OTHERS) {
      this.others.delete(this.others.keys().next().value ?? "");
    }
  }

  /** There are other messages now. */
  update(): boolean {
    const isNews = this.awaited !== undefined && this.follow(this.awaited);
    this.count();
    return isNews;
  }

  get isFollowing(): boolean {
    return this.awaited !== undefined;
  }

  /** The newest message of somebody else that all devices can name. */
  newest(): Message | undefined {
    return this.messages().findLast((each) => !each.isOwn && each.stanzaId !== undefined && each.time <= this.until);
  }

  open(): void {
    this.divider.value = this.unread.value > 0 ? this.until : 0;
  }

  private count(): void {
    const unread = this.messages().filter((each) => !each.isOwn && !each.retractedBy && each.time > this.until);
    this.unread.value = unread.length;
    this.mentions.value = unread.filter(this.isMention).length;
  }
}
