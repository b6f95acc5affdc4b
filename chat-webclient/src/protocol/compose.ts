import type { ChatState, Reply } from "./message";
import { NS } from "./namespaces";
import { xml } from "./xml";

/** Whom a message is for. */
export interface Recipient {
  readonly to: string;
  readonly isRoom: boolean;
}

export interface Quotation extends Reply {
  readonly body: string;
}

interface TextMessage {
  readonly id: string;
  readonly body: string;
  readonly reply?: Quotation | undefined;
  readonly url?: string | undefined;
}

function message({ to, isRoom }: Recipient, id: string, ...children: (Element | undefined | false)[]): Element {
  return xml(
    "message",
    { xmlns: NS.client, type: isRoom ? "groupchat" : "chat", to, id },
    ...children,
    // the same id again: it is what the archive and the room give back (XEP-0359)
    xml("origin-id", { xmlns: NS.sid, id }),
  );
}

const store = () => xml("store", { xmlns: NS.hints });
const active = () => xml("active", { xmlns: NS.chatStates });

export function text(recipient: Recipient, { id, body, reply, url }: TextMessage): Element {
  const quoted = reply ? quotation(reply.body) : "";
  return message(
    recipient,
    id,
    xml("body", {}, quoted + body),
    !recipient.isRoom && xml("request", { xmlns: NS.receipts }),
    xml("markable", { xmlns: NS.markers }),
    !recipient.isRoom && active(),
    reply && xml("reply", { xmlns: NS.reply, id: reply.id, to: reply.to }),
    reply && xml("fallback", { xmlns: NS.fallback, for: NS.reply }, xml("body", { start: 0, end: [...quoted].length })),
    url !== undefined && xml("x", { xmlns: NS.oob }, xml("url", {}, url)),
  );
}

/** What clients without XEP-0461 show. */
function quotation(body: string): string {
  return `${body
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n")}\n`;
}

export function correction(recipient: Recipient, id: string, of: string, body: string): Element {
  return message(
    recipient,
    id,
    xml("body", {}, body),
    xml("replace", { xmlns: NS.correct, id: of }),
    !recipient.isRoom && xml("request", { xmlns: NS.receipts }),
    !recipient.isRoom && active(),
  );
}

export function retraction(recipient: Recipient, id: string, of: string, fallback: string): Element {
  return message(
    recipient,
    id,
    xml("retract", { xmlns: NS.retract, id: of }),
    xml("fallback", { xmlns: NS.fallback, for: NS.retract }),
    xml("body", {}, fallback),
    store(),
  );
}

export function reactions(recipient: Recipient, id: string, of: string, emojis: readonly string[]): Element {
  return message(
    recipient,
    id,
    xml("reactions", { xmlns: NS.reactions, id: of }, ...emojis.map((each) => xml("reaction", {}, each))),
    store(),
  );
}

export function receipt(to: string, id: string, of: string): Element {
  return message({ to, isRoom: false }, id, xml("received", { xmlns: NS.receipts, id: of }), store());
}

export function displayed(recipient: Recipient, id: string, of: string): Element {
  return message(recipient, id, xml("displayed", { xmlns: NS.markers, id: of }), store());
}

/** Worth nothing later: neither stored nor sent again. */
export function chatState(recipient: Recipient, state: ChatState): Element {
  return xml(
    "message",
    { xmlns: NS.client, type: recipient.isRoom ? "groupchat" : "chat", to: recipient.to },
    xml(state, { xmlns: NS.chatStates }),
    xml("no-store", { xmlns: NS.hints }),
  );
}

export function subject(room: string, id: string, value: string): Element {
  return xml("message", { xmlns: NS.client, type: "groupchat", to: room, id }, xml("subject", {}, value));
}

/** XEP-0249, which works for contacts that the room would not let an invitation through to. */
export function invitation(to: string, id: string, room: string, reason?: string): Element {
  return message({ to, isRoom: false }, id, xml("x", { xmlns: NS.conference, jid: room, reason }));
}
