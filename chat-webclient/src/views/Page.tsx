import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n/translate";
import type { App } from "../viewmodels/app";
import type { Chat } from "../viewmodels/chat";
import { ConversationView } from "./ConversationView";
import { Login } from "./Login";
import { Sidebar } from "./Sidebar";

export function Page({ app }: { app: App }) {
  const chat = app.chat.value;
  return chat ? <ChatPage app={app} chat={chat} /> : <Login app={app} />;
}

function ChatPage({ app, chat }: { app: App; chat: Chat }) {
  const conversation = chat.current.value;
  return (
    <div class={`page ${conversation ? "with-conversation" : ""}`} data-status={chat.status.value.kind}>
      <StatusBar app={app} chat={chat} />
      <div class="columns">
        <Sidebar app={app} chat={chat} />
        {conversation ? (
          <ConversationView app={app} chat={chat} conversation={conversation} />
        ) : (
          <main class="conversation nothing">
            <p>{t("chat.none")}</p>
          </main>
        )}
      </div>
    </div>
  );
}

/** Says when something is wrong with the connection, and nothing else. */
function StatusBar({ app, chat }: { app: App; chat: Chat }) {
  const status = chat.status.value;
  const [now, setNow] = useState(Date.now());
  const isWaiting = status.kind === "waiting";
  useEffect(() => {
    if (!isWaiting) {
      return undefined;
    }
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isWaiting]);
  return (
    <div class={`status-bar ${status.kind}`} role="status">
      {status.kind === "connecting" && t("status.connecting")}
      {status.kind === "offline" && t("status.offline")}
      {status.kind === "waiting" && (
        <>
          {t("status.waiting", { seconds: Math.max(1, Math.ceil((status.until - now) / 1_000)) })}{" "}
          <button type="button" onClick={() => chat.client.reconnect()}>
            {t("status.retry")}
          </button>
        </>
      )}
      {status.kind === "replaced" && (
        <>
          {t("status.replaced")}{" "}
          <button type="button" onClick={() => app.takeOver()}>
            {t("status.here")}
          </button>
        </>
      )}
    </div>
  );
}
