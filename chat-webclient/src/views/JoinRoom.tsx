import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../i18n/translate";
import { parseBare, shortName } from "../protocol/jid";
import type { Chat } from "../viewmodels/chat";
import { Dialog } from "./Dialog";
import { Field } from "./Field";

interface ListedRoom {
  readonly jid: string;
  readonly name: string;
}

/** Joins a room by name, by address or from the server's list; a name nobody uses makes a new one. */
export function JoinRoom({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const name = useSignal("");
  const nick = useSignal(chat.ownNick());
  const password = useSignal("");
  const problem = useSignal<string | undefined>(undefined);
  const rooms = useSignal<readonly ListedRoom[]>([]);
  const service = chat.services.rooms.value;
  useEffect(() => {
    if (service !== undefined) {
      chat.rooms
        .list(service)
        .then((list) => (rooms.value = list))
        .catch(() => undefined);
    }
  }, [service]);
  const kept = chat.joined.bookmarks.value
    .filter((each) => !chat.conversations.value.has(each.jid))
    .map((each) => ({ jid: each.jid, name: each.name ?? shortName(each.jid) }));
  const join = (jid: string) => {
    chat.joinRoom(jid, nick.value.trim(), password.value || undefined);
    onClose();
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const typed = name.value.trim().replace(/ /g, "-");
    const home = typed.includes("@") ? service : await chat.services.roomService();
    const jid = parseBare(typed, home);
    if (jid === undefined) {
      problem.value = home === undefined ? t("rooms.none") : t("login.badAddress", { domain: home });
    } else {
      join(jid);
    }
  };
  return (
    <Dialog title={t("rooms.join")} onClose={onClose}>
      <form onSubmit={submit}>
        <Field
          label={t("rooms.name")}
          required
          autocapitalize="none"
          spellcheck={false}
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
        <Field
          label={t("rooms.nick")}
          required
          value={nick.value}
          onInput={(e) => (nick.value = e.currentTarget.value)}
        />
        <Field
          label={t("rooms.password")}
          type="password"
          autocomplete="off"
          value={password.value}
          onInput={(event) => (password.value = event.currentTarget.value)}
        />
        <p class="problem" role="alert">
          {problem.value}
        </p>
        <div class="actions">
          <button type="button" onClick={onClose}>
            {t("dialog.cancel")}
          </button>
          <button type="submit" class="primary">
            {t("rooms.joinSubmit")}
          </button>
        </div>
      </form>
      <RoomList title={t("rooms.kept")} rooms={kept} onChoose={join} />
      <RoomList title={t("rooms.list")} rooms={rooms.value} onChoose={join} />
    </Dialog>
  );
}

interface RoomListProps {
  readonly title: string;
  readonly rooms: readonly ListedRoom[];
  readonly onChoose: (jid: string) => void;
}

function RoomList({ title, rooms, onChoose }: RoomListProps) {
  if (rooms.length === 0) {
    return null;
  }
  return (
    <section>
      <h3>{title}</h3>
      <ul class="list">
        {rooms.map((each) => (
          <li key={each.jid}>
            <button type="button" class="item" onClick={() => onChoose(each.jid)}>
              <span class="item-text">
                <span class="item-name">{each.name}</span>
                <span class="item-last">{each.jid}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
