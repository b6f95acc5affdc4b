import { effect, type Signal, signal } from "@preact/signals";
import type { BrowserStorage } from "./storage";

export type Theme = "system" | "light" | "dark";

interface Stored {
  readonly theme: Theme;
  readonly language: string;
  readonly notifies: boolean;
  readonly tellsDisplayed: boolean;
  readonly tellsTyping: boolean;
}

const DEFAULTS: Stored = {
  theme: "system",
  language: "",
  notifies: false,
  tellsDisplayed: true,
  tellsTyping: true,
};

/** What people choose, kept in the browser. */
export class Settings {
  readonly theme: Signal<Theme>;
  /** Empty: the browser's. */
  readonly language: Signal<string>;
  readonly notifies: Signal<boolean>;
  readonly tellsDisplayed: Signal<boolean>;
  readonly tellsTyping: Signal<boolean>;

  constructor(storage: BrowserStorage) {
    const stored = { ...DEFAULTS, ...storage.read<Partial<Stored>>("settings") };
    this.theme = signal(stored.theme);
    this.language = signal(stored.language);
    this.notifies = signal(stored.notifies);
    this.tellsDisplayed = signal(stored.tellsDisplayed);
    this.tellsTyping = signal(stored.tellsTyping);
    effect(() => storage.write("settings", this.all()));
  }

  private all(): Stored {
    return {
      theme: this.theme.value,
      language: this.language.value,
      notifies: this.notifies.value,
      tellsDisplayed: this.tellsDisplayed.value,
      tellsTyping: this.tellsTyping.value,
    };
  }
}
