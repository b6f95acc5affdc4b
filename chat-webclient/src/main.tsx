import { effect, untracked } from "@preact/signals";
import { render } from "preact";
import { chooseLanguage, useLanguage } from "./i18n/translate";
import "./styles/main.css";
import { App } from "./viewmodels/app";
import type { Chat } from "./viewmodels/chat";
import { Page } from "./views/Page";

const app = new App(new URL(location.href));

effect(() => {
  const { value } = app.settings.language;
  void useLanguage(value || chooseLanguage(navigator.languages));
});
app.start({
  title: (title) => {
    document.title = title;
  },
  theme: (theme) => {
    document.documentElement.dataset.theme = theme;
  },
});

// pagehide comes for reloads, for closed tabs, and for pages that the browser keeps for the way back
addEventListener("pagehide", () => app.suspend());
addEventListener("pageshow", (event) => event.persisted && location.reload());
addEventListener("online", () => app.online());
addEventListener("offline", () => app.offline());
addEventListener("focus", () => app.seen());
document.addEventListener("visibilitychange", () => app.visible(!document.hidden));

// the address says which conversation is open: links, reloads and the back button of phones follow it
const follow = (chat: Chat | undefined) => chat?.select(decodeURIComponent(location.hash.slice(1)) || undefined);
addEventListener("popstate", () => follow(app.chat.value));
effect(() => {
  const chat = app.chat.value;
  untracked(() => follow(chat));
});
effect(() => {
  const chat = app.chat.value;
  const selected = chat?.selected.value;
  const wanted = selected === undefined ? "" : `#${encodeURIComponent(selected)}`;
  if (chat && location.hash !== wanted) {
    history.pushState(null, "", wanted || location.pathname + location.search);
  }
});

render(<Page app={app} />, document.getElementById("app") as HTMLElement);

if ("serviceWorker" in navigator && import.meta.env.PROD) {
  navigator.serviceWorker.register("./sw.js").catch(() => undefined);
}
