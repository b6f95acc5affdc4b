import { delayBefore } from "./backoff";
import type { Endpoint } from "./discovery";
import { Emitter } from "./emitter";
import type { FastToken } from "./fastToken";
import { bare, domain } from "./jid";
import { NS } from "./namespaces";
import { type Answer, Requests } from "./requests";
import { Stream } from "./stream";
import type { Credential, ScramKeys, StreamEnd, StreamListener, StreamReady } from "./streamEvents";
import { StreamManagement, type StreamState } from "./streamManagement";
import { attribute, child, parse, serialize, xml } from "./xml";

export type Status =
  | { readonly kind: "offline" }
  | { readonly kind: "connecting" }
  | { readonly kind: "online"; readonly transport: Endpoint["transport"] }
  | { readonly kind: "waiting"; readonly until: number; readonly condition: string }
  | { readonly kind: "refused"; readonly condition: string; readonly text?: string | undefined }
  /** The same account and browser logged in elsewhere: going on by itself would begin a fight. */
  | { readonly kind: "replaced" };

export interface Login {
  /** A bare address, or a domain for a guest. */
  readonly jid: string;
  readonly clientId: string;
  readonly credential: Credential;
  readonly wantsToken: boolean;
}

export interface ClientEvents {
  status: Status;
  /** Ready; after a resumption nothing needs to be asked again. */
  online: { readonly resumed: boolean; readonly carbons: boolean };
  /** The session is gone for good, and what was sent to it with it. */
  lost: undefined;
  message: Element;
  presence: Element;
  /** The server has taken over this message. */
  acknowledged: Element;
  /** A room's message that was lost with its session: to be sent again once the room is joined. */
  undelivered: Element;
  token: FastToken;
  keys: ScramKeys;
}

/** What survives a reload of the page. */
export interface ClientSnapshot {
  readonly stream: StreamState;
  readonly outbox: readonly string[];
}

const OPENING = 15_000;
const SILENCE = 60_000;
const PATIENCE = 10_000;

/**
 * An account's connection: keeps one stream open as long as the user wants to be online, over the first
 * transport that works, and resumes the session where that is possible. Stanzas in, stanzas out.
 */
export class Client extends Emitter<ClientEvents> {
  private readonly sm = new StreamManagement();
  private readonly requests = new Requests(this, (stanza) => {
    if (!this.stream || !this.isOnline) {
      return false;
    }
    this.stream.send(stanza);
    return true;
  });
  private outbox: Element[] = [];
  private login: Login | undefined;
  private stream: Stream | undefined;
  private isOnline = false;
  private isActive = true;
  private attempt = 0;
  /** Which of the endpoints the attempt is about to use. */
  private next = 0;
  private working: Endpoint["transport"] | undefined;
  private lastHeard = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private current: Status = { kind: "offline" };
  /** The full address of the session. */
  jid = "";

  constructor(private readonly endpoints: (domain: string) => Promise<Endpoint[]>) {
    super();
  }

  get status(): Status {
    return this.current;
  }

  get account(): string {
    return bare(this.jid);
  }

  get domain(): string {
    return domain(this.jid);
  }

  /** Without an account: nothing can be kept on the server. */
  get isGuest(): boolean {
    return this.login?.credential.kind === "anonymous";
  }

  // --- connecting ------------------------------------------------------------------------------

  connect(login: Login, snapshot?: ClientSnapshot): void {
    this.login = login;
    this.jid = login.jid;
    this.attempt = 0;
    if (snapshot) {
      this.sm.restore(snapshot.stream);
      this.jid = snapshot.stream.jid;
      this.outbox = snapshot.outbox.map(parse);
    }
    void this.open();
  }

  /** Logs out: the session ends on the server too. */
  disconnect(): void {
    this.login = undefined;
    clearTimeout(this.retry);
    this.stream?.close();
    this.sm.lost();
    this.sessionLost();
    this.set({ kind: "offline" });
  }

  /** Logs out, and makes a token that could log in again worthless (XEP-0484 §4.4). */
  logOut(): void {
    const { login } = this;
    this.disconnect();
    if (login?.credential.kind === "token") {
      void this.revoke(login, login.credential.token);
    }
  }

  private async revoke(login: Login, token: FastToken): Promise<void> {
    const endpoints = await this.endpoints(domain(login.jid));
    const endpoint = endpoints.find((each) => each.transport === this.working) ?? endpoints[0];
    if (endpoint) {
      const credential = { kind: "token", token: { ...token, count: token.count + 1 } } as const;
      const request = { ...login, credential, url: endpoint.url, wantsToken: false, invalidatesToken: true };
      const stream: Stream = new Stream(request, new StreamManagement(), SILENT);
      setTimeout(() => stream.abandon(), OPENING);
      stream.open();
    }
  }

  /** Another page goes on: nothing more is sent or received here. */
  stepAside(): void {
    this.suspend();
    this.login = undefined;
    this.set({ kind: "replaced" });
  }

  /** Tries at once when a next attempt is due later. */
  reconnect(): void {
    if (this.login && !this.stream) {
      clearTimeout(this.retry);
      void this.open();
    }
  }

  /** What a reload needs to resume; the page is not used any more afterwards. */
  suspend(): ClientSnapshot | undefined {
    const stream = this.sm.snapshot();
    if (!stream || !this.login) {
      return undefined;
    }
    this.login = undefined;
    clearTimeout(this.retry);
    const snapshot = { stream, outbox: this.outbox.map(serialize) };
    this.stream?.abandon();
    return snapshot;
  }

  private async open(): Promise<void> {
    const login = this.login;
    if (!login || this.stream) {
      return;
    }
    this.set({ kind: "connecting" });
    const endpoints = await this.endpoints(domain(login.jid));
    if (this.login !== login || this.stream) {
      return;
    }
    // what worked before comes first
    const known = endpoints.toSorted(
      (a, b) => Number(b.transport === this.working) - Number(a.transport === this.working),
    );
    const endpoint = known[this.next];
    if (!endpoint) {
      this.later("no-endpoint");
      return;
    }
    this.begin(this.counted(login), endpoint, endpoints.length);
  }

  /** Every use of a token has a higher number, so that a recorded login is worth nothing. */
  private counted(login: Login): Login {
    if (login.credential.kind !== "token") {
      return login;
    }
    const token = { ...login.credential.token, count: login.credential.token.count + 1 };
    this.login = { ...login, credential: { kind: "token", token } };
    this.emit("token", token);
    return this.login;
  }

  private begin(login: Login, endpoint: Endpoint, choices: number): void {
    const stream: Stream = new Stream({ ...login, url: endpoint.url }, this.sm, {
      ready: (ready) => this.ready(stream, ready, endpoint),
      stanza: (stanza) => this.receive(stanza),
      heard: () => {
        this.lastHeard = Date.now();
      },
      acknowledged: (stanzas) => stanzas.forEach((each) => this.acknowledged(each)),
      lost: (stanzas) => this.lost(stanzas),
      ended: (end) => this.ended(stream, end, choices),
    });
    this.stream = stream;
    stream.setActive(this.isActive);
    this.watch = setTimeout(() => this.isOnline || stream.abandon(), OPENING);
    stream.open();
  }

  private ready(stream: Stream, ready: StreamReady, endpoint: Endpoint): void {
    if (this.stream !== stream || !this.login) {
      return;
    }
    clearTimeout(this.watch);
    this.jid = ready.jid;
    this.isOnline = true;
    this.attempt = 0;
    this.next = 0;
    this.working = endpoint.transport;
    this.keep(ready);
    this.set({ kind: "online", transport: endpoint.transport });
    this.emit("online", { resumed: ready.resumed, carbons: ready.carbons });
    const waiting = this.outbox;
    this.outbox = [];
    waiting.forEach((each) => this.send(each));
    this.listenForSilence();
  }

  /** From now on the password is not needed any more. */
  private keep(ready: StreamReady): void {
    const login = this.login;
    if (login && ready.token) {
      this.login = { ...login, jid: bare(ready.jid), credential: { kind: "token", token: ready.token } };
      this.emit("token", ready.token);
    } else if (login && ready.keys) {
      this.login = { ...login, credential: { kind: "keys", keys: ready.keys } };
      this.emit("keys", ready.keys);
    }
  }

  private ended(stream: Stream, end: StreamEnd, choices: number): void {
    if (this.stream !== stream) {
      return;
    }
    const wasOnline = this.isOnline;
    this.stream = undefined;
    this.isOnline = false;
    clearTimeout(this.watch);
    if (!this.login) {
      return;
    }
    if (end.kind === "refused") {
      const isToken = this.login.credential.kind === "token" && end.condition === "not-authorized";
      this.login = undefined;
      this.sessionLost();
      // nobody has mistyped anything
      this.set(isToken ? { kind: "refused", condition: "token-not-usable" } : end);
    } else if (end.kind === "error" && end.condition === "conflict") {
      this.login = undefined;
      this.sessionLost();
      this.set({ kind: "replaced" });
    } else {
      this.again(wasOnline, choices, end.kind === "closed" ? "closed" : end.condition);
    }
  }

  private again(wasOnline: boolean, choices: number, condition: string): void {
    if (!this.sm.canResume) {
      this.lost(this.sm.lost());
    }
    if (!wasOnline && this.next + 1 < choices) {
      this.next++;
      void this.open();
    } else {
      this.next = 0;
      this.later(condition);
    }
  }

  private later(condition: string): void {
    this.attempt++;
    const delay = delayBefore(this.attempt);
    this.set({ kind: "waiting", until: Date.now() + delay, condition });
    this.retry = setTimeout(() => void this.open(), delay);
  }

  private set(status: Status): void {
    this.current = status;
    this.emit("status", status);
  }

  // --- is anybody there? -----------------------------------------------------------------------

  private listenForSilence(): void {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => {
      if (Date.now() - this.lastHeard >= SILENCE) {
        this.probe();
      }
      this.listenForSilence();
    }, SILENCE / 2);
  }

  /** A browser does not tell that a connection is dead: ask, and give up when nothing comes back. */
  probe(): void {
    const stream = this.stream;
    if (!stream || !this.isOnline) {
      this.reconnect();
      return;
    }
    const asked = Date.now();
    if (this.sm.isActive) {
      stream.requestAck();
    } else {
      this.iq("get", this.domain, xml("ping", { xmlns: NS.ping })).catch(() => undefined);
    }
    setTimeout(() => {
      if (this.stream === stream && this.lastHeard < asked) {
        stream.abandon();
      }
    }, PATIENCE);
  }

  /** Whether somebody looks at the page. */
  setActive(isActive: boolean): void {
    this.isActive = isActive;
    this.stream?.setActive(isActive);
  }

  /** The network is known to be gone. */
  interrupt(): void {
    this.stream?.abandon();
  }

  // --- sending ---------------------------------------------------------------------------------

  /** Sends a stanza; messages wait for the connection when there is none, the rest is dropped. */
  send(stanza: Element): void {
    if (!this.stream || !this.isOnline) {
      if (stanza.localName === "message" && isKept(stanza)) {
        this.outbox.push(stanza);
      }
      return;
    }
    this.stream.send(stanza);
    if (stanza.localName === "message" && isKept(stanza)) {
      if (this.sm.isActive) {
        this.stream.requestAck();
      } else {
        this.acknowledged(stanza);
      }
    }
  }

  /** Asks; the answer counts when it comes from whom was asked. */
  iq(type: "get" | "set", to: string | undefined, payload: Element, timeout?: number): Promise<Element> {
    return this.requests.ask(type, to, payload, timeout);
  }

  /** What this client answers to requests in a namespace; undefined stands for an empty result. */
  answer(type: "get" | "set", namespace: string, answer: Answer): void {
    this.requests.answer(type, namespace, answer);
  }

  // --- receiving -------------------------------------------------------------------------------

  private receive(stanza: Element): void {
    switch (stanza.localName) {
      case "message":
        this.emit("message", stanza);
        break;
      case "presence":
        this.emit("presence", stanza);
        break;
      case "iq":
        this.requests.receive(stanza);
        break;
    }
  }

  private acknowledged(stanza: Element): void {
    if (stanza.localName === "message") {
      this.emit("acknowledged", stanza);
    }
  }

  /** What the server never acknowledged goes again; the archive drops doubles by their origin-id. */
  private lost(stanzas: readonly Element[]): void {
    const messages = stanzas.filter((each) => each.localName === "message" && isKept(each));
    const toRooms = messages.filter((each) => attribute(each, "type") === "groupchat");
    this.outbox.unshift(...messages.filter((each) => !toRooms.includes(each)));
    this.sessionLost();
    toRooms.forEach((each) => this.emit("undelivered", each));
  }

  private sessionLost(): void {
    this.requests.abandon();
    this.emit("lost", undefined);
  }
}

const SILENT: StreamListener = {
  ready: () => undefined,
  stanza: () => undefined,
  heard: () => undefined,
  acknowledged: () => undefined,
  lost: () => undefined,
  ended: () => undefined,
};

/** Chat states and the like are worth nothing later. */
function isKept(message: Element): boolean {
  return child(message, "origin-id", NS.sid) !== undefined;
}
