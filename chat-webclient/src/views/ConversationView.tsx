import { useSignal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { formatDay, t, tOr } from "../i18n/translate";
import type { App } from "../viewmodels/app";
import type { Chat } from "../viewmodels/chat";
import type { Conversation } from "../viewmodels/conversation";
import type { Message } from "../viewmodels/timeline";
import { Avatar } from "./Avatar";
import { Composer } from "./Composer";
import { Details } from "./Details";
import { IconButton } from "./Icon";
import { MessageItem } from "./MessageItem";

const STEP = 100;
const PAUSE = 5 * 60_000;

interface ConversationViewProps {
  readonly app: App;
  readonly chat: Chat;
  readonly conversation: Conversation;
}

export function ConversationView({ app, chat, conversation }: ConversationViewProps) {
  const showsDetails = useSignal(false);
  const messages = conversation.messages.value;
  useEffect(() => {
    // what is on the screen of somebody who looks has been read
    if (document.hasFocus() && !document.hidden) {
      conversation.markRead();
    }
  }, [conversation, messages]);
  useEffect(() => {
    showsDetails.value = false;
  }, [conversation]);
  const takesFile = (event: DragEvent) =>
    chat.uploadService.value !== undefined && (event.dataTransfer?.types.includes("Files") ?? false);
  return (
    <main
      class="conversation"
      data-jid={conversation.jid}
      onDragOver={(event) => takesFile(event) && event.preventDefault()}
      onDrop={(event) => {
        const file = event.dataTransfer?.files[0];
        if (takesFile(event)) {
          // or the browser would leave this page and show the file
          event.preventDefault();
          conversation.upload.value = file && { file };
        }
      }}
    >
      <Head
        chat={chat}
        conversation={conversation}
        onDetails={() => (showsDetails.value = !showsDetails.value)}
        isOpen={showsDetails.value}
      />
      <div class="conversation-body">
        <div class="conversation-main">
          <Log key={conversation.jid} chat={chat} conversation={conversation} />
          <Typing chat={chat} conversation={conversation} />
          <RoomNotice chat={chat} conversation={conversation} />
          {chat.people.blocked.value.has(conversation.jid) && <p class="notice">{t("contacts.blocked")}</p>}
          <Composer key={conversation.jid} chat={chat} conversation={conversation} />
        </div>
        {showsDetails.value && (
          <Details app={app} chat={chat} conversation={conversation} onClose={() => (showsDetails.value = false)} />
        )}
      </div>
    </main>
  );
}

interface HeadProps {
  readonly chat: Chat;
  readonly conversation: Conversation;
  readonly onDetails: () => void;
  readonly isOpen: boolean;
}

function Head({ chat, conversation, onDetails, isOpen }: HeadProps) {
  const { jid, isRoom } = conversation;
  const presence = chat.people.presenceOf(jid).value;
  const count = conversation.room.value?.occupants.size ?? 0;
  const below = isRoom
    ? conversation.subject.value || t("rooms.occupants", { count })
    : (presence.status ?? t(`presence.${presence.show}`));
  return (
    <header class="conversation-head">
      <IconButton name="back" label={t("nav.back")} kind="back" onClick={() => chat.select(undefined)} />
      <Avatar
        jid={jid}
        picture={chat.people.avatarOf(jid).value}
        name={conversation.name.value}
        show={isRoom ? undefined : presence.show}
      />
      <div class="head-text">
        <h1 title={jid}>{conversation.name.value}</h1>
        <p>{below}</p>
      </div>
      <IconButton name={isRoom ? "people" : "more"} label={t("chat.details")} isExpanded={isOpen} onClick={onDetails} />
      <IconButton name="close" label={t("chat.close")} onClick={() => chat.close(jid)} />
    </header>
  );
}

/** Newest at the bottom; the browser keeps the place since the box runs from there (column-reverse). */
function Log({ chat, conversation }: { chat: Chat; conversation: Conversation }) {
  const [limit, setLimit] = useState(STEP);
  const [isAway, setAway] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const all = conversation.messages.value;
  const shown = all.slice(-limit);
  const hasMore = all.length > limit || conversation.hasOlder.value;
  const older = () => {
    setLimit(limit + STEP);
    if (all.length <= limit) {
      void conversation.loadOlder();
    }
  };
  const scroll = (event: Event) => {
    const element = event.currentTarget as HTMLElement;
    setAway(element.scrollTop < -200);
    const toTop = element.scrollHeight + element.scrollTop - element.clientHeight;
    if (toTop < 100 && hasMore && !conversation.isLoading.value) {
      older();
    }
  };
  return (
    <div class="log-frame">
      <section
        ref={box}
        class="log-box"
        onScroll={scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: people without a mouse scroll it as well
        tabIndex={0}
        aria-label={t("message.log", { name: conversation.name.value })}
      >
        <div class="log-inner">
          <p class="log-top">
            {conversation.isLoading.value ? (
              t("message.loading")
            ) : hasMore ? (
              <button type="button" class="link" onClick={older}>
                {t("message.older")}
              </button>
            ) : (
              t("message.beginning")
            )}
          </p>
          <ol class="log" aria-live="polite" aria-relevant="additions">
            {shown.map((message, index) => (
              <Line
                key={message.key}
                chat={chat}
                conversation={conversation}
                message={message}
                before={shown[index - 1]}
              />
            ))}
          </ol>
        </div>
      </section>
      {isAway && (
        <IconButton
          name="down"
          label={t("message.jump")}
          kind="jump"
          onClick={() => box.current?.scrollTo({ top: 0 })}
        />
      )}
    </div>
  );
}

interface LineProps {
  readonly chat: Chat;
  readonly conversation: Conversation;
  readonly message: Message;
  readonly before: Message | undefined;
}

function Line({ chat, conversation, message, before }: LineProps) {
  const divider = conversation.reading.divider.value;
  const isNewDay = !before || new Date(before.time).toDateString() !== new Date(message.time).toDateString();
  const isFirstNew =
    divider > 0 && !message.isOwn && message.time > divider && (!before || before.time <= divider || before.isOwn);
  const isContinued =
    !isNewDay && !isFirstNew && before?.author === message.author && message.time - before.time < PAUSE;
  return (
    <>
      {isNewDay && (
        <li class="day">
          <span>{formatDay(message.time)}</span>
        </li>
      )}
      {isFirstNew && (
        <li class="divider">
          <span>{t("message.new")}</span>
        </li>
      )}
      <MessageItem chat={chat} conversation={conversation} message={message} isContinued={isContinued} />
    </>
  );
}

function Typing({ chat, conversation }: { chat: Chat; conversation: Conversation }) {
  const typing = conversation.typing.others.value;
  const [first = ""] = typing;
  const name = conversation.isRoom ? first : chat.nameOf(first);
  return (
    <p class="typing" role="status">
      {typing.length === 0
        ? ""
        : typing.length === 1
          ? t("message.typing", { name })
          : t("message.typingMany", { count: typing.length })}
    </p>
  );
}

function RoomNotice({ chat, conversation }: { chat: Chat; conversation: Conversation }) {
  const room = conversation.room.value;
  if (!conversation.isRoom || room?.state.kind === "joined") {
    return null;
  }
  if (room?.state.kind === "joining") {
    return <p class="notice">{t("rooms.joining")}</p>;
  }
  const condition = room?.state.kind === "out" ? room.state.condition : "disconnected";
  return (
    <p class="notice">
      {tOr(`rooms.out.${condition}`, "rooms.out.other", { condition })}{" "}
      <button type="button" onClick={() => chat.joinRoom(conversation.jid, room?.nick ?? "", room?.password)}>
        {t("rooms.rejoin")}
      </button>
    </p>
  );
}
