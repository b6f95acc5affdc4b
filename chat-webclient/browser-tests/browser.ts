import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type BrowserServer,
  chromium,
  type Locator,
  type Page,
} from "playwright-core";
import { inject } from "vitest";
import type { Account, Server } from "./server";

const OUTPUT = process.env.CARILLON_OUTPUT ?? join(import.meta.dirname, "../target/browser");

/** Says when a machine is slow, and when nothing will come: generous, since it costs nothing while all is well. */
const PATIENCE = 90_000;

function findChromium(): string {
  return process.env.CHROMIUM ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
}

/** One Chromium for all files of tests. */
export async function launchChromium(): Promise<BrowserServer> {
  mkdirSync(OUTPUT, { recursive: true });
  // the sandbox needs privileges that containers rarely give; the certificate is of the server's own authority
  const args = ["--no-sandbox", "--ignore-certificate-errors"];
  return chromium.launchServer({ executablePath: findChromium(), args, timeout: PATIENCE });
}

/** A connection to the Chromium; what pages complain about is kept. */
export class Chromium {
  readonly complaints: string[] = [];

  private constructor(private readonly browser: Browser) {}

  static async connect(): Promise<Chromium> {
    return new Chromium(await chromium.connect(inject("browser"), { timeout: PATIENCE }));
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  /** Somebody with a browser of their own, at the login form. */
  async visitor(server: Server, options: VisitorOptions = {}): Promise<Visitor> {
    const context = await this.browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: { width: 1100, height: 750 },
      locale: "en-GB",
      ...options.context,
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && /Content Security Policy|Refused to|Uncaught/.test(message.text())) {
        this.complaints.push(message.text());
      }
    });
    const base = options.plain ? `http://localhost:${server.ports.http}/` : `https://localhost:${server.ports.https}/`;
    await page.goto(base + (options.query ?? ""));
    return new Visitor(context, page);
  }

  async user(server: Server, account: Account, options: VisitorOptions = {}): Promise<Visitor> {
    const visitor = await this.visitor(server, options);
    await visitor.logIn(account);
    return visitor;
  }
}

export interface VisitorOptions {
  readonly query?: string;
  /** Over HTTP without TLS, as on one's own machine. */
  readonly plain?: boolean;
  readonly context?: BrowserContextOptions;
}

/** What people do with the page, in their words. */
export class Visitor {
  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  async logIn({ jid, password }: Pick<Account, "jid" | "password">): Promise<void> {
    await this.page.getByLabel("Address").fill(jid);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Log in" }).click();
    await this.isOnline();
  }

  async isOnline(): Promise<void> {
    await this.page.locator('.page[data-status="online"]').waitFor();
  }

  /** Does not wait for the next attempt of the page, which may be a minute away. */
  async triesUntilOnline(): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    const online = this.page.locator('.page[data-status="online"]');
    const retry = this.page.getByRole("button", { name: "Try now" });
    while ((await online.count()) === 0 && Date.now() < deadline) {
      await online.or(retry).first().waitFor();
      await retry.click({ timeout: 500 }).catch(() => undefined);
    }
    await this.isOnline();
  }

  async isNotOnline(): Promise<void> {
    await this.page.locator('.page:not([data-status="online"])').waitFor();
  }

  /** Opens a conversation with somebody who need not be a contact. */
  async add(jid: string, groups = ""): Promise<void> {
    await this.page.getByRole("button", { name: "Add a contact" }).first().click();
    await this.page.getByLabel("Address of the person").fill(jid);
    await this.page.getByLabel("Groups").fill(groups);
    await this.page.getByRole("button", { name: "Add", exact: true }).click();
    await this.page.locator(`main[data-jid="${jid}"]`).waitFor();
  }

  async accept(): Promise<void> {
    await this.page.getByRole("button", { name: "Accept" }).click();
  }

  async open(jid: string): Promise<void> {
    await this.page.locator(`.item[data-jid="${jid}"]`).click();
    await this.page.locator(`main[data-jid="${jid}"]`).waitFor();
  }

  /** Joins a room; a new one is made when there is none of that name. */
  async join(room: string, nick: string): Promise<void> {
    await this.page.getByRole("button", { name: "Join or create a room" }).click();
    await this.page.getByLabel("Name or address of the room").fill(room);
    await this.page.getByLabel("Your nickname").fill(nick);
    await this.page.getByRole("button", { name: "Join", exact: true }).click();
    await this.isIn(room);
  }

  async isIn(room: string): Promise<void> {
    await this.page.locator(`main[data-jid="${room}@conference.localhost"] .composer textarea:enabled`).waitFor();
  }

  async says(text: string): Promise<void> {
    const area = this.page.locator(".composer textarea");
    await area.fill(text);
    await area.press("Enter");
  }

  /** The message that shows this text. */
  message(text: string): Locator {
    return this.page.locator(".message").filter({ hasText: text });
  }

  async hears(text: string): Promise<void> {
    await this.message(text).first().waitFor();
  }

  /** The texts of the open conversation. */
  async texts(): Promise<string[]> {
    return this.page.locator(".message .body").allInnerTexts();
  }

  async act(text: string, action: string): Promise<void> {
    const message = this.message(text).first();
    await message.hover();
    await message.getByRole("button", { name: "Actions for this message" }).click();
    await message.getByRole("button", { name: action }).click();
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(OUTPUT, `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
