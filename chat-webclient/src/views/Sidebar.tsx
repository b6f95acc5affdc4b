import { useSignal } from "@preact/signals";
import { formatShort, type MessageKey, t } from "../i18n/translate";
import type { Show } from "../protocol/presence";
import type { Contact } from "../protocol/roster";
import type { App } from "../viewmodels/app";
import type { Chat } from "../viewmodels/chat";
import type { Conversation } from "../viewmodels/conversation";
import { groupBy } from "../viewmodels/groups";
import type { Message } from "../viewmodels/timeline";
import { AddContact } from "./AddContact";
import { Avatar } from "./Avatar";
import { Icon, IconButton, type IconName } from "./Icon";
import { JoinRoom } from "./JoinRoom";
import { Search } from "./Search";
import { SettingsDialog } from "./SettingsDialog";

type Tab = "conversations" | "contacts";
type Open = "contact" | "room" | "settings" | "search" | undefined;

const TABS: readonly { tab: Tab; icon: IconName; label: MessageKey }[] = [
  { tab: "conversations", icon: "chats", label: "nav.conversations" },
  { tab: "contacts", icon: "contacts", label: "nav.contacts" },
];

/** The left side: who one is, conversations and contacts. */
export function Sidebar({ app, chat }: { app: App; chat: Chat }) {
  const tab = useSignal<Tab>("conversations");
  const open = useSignal<Open>(undefined);
  const filter = useSignal("");
  const close = () => {
    open.value = undefined;
  };
  return (
    <nav class="sidebar" aria-label={t("nav.conversations")}>
      <header class="side-head">
        <OwnPresence chat={chat} />
        <IconButton name="search" label={t("nav.search")} onClick={() => (open.value = "search")} />
        <IconButton name="rooms" label={t("rooms.join")} onClick={() => (open.value = "room")} />
        <IconButton name="plus" label={t("contacts.add")} onClick={() => (open.value = "contact")} />
        <IconButton name="settings" label={t("nav.settings")} onClick={() => (open.value = "settings")} />
      </header>
      <Requests chat={chat} />
      <div class="tabs" role="group">
        {TABS.map((each) => (
          <button
            type="button"
            key={each.tab}
            aria-pressed={tab.value === each.tab}
            onClick={() => (tab.value = each.tab)}
          >
            <Icon name={each.icon} /> {t(each.label)}
          </button>
        ))}
      </div>
      <input
        class="filter"
        type="search"
        value={filter.value}
        placeholder={t("list.filter")}
        aria-label={t("list.filter")}
        onInput={(event) => (filter.value = event.currentTarget.value)}
      />
      {tab.value === "conversations" ? (
        <Conversations chat={chat} filter={filter.value} />
      ) : (
        <Contacts chat={chat} filter={filter.value} />
      )}
      {open.value === "contact" && <AddContact chat={chat} onClose={close} />}
      {open.value === "room" && <JoinRoom chat={chat} onClose={close} />}
      {open.value === "settings" && <SettingsDialog app={app} chat={chat} onClose={close} />}
      {open.value === "search" && <Search chat={chat} onClose={close} />}
    </nav>
  );
}

const SHOWS: readonly Show[] = ["online", "away", "dnd"];

function OwnPresence({ chat }: { chat: Chat }) {
  const { account } = chat.client;
  const isOnline = chat.status.value.kind === "online";
  return (
    <div class="own">
      <Avatar
        jid={account}
        picture={chat.people.avatarOf(account).value}
        name={chat.nameOf(account)}
        show={isOnline ? chat.people.show.value : "offline"}
      />
      <div class="own-names">
        <span class="own-jid" title={account}>
          {chat.nameOf(account)}
        </span>
        <select
          aria-label={t("presence.status")}
          value={chat.people.show.value}
          onChange={(event) => chat.people.setPresence(event.currentTarget.value as Show, chat.people.statusText.value)}
        >
          {SHOWS.map((show) => (
            <option key={show} value={show}>
              {t(`presence.${show}`)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

function Requests({ chat }: { chat: Chat }) {
  return (
    <div role="status">
      {chat.people.requests.value.map(({ jid, nick }) => (
        <div key={jid} class="request">
          <p>{t("contacts.asks", { name: nick ? `${nick} (${jid})` : jid })}</p>
          <button type="button" class="primary" onClick={() => void chat.people.accept(jid).catch(() => undefined)}>
            {t("contacts.accept")}
          </button>
          <button type="button" onClick={() => chat.people.deny(jid)}>
            {t("contacts.deny")}
          </button>
        </div>
      ))}
    </div>
  );
}

const matches = (filter: string, ...texts: string[]) =>
  texts.some((each) => each.toLowerCase().includes(filter.trim().toLowerCase()));

function Conversations({ chat, filter }: { chat: Chat; filter: string }) {
  const shown = chat.list.value.filter((each) => matches(filter, each.name.value, each.jid));
  if (shown.length === 0) {
    return <p class="empty">{t("list.empty")}</p>;
  }
  return (
    <ul class="list">
      {shown.map((each) => (
        <ConversationItem key={each.jid} chat={chat} conversation={each} />
      ))}
    </ul>
  );
}

function ConversationItem({ chat, conversation }: { chat: Chat; conversation: Conversation }) {
  const { jid, isRoom } = conversation;
  const last = conversation.last.value;
  const unread = conversation.reading.unread.value;
  const mentions = conversation.reading.mentions.value;
  const show = isRoom ? undefined : chat.people.presenceOf(jid).value.show;
  return (
    <li>
      <button
        type="button"
        class="item"
        aria-current={chat.selected.value === jid}
        data-jid={jid}
        onClick={() => chat.select(jid)}
      >
        <Avatar jid={jid} picture={chat.people.avatarOf(jid).value} name={conversation.name.value} show={show} />
        <span class="item-text">
          <span class="item-name">{conversation.name.value}</span>
          <span class="item-last">{last ? preview(last, isRoom) : isRoom ? conversation.subject.value : ""}</span>
        </span>
        <span class="item-side">
          {last && <time dateTime={new Date(last.time).toISOString()}>{formatShort(last.time)}</time>}
          {unread > 0 && (
            <span class={isRoom && mentions === 0 ? "badge quiet" : "badge"}>
              {mentions > 0 && "@ "}
              {unread} <span class="hidden">{t("nav.unread", { count: unread })}</span>
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

function preview(message: Message, isRoom: boolean): string {
  const text = message.retractedBy
    ? t("list.retracted")
    : message.invitation
      ? t("list.invitation")
      : message.url !== undefined
        ? t("list.file")
        : message.body.slice(0, 120);
  return message.isOwn ? t("list.you", { text }) : isRoom ? `${message.author}: ${text}` : text;
}

function Contacts({ chat, filter }: { chat: Chat; filter: string }) {
  const all = [...chat.people.contacts.value.values()].filter((each) => matches(filter, each.jid, each.name ?? ""));
  if (all.length === 0) {
    return <p class="empty">{t("contacts.empty")}</p>;
  }
  const groups = groupBy(
    all.flatMap((each) => (each.groups.length === 0 ? [""] : each.groups).map((group) => ({ group, contact: each }))),
    (each) => each.group,
  );
  const sorted = [...groups].sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : a.localeCompare(b)));
  return (
    <div class="list">
      {sorted.map(([group, members]) => (
        <section key={group} aria-label={group || t("contacts.ungrouped")}>
          <h2 class="group">{group || t("contacts.ungrouped")}</h2>
          <ul>
            {members
              .map((each) => each.contact)
              .sort((a, b) => chat.nameOf(a.jid).localeCompare(chat.nameOf(b.jid)))
              .map((each) => (
                <ContactItem key={each.jid} chat={chat} contact={each} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function ContactItem({ chat, contact }: { chat: Chat; contact: Contact }) {
  const presence = chat.people.presenceOf(contact.jid).value;
  const isPending = contact.isAsked && contact.subscription !== "to" && contact.subscription !== "both";
  return (
    <li>
      <button type="button" class="item" data-contact={contact.jid} onClick={() => chat.start(contact.jid)}>
        <Avatar
          jid={contact.jid}
          picture={chat.people.avatarOf(contact.jid).value}
          name={chat.nameOf(contact.jid)}
          show={presence.show}
        />
        <span class="item-text">
          <span class="item-name">{chat.nameOf(contact.jid)}</span>
          <span class="item-last">
            {isPending ? t("contacts.pending") : (presence.status ?? t(`presence.${presence.show}`))}
          </span>
        </span>
      </button>
    </li>
  );
}
