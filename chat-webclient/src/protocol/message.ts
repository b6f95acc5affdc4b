import { bare, resource } from "./jid";
import { NS } from "./namespaces";
import { attribute, child, children, childText, is } from "./xml";

/** Where a message came from: only what was checked is in here. */
export interface Envelope {
  readonly message: Element;
  /** The id in the archive of the account or the room (XEP-0359), when an entity entitled to it says so. */
  readonly stanzaId?: string | undefined;
  readonly time: Date;
  readonly isArchived: boolean;
  readonly isCarbon: boolean;
}

export interface Mention {
  readonly text: string;
}

export interface Reply {
  readonly id: string;
  readonly to?: string | undefined;
}

/** What one message says, whichever way it came. */
export interface ReceivedMessage {
  readonly conversation: string;
  readonly isRoom: boolean;
  readonly isOwn: boolean;
  readonly from: string;
  readonly to: string | undefined;
  readonly nick?: string | undefined;
  readonly occupantId?: string | undefined;
  readonly id?: string | undefined;
  readonly originId?: string | undefined;
  readonly stanzaId?: string | undefined;
  readonly time: Date;
  readonly isArchived: boolean;
  readonly isCarbon: boolean;
  readonly isDelayed: boolean;
  readonly content: Content;
  readonly wantsReceipt: boolean;
  readonly isMarkable: boolean;
  readonly chatState?: ChatState | undefined;
}

export type ChatState = "active" | "composing" | "paused" | "inactive" | "gone";

export type Content =
  | {
      readonly kind: "text";
      readonly body: string;
      readonly reply?: Reply | undefined;
      readonly url?: string | undefined;
    }
  | { readonly kind: "correction"; readonly of: string; readonly body: string }
  | { readonly kind: "retraction"; readonly of: string; readonly by?: string | undefined }
  | { readonly kind: "reactions"; readonly of: string; readonly emojis: readonly string[] }
  | { readonly kind: "receipt"; readonly of: string }
  | { readonly kind: "displayed"; readonly of: string }
  | { readonly kind: "subject"; readonly subject: string }
  | {
      readonly kind: "invitation";
      readonly room: string;
      readonly reason?: string | undefined;
      readonly password?: string | undefined;
    }
  | { readonly kind: "error"; readonly condition: string; readonly text?: string | undefined }
  | { readonly kind: "none" };

/** Copies of copies of messages sent by others would be forgeries: only one's own account may forward (XEP-0280 §11). */
export function unwrap(stanza: Element, account: string): Envelope | undefined {
  const carbon = child(stanza, "sent", NS.carbons) ?? child(stanza, "received", NS.carbons);
  if (!carbon) {
    return child(stanza, "result", NS.mam) ? undefined : envelope(stanza, account);
  }
  if (attribute(stanza, "from") !== account) {
    return undefined;
  }
  const forwarded = readForwarded(carbon);
  if (!forwarded || !isPlausibleCopy(carbon.localName, forwarded.message, account)) {
    return undefined;
  }
  return { ...envelope(forwarded.message, account), time: forwarded.time ?? new Date(), isCarbon: true };
}

function isPlausibleCopy(direction: string, message: Element, account: string): boolean {
  const from = bare(attribute(message, "from") ?? "");
  return direction === "sent" ? from === account : bare(attribute(message, "to") ?? account) === account;
}

/** The message of one archive result; who may send results was checked with the query's id (XEP-0313). */
export function unwrapResult(result: Element): Envelope | undefined {
  const forwarded = readForwarded(result);
  return (
    forwarded && {
      message: forwarded.message,
      stanzaId: attribute(result, "id"),
      time: forwarded.time ?? new Date(),
      isArchived: true,
      isCarbon: false,
    }
  );
}

/** XEP-0297. */
function readForwarded(wrapper: Element): { message: Element; time: Date | undefined } | undefined {
  const forwarded = child(wrapper, "forwarded", NS.forward);
  const message = forwarded && child(forwarded, "message", NS.client);
  return message && { message, time: readDelay(forwarded) };
}

function envelope(message: Element, account: string): Envelope {
  const from = bare(attribute(message, "from") ?? account);
  const isRoom = attribute(message, "type") === "groupchat";
  const archive = isRoom ? from : account;
  const stanzaId = children(message, "stanza-id", NS.sid).find((each) => attribute(each, "by") === archive);
  return {
    message,
    stanzaId: attribute(stanzaId, "id"),
    time: readDelay(message) ?? new Date(),
    isArchived: false,
    isCarbon: false,
  };
}

/** XEP-0203; a date nobody can read counts as none. */
function readDelay(element: Element): Date | undefined {
  const stamp = attribute(child(element, "delay", NS.delay), "stamp");
  const time = stamp === undefined ? undefined : new Date(stamp);
  return time && !Number.isNaN(time.getTime()) ? time : undefined;
}

/** Reads a message from its envelope; nickOf tells the own nickname in a room. */
export function readMessage(
  envelope: Envelope,
  account: string,
  nickOf: (room: string) => string | undefined = () => undefined,
): ReceivedMessage | undefined {
  const { message } = envelope;
  const type = attribute(message, "type") ?? "normal";
  const from = attribute(message, "from") ?? account;
  const to = attribute(message, "to");
  const isRoom = type === "groupchat";
  const isOutgoing = !isRoom && bare(from) === account && (to === undefined || bare(to) !== account);
  const nick = isRoom ? resource(from) : undefined;
  const conversation = isRoom ? bare(from) : isOutgoing ? bare(to ?? account) : bare(from);
  return {
    conversation,
    isRoom,
    isOwn: isRoom ? nick !== undefined && nick === nickOf(conversation) : bare(from) === account,
    from,
    to,
    nick,
    occupantId: attribute(child(message, "occupant-id", NS.occupantId), "id"),
    id: attribute(message, "id"),
    originId: attribute(child(message, "origin-id", NS.sid), "id"),
    stanzaId: envelope.stanzaId,
    time: envelope.time,
    isArchived: envelope.isArchived,
    isCarbon: envelope.isCarbon,
    isDelayed: child(message, "delay", NS.delay) !== undefined,
    content: readContent(message, type, account),
    wantsReceipt: child(message, "request", NS.receipts) !== undefined,
    isMarkable: child(message, "markable", NS.markers) !== undefined,
    chatState: readChatState(message),
  };
}

function readChatState(message: Element): ChatState | undefined {
  const state = [...message.children].find((each) => each.namespaceURI === NS.chatStates);
  return state?.localName as ChatState | undefined;
}

function readContent(message: Element, type: string, account: string): Content {
  if (type === "error") {
    return readError(message);
  }
  return readReference(message) ?? readInvitation(message) ?? readText(message, type, account) ?? { kind: "none" };
}

function readError(message: Element): Content {
  const error = child(message, "error");
  const condition = [...(error?.children ?? [])].find(
    (each) => each.namespaceURI === NS.stanzaErrors && each.localName !== "text",
  );
  return {
    kind: "error",
    condition: condition?.localName ?? "undefined-condition",
    text: error && childText(error, "text", NS.stanzaErrors),
  };
}

/** Messages that say something about another message. */
function readReference(message: Element): Content | undefined {
  for (const element of message.children) {
    const id = attribute(element, "id");
    if (id === undefined) {
      continue;
    }
    if (is(element, "retract", NS.retract)) {
      // a room tells of a moderator's retraction itself (XEP-0425)
      const moderated = child(element, "moderated", NS.moderate);
      return { kind: "retraction", of: id, by: moderated && (attribute(moderated, "by") ?? "") };
    }
    if (is(element, "reactions", NS.reactions)) {
      const emojis = children(element, "reaction").map((each) => each.textContent?.trim() ?? "");
      return { kind: "reactions", of: id, emojis: [...new Set(emojis)].filter((each) => each !== "").slice(0, 20) };
    }
    if (is(element, "received", NS.receipts)) {
      return { kind: "receipt", of: id };
    }
    if (is(element, "displayed", NS.markers)) {
      return { kind: "displayed", of: id };
    }
    if (is(element, "replace", NS.correct)) {
      return { kind: "correction", of: id, body: childText(message, "body") ?? "" };
    }
  }
  return undefined;
}

/** A direct invitation (XEP-0249), or one that a room passes on (XEP-0045 §7.8.2). */
function readInvitation(message: Element): Content | undefined {
  const user = child(message, "x", NS.mucUser);
  const invite = user && child(user, "invite");
  if (invite) {
    return {
      kind: "invitation",
      room: bare(attribute(message, "from") ?? ""),
      reason: childText(invite, "reason"),
      password: childText(user, "password"),
    };
  }
  const direct = child(message, "x", NS.conference);
  const room = attribute(direct, "jid");
  return direct && room
    ? {
        kind: "invitation",
        room: bare(room),
        reason: attribute(direct, "reason"),
        password: attribute(direct, "password"),
      }
    : undefined;
}

function readText(message: Element, type: string, account: string): Content | undefined {
  const body = childText(message, "body");
  if (body === undefined || body === "") {
    const subject = childText(message, "subject");
    // a subject together with a body, or with a thread, changes nothing (XEP-0045 §8.1)
    return type === "groupchat" && subject !== undefined && !child(message, "thread")
      ? { kind: "subject", subject }
      : undefined;
  }
  const reply = child(message, "reply", NS.reply);
  const id = attribute(reply, "id");
  return {
    kind: "text",
    body: id === undefined ? body : withoutFallback(message, body),
    reply: id === undefined ? undefined : { id, to: attribute(reply, "to") ?? account },
    url: readUrl(message),
  };
}

/** The part of the body that stands for what other clients show as a quotation (XEP-0461 §3, XEP-0428). */
function withoutFallback(message: Element, body: string): string {
  const fallback = children(message, "fallback", NS.fallback).find((each) => attribute(each, "for") === NS.reply);
  const range = fallback && child(fallback, "body");
  const start = Number(attribute(range, "start") ?? Number.NaN);
  const end = Number(attribute(range, "end") ?? Number.NaN);
  // positions count code points (XEP-0426)
  const points = [...body];
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start || end > points.length) {
    return body;
  }
  return [...points.slice(0, start), ...points.slice(end)].join("");
}

function readUrl(message: Element): string | undefined {
  const oob = child(message, "x", NS.oob);
  return oob && childText(oob, "url");
}
