import { useState } from "preact/hooks";
import { formatTime, type MessageKey, t } from "../i18n/translate";
import type { Chat } from "../viewmodels/chat";
import type { Conversation } from "../viewmodels/conversation";
import type { DeliveryState, Message } from "../viewmodels/timeline";
import { Avatar } from "./Avatar";
import { Body } from "./Body";
import { Icon, IconButton, type IconName } from "./Icon";
import { MessageMenu } from "./MessageMenu";

interface MessageItemProps {
  readonly chat: Chat;
  readonly conversation: Conversation;
  readonly message: Message;
  /** Follows a message of the same author closely: the name is not repeated. */
  readonly isContinued: boolean;
}

export function MessageItem({ chat, conversation, message, isContinued }: MessageItemProps) {
  const [isOpen, setOpen] = useState(false);
  const name = message.isOwn ? t("message.you") : conversation.isRoom ? message.author : chat.nameOf(message.author);
  const isMention = conversation.isRoom && !message.isOwn && conversation.mentions(message.body);
  const kind = `${message.isOwn ? "own" : ""} ${isContinued ? "continued" : ""} ${isMention ? "mention" : ""}`;
  return (
    <li class={`message ${kind}`} data-id={message.id}>
      {!isContinued && !message.isOwn && (
        <Avatar
          jid={message.author}
          name={name}
          picture={conversation.isRoom ? undefined : chat.people.avatarOf(message.author).value}
          isSmall
        />
      )}
      <article class="bubble" aria-label={`${name}, ${formatTime(message.time)}`}>
        {!isContinued && !message.isOwn && conversation.isRoom && <p class="author">{name}</p>}
        <Quote chat={chat} conversation={conversation} message={message} />
        <Content chat={chat} message={message} />
        <Foot message={message} retry={() => conversation.retry(message)} />
        <Reactions conversation={conversation} message={message} />
      </article>
      {!message.retractedBy && (
        <div class="message-tools">
          <IconButton name="more" label={t("message.actions")} isExpanded={isOpen} onClick={() => setOpen(!isOpen)} />
          {isOpen && <MessageMenu conversation={conversation} message={message} onDone={() => setOpen(false)} />}
        </div>
      )}
    </li>
  );
}

function Quote({ chat, conversation, message }: { chat: Chat; conversation: Conversation; message: Message }) {
  const quoted =
    message.reply &&
    conversation.messages.value.find(
      (each) =>
        each.id === message.reply?.id || each.stanzaId === message.reply?.id || each.originId === message.reply?.id,
    );
  if (!quoted) {
    return null;
  }
  const name = quoted.isOwn ? t("message.you") : conversation.isRoom ? quoted.author : chat.nameOf(quoted.author);
  return (
    <p class="quoted">
      <strong>{name}</strong> <span>{quoted.body.slice(0, 140)}</span>
    </p>
  );
}

function Content({ chat, message }: { chat: Chat; message: Message }) {
  const [isBroken, setBroken] = useState(false);
  if (message.retractedBy) {
    return (
      <p class="retracted">{t(message.retractedBy === "moderator" ? "message.moderated" : "message.retracted")}</p>
    );
  }
  const { invitation } = message;
  const showsPicture = !isBroken && isPicture(message.url ?? "", chat.fileOrigins);
  if (invitation) {
    return (
      <div class="invitation">
        <p>{t("rooms.invited", { room: invitation.room })}</p>
        {message.body !== "" && <Body text={message.body} />}
        {!message.isOwn && (
          <button type="button" onClick={() => chat.joinRoom(invitation.room, "", invitation.password)}>
            {t("rooms.accept")}
          </button>
        )}
      </div>
    );
  }
  return (
    <>
      {message.url !== undefined && showsPicture && (
        <a class="picture" href={message.url} target="_blank" rel="noopener noreferrer">
          <img
            src={message.url}
            alt={t("message.image")}
            loading="lazy"
            referrerpolicy="no-referrer"
            onError={() => setBroken(true)}
          />
        </a>
      )}
      {!(message.url === message.body && showsPicture) && <Body text={message.body} />}
    </>
  );
}

/**
 * Pictures of one's own server alone are shown unasked: others would learn who reads what, and when. It may have files
 * at another port than pages, and elsewhere, which the addresses of one's own files tell.
 */
function isPicture(url: string, uploads: ReadonlySet<string>): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isOwn = parsed !== undefined && (parsed.hostname === location.hostname || uploads.has(parsed.origin));
  return isOwn && /\.(?:png|jpe?g|gif|webp|avif)$/i.test(parsed.pathname);
}

const STATES: Record<DeliveryState, { icon: IconName; text: MessageKey }> = {
  pending: { icon: "clock", text: "message.pending" },
  sent: { icon: "check", text: "message.sent" },
  delivered: { icon: "check", text: "message.delivered" },
  displayed: { icon: "check", text: "message.displayed" },
  failed: { icon: "warning", text: "message.failed" },
};

function Foot({ message, retry }: { message: Message; retry: () => void }) {
  const state = message.isOwn && message.state ? STATES[message.state] : undefined;
  return (
    <footer class="foot">
      {message.editedAt !== undefined && <span>{t("message.edited")}</span>}
      <time dateTime={new Date(message.time).toISOString()}>{formatTime(message.time)}</time>
      {state && (
        <span class={`state ${message.state}`} title={t(state.text)}>
          <Icon name={state.icon} />
          {(message.state === "delivered" || message.state === "displayed") && <Icon name="check" />}
          <span class="hidden">{t(state.text)}</span>
        </span>
      )}
      {message.state === "failed" && (
        <span class="problem">
          {t("message.failedBecause", { reason: message.error ?? "" })}{" "}
          <button type="button" class="link" onClick={retry}>
            {t("message.retry")}
          </button>
        </span>
      )}
    </footer>
  );
}

function Reactions({ conversation, message }: { conversation: Conversation; message: Message }) {
  const counts = new Map<string, string[]>();
  for (const [author, reaction] of Object.entries(message.reactions)) {
    for (const emoji of reaction.emojis) {
      counts.set(emoji, [...(counts.get(emoji) ?? []), author]);
    }
  }
  if (counts.size === 0) {
    return null;
  }
  return (
    <p class="reactions">
      {[...counts].map(([emoji, authors]) => (
        <button type="button" key={emoji} title={authors.join(", ")} onClick={() => conversation.react(message, emoji)}>
          {emoji} {authors.length > 1 && authors.length}
        </button>
      ))}
    </p>
  );
}
