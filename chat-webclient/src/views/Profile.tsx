import { useSignal } from "@preact/signals";
import { t } from "../i18n/translate";
import { shortName } from "../protocol/jid";
import type { Chat } from "../viewmodels/chat";
import { reasonOf } from "../viewmodels/problems";
import { Avatar } from "./Avatar";
import { asAvatar } from "./asAvatar";
import { Field } from "./Field";

/** How one looks to others: the picture, and the name one calls oneself. */
export function Profile({ chat }: { chat: Chat }) {
  const { people } = chat;
  const { account } = chat.client;
  const picture = people.avatarOf(account).value;
  const nickname = useSignal(people.ownNickname.value);
  const problem = useSignal<string | undefined>(undefined);
  const attempt = async (action: () => Promise<void>) => {
    try {
      await action();
      problem.value = undefined;
    } catch (error) {
      problem.value = t("error.failed", { reason: reasonOf(error) });
    }
  };
  const choose = (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    input.value = "";
    return file && attempt(async () => people.setAvatar(await asAvatar(file)));
  };
  const rename = (event: Event) => {
    event.preventDefault();
    void attempt(() => people.setNickname(nickname.value));
  };
  return (
    <section class="profile">
      <div class="row">
        <Avatar jid={account} name={nickname.value || shortName(account)} picture={picture} />
        <p class="field">
          <label for="picture">{t("settings.picture")}</label>
          <input id="picture" type="file" accept="image/*" onChange={(event) => void choose(event.currentTarget)} />
        </p>
        {picture !== undefined && (
          <button type="button" onClick={() => void attempt(() => people.setAvatar(undefined))}>
            {t("settings.pictureRemove")}
          </button>
        )}
      </div>
      <form class="row" onSubmit={rename}>
        <Field
          label={t("settings.nickname")}
          value={nickname.value}
          maxLength={100}
          onInput={(event) => (nickname.value = event.currentTarget.value)}
        />
        {nickname.value.trim() !== people.ownNickname.value && <button type="submit">{t("dialog.save")}</button>}
      </form>
      <p class="problem" role="alert">
        {problem.value}
      </p>
    </section>
  );
}
