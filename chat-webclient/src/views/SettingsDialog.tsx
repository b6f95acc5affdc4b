import { LANGUAGES, t } from "../i18n/translate";
import type { App } from "../viewmodels/app";
import type { Chat } from "../viewmodels/chat";
import type { Theme } from "../viewmodels/settings";
import { Dialog } from "./Dialog";
import { Check } from "./Field";
import { Profile } from "./Profile";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function SettingsDialog({ app, chat, onClose }: { app: App; chat: Chat; onClose: () => void }) {
  const { settings, notifications } = app;
  const status = chat.status.value;
  return (
    <Dialog title={t("settings.title")} onClose={onClose}>
      {!chat.client.isGuest && <Profile chat={chat} />}
      <p class="field">
        <label for="theme">{t("settings.theme")}</label>
        <select
          id="theme"
          value={settings.theme.value}
          onChange={(event) => (settings.theme.value = event.currentTarget.value as Theme)}
        >
          {THEMES.map((each) => (
            <option key={each} value={each}>
              {t(`settings.theme.${each}`)}
            </option>
          ))}
        </select>
      </p>
      <p class="field">
        <label for="language">{t("settings.language")}</label>
        <select
          id="language"
          value={settings.language.value}
          onChange={(event) => (settings.language.value = event.currentTarget.value)}
        >
          <option value="">{t("settings.language.auto")}</option>
          {LANGUAGES.map((each) => (
            <option key={each.code} value={each.code} lang={each.code}>
              {each.name}
            </option>
          ))}
        </select>
      </p>
      {notifications.isPossible && (
        <Check
          label={t("settings.notifications")}
          checked={settings.notifies.value}
          onChange={(event) => void notifications.enable(event.currentTarget.checked)}
        />
      )}
      {notifications.isDenied.value && <p class="problem">{t("settings.notificationsDenied")}</p>}
      <Check
        label={t("settings.displayed")}
        checked={settings.tellsDisplayed.value}
        onChange={(event) => (settings.tellsDisplayed.value = event.currentTarget.checked)}
      />
      <Check
        label={t("settings.typing")}
        checked={settings.tellsTyping.value}
        onChange={(event) => (settings.tellsTyping.value = event.currentTarget.checked)}
      />
      {chat.people.blocked.value.size > 0 && (
        <section>
          <h3>{t("settings.blocked")}</h3>
          <ul>
            {[...chat.people.blocked.value].map((jid) => (
              <li key={jid} class="row">
                <span>{jid}</span>
                <button type="button" onClick={() => void chat.people.unblock(jid).catch(() => undefined)}>
                  {t("contacts.unblock")}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>{t("settings.account", { jid: chat.client.account })}</p>
      {status.kind === "online" && (
        <p data-transport={status.transport}>
          {t("settings.transport", { transport: status.transport === "websocket" ? "WebSocket" : "BOSH" })}
        </p>
      )}
      <div class="actions">
        <button type="button" class="danger" onClick={() => app.logOut()}>
          {t("settings.logout")}
        </button>
      </div>
    </Dialog>
  );
}
