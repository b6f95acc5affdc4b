import { signal } from "@preact/signals";
import { t } from "../i18n/translate";
import type { ReceivedMessage } from "../protocol/message";
import type { Conversation } from "./conversation";
import type { Settings } from "./settings";

/** Desktop notifications, where the browser and the user want them. */
export class Notifications {
  readonly isDenied = signal(globalThis.Notification?.permission === "denied");
  readonly isPossible = "Notification" in globalThis;

  constructor(private readonly settings: Settings) {}

  /** Browsers ask only in answer to a click. */
  async enable(wanted: boolean): Promise<void> {
    const isGranted = wanted && this.isPossible && (await Notification.requestPermission()) === "granted";
    this.isDenied.value = wanted && !isGranted;
    this.settings.notifies.value = isGranted;
  }

  show(conversation: Conversation, message: ReceivedMessage, open: () => void): void {
    if (!this.isPossible || !this.settings.notifies.value || Notification.permission !== "granted") {
      return;
    }
    const { content } = message;
    const body = content.kind === "text" ? content.body.slice(0, 200) : t("list.invitation");
    const title = conversation.isRoom ? `${message.nick ?? ""} (${conversation.name.value})` : conversation.name.value;
    try {
      const notification = new Notification(title, { body, tag: conversation.jid, icon: "./icon-192.png" });
      notification.onclick = () => {
        window.focus();
        open();
        notification.close();
      };
    } catch {
      // phones allow notifications from service workers alone
      void navigator.serviceWorker?.ready
        .then((worker) => worker.showNotification(title, { body, tag: conversation.jid, icon: "./icon-192.png" }))
        .catch(() => undefined);
    }
  }
}
