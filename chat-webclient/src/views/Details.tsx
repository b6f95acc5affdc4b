import { useSignal } from "@preact/signals";
import { t } from "../i18n/translate";
import { parseBare } from "../protocol/jid";
import type { Occupant } from "../protocol/rooms";
import type { App } from "../viewmodels/app";
import type { Chat } from "../viewmodels/chat";
import type { Conversation } from "../viewmodels/conversation";
import { reasonOf } from "../viewmodels/problems";
import { AddContact } from "./AddContact";
import { Avatar } from "./Avatar";
import { IconButton } from "./Icon";
import { RoomSettings } from "./RoomSettings";

interface DetailsProps {
  readonly app: App;
  readonly chat: Chat;
  readonly conversation: Conversation;
  readonly onClose: () => void;
}

/** The right side: what there is to know and to do about a person or a room. */
export function Details({ chat, conversation, onClose }: DetailsProps) {
  const problem = useSignal<string | undefined>(undefined);
  const attempt = (action: Promise<unknown>) =>
    void action
      .then(() => (problem.value = undefined))
      .catch((error) => (problem.value = t("error.failed", { reason: reasonOf(error) })));
  return (
    <aside class="details" aria-label={t("chat.details")}>
      <header class="details-head">
        <h2>{t("chat.details")}</h2>
        <IconButton name="close" label={t("dialog.close")} onClick={onClose} />
      </header>
      <p class="jid">{conversation.jid}</p>
      <p class="problem" role="alert">
        {problem.value}
      </p>
      {conversation.isRoom ? (
        <RoomDetails chat={chat} conversation={conversation} attempt={attempt} />
      ) : (
        <PersonDetails chat={chat} conversation={conversation} attempt={attempt} />
      )}
    </aside>
  );
}

interface PartProps {
  readonly chat: Chat;
  readonly conversation: Conversation;
  readonly attempt: (action: Promise<unknown>) => void;
}

function PersonDetails({ chat, conversation, attempt }: PartProps) {
  const { jid } = conversation;
  const isEditing = useSignal(false);
  const contact = chat.people.contacts.value.get(jid);
  const isBlocked = chat.people.blocked.value.has(jid);
  return (
    <div class="stack">
      {contact ? (
        <>
          <button type="button" onClick={() => (isEditing.value = true)}>
            {t("contacts.edit")}
          </button>
          <button type="button" class="danger" onClick={() => attempt(chat.people.roster.remove(jid))}>
            {t("contacts.remove")}
          </button>
        </>
      ) : (
        !chat.client.isGuest && (
          <button type="button" onClick={() => attempt(chat.people.add(jid))}>
            {t("contacts.add")}
          </button>
        )
      )}
      <button
        type="button"
        class="danger"
        onClick={() => attempt(isBlocked ? chat.people.unblock(jid) : chat.people.block(jid))}
      >
        {t(isBlocked ? "contacts.unblock" : "contacts.block")}
      </button>
      {isEditing.value && contact && (
        <AddContact chat={chat} contact={contact} onClose={() => (isEditing.value = false)} />
      )}
    </div>
  );
}

const RANKS = ["moderator", "participant", "visitor", "none"];

function RoomDetails({ chat, conversation, attempt }: PartProps) {
  const { jid } = conversation;
  const isConfiguring = useSignal(false);
  const invited = useSignal("");
  const room = conversation.room.value;
  const occupants = [...(room?.occupants.values() ?? [])].sort(
    (a, b) => RANKS.indexOf(a.role) - RANKS.indexOf(b.role) || a.nick.localeCompare(b.nick),
  );
  const own = room?.occupants.get(room.nick);
  const invite = (event: Event) => {
    event.preventDefault();
    const who = parseBare(invited.value, chat.client.domain);
    if (who !== undefined) {
      chat.joined.invite(jid, who);
      invited.value = "";
    }
  };
  return (
    <div class="stack">
      <form class="row" onSubmit={invite}>
        <input
          value={invited.value}
          placeholder={t("contacts.address")}
          aria-label={t("rooms.invite")}
          onInput={(event) => (invited.value = event.currentTarget.value)}
        />
        <button type="submit">{t("rooms.invite")}</button>
      </form>
      <SubjectForm key={conversation.subject.value} chat={chat} conversation={conversation} />
      {own?.affiliation === "owner" && (
        <button type="button" onClick={() => (isConfiguring.value = true)}>
          {t("rooms.configure")}
        </button>
      )}
      <button type="button" class="danger" onClick={() => chat.close(jid)}>
        {t("rooms.leave")}
      </button>
      <h3>{t("rooms.occupants", { count: occupants.length })}</h3>
      <ul class="occupants">
        {occupants.map((each) => (
          <OccupantItem key={each.nick} chat={chat} room={jid} occupant={each} own={own} attempt={attempt} />
        ))}
      </ul>
      {isConfiguring.value && <RoomSettings chat={chat} room={jid} onClose={() => (isConfiguring.value = false)} />}
    </div>
  );
}

function SubjectForm({ chat, conversation }: { chat: Chat; conversation: Conversation }) {
  const subject = useSignal(conversation.subject.value);
  const submit = (event: Event) => {
    event.preventDefault();
    chat.joined.setSubject(conversation.jid, subject.value);
  };
  return (
    <form class="row" onSubmit={submit}>
      <input
        value={subject.value}
        aria-label={t("rooms.subject")}
        placeholder={t("rooms.subject")}
        onInput={(event) => (subject.value = event.currentTarget.value)}
      />
      <button type="submit">{t("dialog.save")}</button>
    </form>
  );
}

interface OccupantProps {
  readonly chat: Chat;
  readonly room: string;
  readonly occupant: Occupant;
  readonly own: Occupant | undefined;
  readonly attempt: (action: Promise<unknown>) => void;
}

function OccupantItem({ chat, room, occupant, own, attempt }: OccupantProps) {
  const { nick, jid, affiliation, role, presence } = occupant;
  const rank =
    affiliation === "owner" || affiliation === "admin"
      ? t(`rooms.${affiliation}`)
      : role === "moderator" || role === "visitor"
        ? t(`rooms.${role}`)
        : "";
  const mayKick = own?.role === "moderator" && nick !== own.nick && affiliation !== "owner";
  const mayBan = mayKick && jid !== undefined && (own.affiliation === "owner" || own.affiliation === "admin");
  return (
    <li>
      <Avatar jid={nick} name={nick} show={presence.show} isSmall />
      <span class="item-text">
        <span class="item-name">{nick}</span>
        <span class="item-last">{rank}</span>
      </span>
      {mayKick && (
        <IconButton
          name="close"
          label={`${t("rooms.kick")}: ${nick}`}
          onClick={() => attempt(chat.rooms.kick(room, nick))}
        />
      )}
      {mayBan && (
        <IconButton
          name="warning"
          label={`${t("rooms.ban")}: ${nick}`}
          onClick={() => attempt(chat.rooms.setAffiliation(room, jid, "outcast"))}
        />
      )}
    </li>
  );
}
