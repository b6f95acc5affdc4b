import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n/translate";
import type { Conversation } from "../viewmodels/conversation";
import type { Message } from "../viewmodels/timeline";

const QUICK = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

interface MessageMenuProps {
  readonly conversation: Conversation;
  readonly message: Message;
  readonly onDone: () => void;
}

/** What can be done with one message. */
export function MessageMenu({ conversation, message, onDone }: MessageMenuProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    element.current?.querySelector("button")?.focus();
    element.current?.scrollIntoView({ block: "nearest" });
    const outside = (event: PointerEvent) => element.current?.parentElement?.contains(event.target as Node) || onDone();
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  const action = (run: () => void) => () => {
    run();
    onDone();
  };
  const isEditable = message.isOwn && message.id !== undefined && message.url === undefined && !message.invitation;
  return (
    <div
      ref={element}
      class="menu"
      role="group"
      aria-label={t("message.actions")}
      onKeyDown={(e) => e.key === "Escape" && onDone()}
    >
      <p class="quick">
        {QUICK.map((emoji) => (
          <button
            type="button"
            key={emoji}
            aria-label={`${t("message.react")} ${emoji}`}
            onClick={action(() => conversation.react(message, emoji))}
          >
            {emoji}
          </button>
        ))}
      </p>
      <button type="button" onClick={action(() => conversation.replyTo(message))}>
        {t("message.reply")}
      </button>
      <button type="button" onClick={action(() => void navigator.clipboard?.writeText(message.body))}>
        {t("message.copy")}
      </button>
      {isEditable && (
        <button type="button" onClick={action(() => conversation.edit(message))}>
          {t("message.edit")}
        </button>
      )}
      {message.isOwn && (
        <button
          type="button"
          class="danger"
          onClick={action(() => conversation.retract(message, t("message.retractFallback")))}
        >
          {t("message.retract")}
        </button>
      )}
    </div>
  );
}
