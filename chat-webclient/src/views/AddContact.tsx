import { useSignal } from "@preact/signals";
import { t } from "../i18n/translate";
import { parseBare } from "../protocol/jid";
import type { Contact } from "../protocol/roster";
import type { Chat } from "../viewmodels/chat";
import { reasonOf } from "../viewmodels/problems";
import { Dialog } from "./Dialog";
import { Field } from "./Field";

/** Adds a contact, or changes the name and groups of one. */
export function AddContact({ chat, contact, onClose }: { chat: Chat; contact?: Contact; onClose: () => void }) {
  const address = useSignal(contact?.jid ?? "");
  const name = useSignal(contact?.name ?? "");
  const groups = useSignal(contact?.groups.join(", ") ?? "");
  const problem = useSignal<string | undefined>(undefined);
  const submit = async (event: Event) => {
    event.preventDefault();
    const jid = parseBare(address.value, chat.client.domain);
    if (jid === undefined) {
      problem.value = t("login.badAddress", { domain: chat.client.domain });
      return;
    }
    const list = groups.value
      .split(",")
      .map((each) => each.trim())
      .filter((each) => each !== "");
    try {
      if (contact) {
        await chat.people.roster.put(jid, name.value, list);
      } else if (!chat.client.isGuest) {
        await chat.people.add(jid, name.value, list);
      }
      onClose();
      chat.start(jid);
    } catch (error) {
      problem.value = t("error.failed", { reason: reasonOf(error) });
    }
  };
  return (
    <Dialog title={t(contact ? "contacts.edit" : "contacts.add")} onClose={onClose}>
      <form onSubmit={submit}>
        {!contact && (
          <Field
            label={t("contacts.address")}
            required
            autocapitalize="none"
            spellcheck={false}
            placeholder={t("login.addressHint", { domain: chat.client.domain })}
            value={address.value}
            onInput={(event) => (address.value = event.currentTarget.value)}
          />
        )}
        <Field label={t("contacts.name")} value={name.value} onInput={(e) => (name.value = e.currentTarget.value)} />
        <Field
          label={t("contacts.groups")}
          value={groups.value}
          onInput={(e) => (groups.value = e.currentTarget.value)}
        />
        <p class="problem" role="alert">
          {problem.value}
        </p>
        <div class="actions">
          <button type="button" onClick={onClose}>
            {t("dialog.cancel")}
          </button>
          <button type="submit" class="primary">
            {t(contact ? "contacts.save" : "contacts.addSubmit")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
