import { useSignal } from "@preact/signals";
import { formatShort, t } from "../i18n/translate";
import type { ReceivedMessage } from "../protocol/message";
import type { Chat } from "../viewmodels/chat";
import { Dialog } from "./Dialog";

/** Looks for words in the account's archive. */
export function Search({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const text = useSignal("");
  const results = useSignal<readonly ReceivedMessage[] | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      problem.value = undefined;
      results.value = await chat.search(text.value);
    } catch {
      problem.value = t("search.unavailable");
    }
  };
  const open = (jid: string) => {
    chat.open(jid, false);
    chat.select(jid);
    onClose();
  };
  return (
    <Dialog title={t("nav.search")} onClose={onClose}>
      <form onSubmit={submit} role="search">
        <input
          type="search"
          required
          value={text.value}
          placeholder={t("search.placeholder")}
          aria-label={t("search.placeholder")}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
      </form>
      <p class="problem" role="alert">
        {problem.value}
      </p>
      {results.value?.length === 0 && <p role="status">{t("search.none")}</p>}
      <ul class="list">
        {results.value?.toReversed().map((each) => (
          <li key={each.stanzaId ?? each.id}>
            <button type="button" class="item" onClick={() => open(each.conversation)}>
              <span class="item-text">
                <span class="item-name">{chat.nameOf(each.conversation)}</span>
                <span class="item-last">{each.content.kind === "text" ? each.content.body.slice(0, 200) : ""}</span>
              </span>
              <span class="item-side">{formatShort(each.time.getTime())}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
