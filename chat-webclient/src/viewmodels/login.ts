import { type Signal, signal } from "@preact/signals";
import { type MessageKey, t, tOr } from "../i18n/translate";
import type { Status } from "../protocol/client";
import { parseBare } from "../protocol/jid";
import type { Credential } from "../protocol/streamEvents";

type LogIn = (jid: string, credential: Credential, isKept: boolean) => void;

/** The login form: what was typed, and what came of it. */
export class LoginViewModel {
  readonly address: Signal<string>;
  readonly staysSignedIn = signal(true);
  readonly isBusy = signal(false);
  readonly problem: Signal<string | undefined> = signal(undefined);
  /** Browsers compute nothing secret on pages that came without TLS, except from this very machine. */
  readonly isPossible = globalThis.crypto?.subtle !== undefined;
  readonly domain: string;
  private isGuest = false;

  constructor(
    page: URL,
    lastJid: string,
    private readonly logIn: LogIn,
  ) {
    this.domain = page.searchParams.get("domain") ?? page.hostname;
    this.address = signal(lastJid);
  }

  submit(password: string): void {
    const jid = parseBare(this.address.value, this.domain);
    if (jid === undefined) {
      this.problem.value = t("login.badAddress", { domain: this.domain });
      return;
    }
    this.address.value = jid;
    this.isGuest = false;
    this.begin(() => this.logIn(jid, { kind: "password", password }, this.staysSignedIn.value));
  }

  guest(): void {
    this.isGuest = true;
    this.begin(() => this.logIn(this.domain, { kind: "anonymous" }, false));
  }

  private begin(go: () => void): void {
    this.problem.value = undefined;
    this.isBusy.value = true;
    go();
  }

  follow(status: Status): void {
    if (status.kind === "refused") {
      this.isBusy.value = false;
      const key = this.isGuest ? "refused.guest" : `refused.${status.condition}`;
      this.problem.value = tOr(key, "refused.other" satisfies MessageKey, {
        condition: status.text ?? status.condition,
      });
    } else if (status.kind === "waiting" && this.isBusy.value) {
      const seconds = Math.max(1, Math.round((status.until - Date.now()) / 1000));
      this.problem.value = t("status.waiting", { seconds });
    } else if (status.kind === "online") {
      this.reset();
    }
  }

  reset(): void {
    this.isBusy.value = false;
    this.problem.value = undefined;
  }
}
