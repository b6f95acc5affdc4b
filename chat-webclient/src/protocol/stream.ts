import { Strophe } from "strophe.js";
import { fromBase64, toBase64 } from "./base64";
import type { FastToken } from "./fastToken";
import { NS } from "./namespaces";
import {
  additionalData,
  authenticate,
  type Exchange,
  readOffer,
  readSuccess,
  type Sasl2Offer,
  TokenExchange,
} from "./sasl2";
import type { ScramKeys, StreamEnd, StreamListener, StreamRequest } from "./streamEvents";
import { isStanza, StreamManagement } from "./streamManagement";
import { type Mechanism, StropheExchange } from "./stropheExchange";
import { attribute, child, childText, is, xml } from "./xml";

const { Status } = Strophe;

/** How often a request over HTTP may fail, being tried again at once, before the session is resumed by another stream. */
const MOST_FAILURES = 2;

/** No answer at all, or that of a proxy whose server is away. */
const UNREACHABLE = [0, 502, 503, 504];

// what happens to a connection is told to the listener; the console is for mistakes
Strophe.setLogLevel(Strophe.LogLevel.FATAL);

/**
 * One stream over WebSocket (RFC 7395) or BOSH (XEP-0124), from the first byte to the last. Strophe
 * moves the elements and computes SCRAM; this class does the order of things: SASL2 with Bind 2 where
 * it is offered and SASL with resource binding elsewhere, then stream management, which Strophe itself
 * has for WebSocket only and without SASL2.
 *
 * What is used of Strophe's inner parts (names with an underscore) is used here and in its exchange alone.
 */
export class Stream {
  private readonly connection: InstanceType<typeof Strophe.Connection>;
  private offer: Sasl2Offer | undefined;
  private features: Element | undefined;
  private exchange: Exchange | undefined;
  private end: StreamEnd | undefined;
  private offersCsi = false;
  private isActive = true;
  private failures = 0;
  private isReady = false;
  private isOver = false;

  constructor(
    private readonly request: StreamRequest,
    private readonly sm: StreamManagement,
    private readonly listener: StreamListener,
  ) {
    this.connection = new Strophe.Connection(request.url, {
      explicitResourceBinding: true,
      contentType: "text/xml; charset=utf-8",
      mechanisms:
        request.credential.kind === "anonymous"
          ? [Strophe.SASLAnonymous]
          : [Strophe.SASLSHA1, Strophe.SASLSHA256, Strophe.SASLSHA512],
    });
    // a BOSH service that cannot be reached at the beginning is left for another transport
    this.connection.maxRetries = 0;
    // once there is a session, Strophe would wait for eight seconds and longer before its next attempts
    UNREACHABLE.forEach((code) => this.connection.addProtocolErrorHandler("HTTP", code, () => this.failed()));
    // the first features come before handlers run, so they are taken here
    this.connection.xmlInput = (node) => this.look(node);
    this.connection.authenticate = (mechanisms) => this.logIn(mechanisms);
  }

  get url(): string {
    return this.request.url;
  }

  open(): void {
    const { jid, credential } = this.request;
    const secret =
      credential.kind === "password" ? credential.password : credential.kind === "keys" ? credential.keys : "";
    this.connection.connect(jid, secret, (status, condition, element) => this.status(status, condition, element));
    this.connection._addSysHandler((element) => this.receive(element), null, null, null, null);
  }

  send(element: Element): void {
    this.connection.send(element);
    // BOSH would wait a tenth of a second for more
    this.connection.flush();
    if (isStanza(element)) {
      this.sm.sent(element);
    }
  }

  /** Takes leave: the session ends, and nobody can resume it. */
  close(): void {
    this.end = { kind: "closed" };
    if (this.sm.isActive) {
      this.send(this.sm.answer());
    }
    this.connection.disconnect();
  }

  /** Drops the connection as a dead network would: the session can be resumed. */
  abandon(): void {
    this.end ??= { kind: "unreachable", condition: "no-answer" };
    this.connection._proto._abortAllRequests();
    this.connection._doDisconnect();
  }

  private failed(): void {
    this.failures++;
    if (this.isReady && this.sm.canResume && this.failures >= MOST_FAILURES) {
      // Strophe is in the middle of something
      queueMicrotask(() => this.isOver || this.abandon());
    }
  }

  // --- negotiation -----------------------------------------------------------------------------

  private look(node: unknown): void {
    this.listener.heard();
    this.failures = 0;
    if (node instanceof Element && !this.isReady) {
      const features = is(node, "features", NS.streams) ? node : child(node, "features", NS.streams);
      this.features = features ?? this.features;
    }
  }

  private logIn(mechanisms: Mechanism[]): void {
    this.offer = this.features && readOffer(this.features);
    const { credential } = this.request;
    if (credential.kind === "token") {
      if (!this.offer?.fast) {
        this.refuse("token-not-usable");
        return;
      }
      this.start(this.offer, new TokenExchange(credential.token, this.connection.authcid ?? ""));
    } else if (this.offer) {
      const known = [...new Set(mechanisms)].filter((each) => this.offer?.mechanisms.includes(each.mechname));
      const best = this.connection.sortMechanismsByPriority(known).find((each) => each.test(this.connection));
      if (best) {
        this.start(this.offer, new StropheExchange(this.connection, best));
      } else {
        this.refuse("invalid-mechanism");
      }
    } else if (mechanisms.length > 0) {
      this.connection._attemptSASLAuth(mechanisms);
    } else {
      this.refuse("invalid-mechanism");
    }
  }

  private start(offer: Sasl2Offer, exchange: Exchange): void {
    this.exchange = exchange;
    const { credential, clientId, wantsToken, invalidatesToken = false } = this.request;
    exchange
      .first()
      .then((initial) => {
        const request = {
          clientId,
          wantsToken,
          invalidatesToken,
          token: credential.kind === "token" ? credential.token : undefined,
          resumption: this.sm.canResume ? this.sm.resumption() : undefined,
        };
        this.connection.send(authenticate(exchange, initial, offer, request));
        this.connection.flush();
      })
      .catch((error) => this.refuse("malformed-request", String(error)));
  }

  private sasl(element: Element): void {
    switch (element.localName) {
      case "challenge":
        this.exchange
          ?.respond(fromBase64(element.textContent ?? ""))
          .then((response) => {
            this.connection.send(xml("response", { xmlns: NS.sasl2 }, toBase64(response)));
            this.connection.flush();
          })
          .catch((error) => this.refuse("not-authorized", String(error)));
        break;
      case "success":
        void this.succeed(element);
        break;
      case "failure":
        this.refuse(conditionOf(element, NS.saslErrors), childText(element, "text"));
        break;
      default:
        this.refuse("unsupported-task");
    }
  }

  private pending: Element[] | undefined;

  private async succeed(element: Element): Promise<void> {
    // what arrives while the proof is checked has to wait: it is counted and handled after it
    this.pending = [];
    const isGenuine = await this.exchange?.accepts(additionalData(element)).catch(() => false);
    if (!isGenuine) {
      this.refuse("server-not-genuine");
      return;
    }
    const success = readSuccess(element);
    this.connection.authenticated = true;
    if (success.resumed) {
      this.resumed(success.resumed, success.token);
    } else if (success.bound) {
      this.abandonEarlierSession(success.resumptionFailed);
      if (success.enabled) {
        this.sm.begin();
        this.sm.enabled(success.enabled, success.jid);
      }
      this.ready(success.jid, false, this.offer?.bindFeatures.has(NS.carbons) ?? false, success.token);
    } else if (this.request.invalidatesToken) {
      this.close();
    } else {
      this.refuse("not-bound");
      return;
    }
    const waiting = this.pending;
    this.pending = undefined;
    waiting.forEach((each) => this.handle(each));
  }

  /** SASL without SASL2: Strophe has restarted the stream and asks what comes next. */
  private bindOrResume(): void {
    if (this.sm.canResume && this.offersSm()) {
      this.connection.send(this.sm.resumption());
      this.connection.flush();
    } else {
      this.connection.bind();
    }
  }

  private offersSm(): boolean {
    return this.connection.features !== null && child(this.connection.features, "sm", NS.sm) !== undefined;
  }

  private bound(): void {
    this.abandonEarlierSession(undefined);
    const { features } = this.connection;
    this.offersCsi = features !== null && child(features, "csi", NS.csi) !== undefined;
    const keys = this.connection.scram_keys as unknown as ScramKeys | null;
    if (this.offersSm()) {
      this.connection.send(xml("enable", { xmlns: NS.sm, resume: "true" }));
      this.sm.begin();
    }
    this.ready(this.connection.jid, false, false, undefined, keys ?? undefined);
  }

  private abandonEarlierSession(failed: Element | undefined): void {
    if (failed) {
      const done = this.sm.acknowledge(attribute(failed, "h") ?? null);
      this.listener.acknowledged(done ?? []);
    }
    this.listener.lost(this.sm.lost());
  }

  private resumed(element: Element, token?: FastToken): void {
    this.connection.authenticated = true;
    this.connection.jid = this.sm.boundJid;
    const done = this.sm.acknowledge(attribute(element, "h") ?? null);
    if (!done) {
      this.refuse("undefined-condition", "the server counted more than was sent");
      return;
    }
    this.listener.acknowledged(done);
    this.sm.resumed().forEach((each) => this.connection.send(each));
    this.connection.flush();
    this.ready(this.sm.boundJid, true, true, token);
    this.requestAck();
  }

  private ready(jid: string, resumed: boolean, carbons: boolean, token?: FastToken, keys?: ScramKeys): void {
    this.isReady = true;
    this.connection.maxRetries = 3;
    this.listener.ready({ jid, resumed, carbons, token, keys });
  }

  // --- what arrives ----------------------------------------------------------------------------

  private receive(element: Element): boolean {
    try {
      if (this.pending) {
        this.pending.push(element);
      } else {
        this.handle(element);
      }
    } catch (error) {
      // Strophe would take the handler away
      reportError(error);
    }
    return true;
  }

  private handle(element: Element): void {
    if (element.namespaceURI === NS.sasl2) {
      this.sasl(element);
    } else if (element.namespaceURI === NS.sm) {
      this.manage(element);
    } else if (is(element, "features", NS.streams)) {
      this.enableLate(element);
      this.offersCsi = child(element, "csi", NS.csi) !== undefined;
      this.tellActivity(true);
    } else if (is(element, "close", NS.framing)) {
      this.connection._doDisconnect();
    } else if (isStanza(element) && this.isReady) {
      // counted first: an answer that is asked for meanwhile covers it
      this.sm.handled();
      this.listener.stanza(element);
    }
  }

  /** Whether somebody looks (XEP-0352): otherwise the server may hold back what can wait. */
  setActive(isActive: boolean): void {
    const before = this.isActive;
    this.isActive = isActive;
    this.tellActivity(before);
  }

  private tellActivity(before: boolean): void {
    if (this.isReady && this.offersCsi && this.isActive !== before) {
      this.connection.send(xml(this.isActive ? "active" : "inactive", { xmlns: NS.csi }));
      this.connection.flush();
    }
  }

  /** Where Bind 2 does not take stream management inline, it is asked for afterwards. */
  private enableLate(features: Element): void {
    if (this.isReady && !this.sm.isActive && child(features, "sm", NS.sm)) {
      this.connection.send(xml("enable", { xmlns: NS.sm, resume: "true" }));
      this.connection.flush();
      this.sm.begin();
    }
  }

  private manage(element: Element): void {
    switch (element.localName) {
      case "r":
        this.connection.send(this.sm.answer());
        this.connection.flush();
        break;
      case "a":
        this.acknowledge(element);
        break;
      case "enabled":
        this.sm.enabled(element, this.connection.jid);
        break;
      case "resumed":
        this.resumed(element);
        break;
      case "failed":
        if (!this.isReady) {
          this.abandonEarlierSession(element);
          this.connection.bind();
        } else {
          this.sm.lost();
        }
        break;
    }
  }

  private acknowledge(element: Element): void {
    const done = this.sm.acknowledge(attribute(element, "h") ?? null);
    if (done) {
      this.listener.acknowledged(done);
    } else {
      this.end = { kind: "error", condition: "undefined-condition", text: "the server counted more than was sent" };
      this.connection.disconnect();
    }
  }

  /** Asks what the server has handled; the answer also shows that it is still there. */
  requestAck(): void {
    if (this.sm.isActive) {
      this.connection.send(StreamManagement.request());
      this.connection.flush();
    }
  }

  // --- the end ---------------------------------------------------------------------------------

  private refuse(condition: string, text?: string): void {
    this.end ??= { kind: "refused", condition, text };
    this.connection.disconnect();
  }

  private status(status: number, condition: string | null | undefined, element?: Element): void {
    switch (status) {
      case Status.BINDREQUIRED:
        this.bindOrResume();
        break;
      case Status.CONNECTED:
        this.bound();
        break;
      case Status.AUTHFAIL:
        this.refuse(element ? conditionOf(element) : "not-authorized", element && childText(element, "text"));
        break;
      case Status.ERROR:
        this.end ??= { kind: "error", condition: condition || "undefined-condition" };
        break;
      case Status.CONNFAIL:
      case Status.CONNTIMEOUT:
        this.end ??=
          condition === "conflict" || condition === "policy-violation"
            ? { kind: "error", condition }
            : { kind: "unreachable", condition: condition || "connection-failed" };
        // not every transport of Strophe's ends by itself after that
        queueMicrotask(() => this.isOver || this.abandon());
        break;
      case Status.DISCONNECTED:
        this.over();
        break;
    }
  }

  private over(): void {
    if (!this.isOver) {
      this.isOver = true;
      this.listener.ended(this.end ?? { kind: "unreachable", condition: "disconnected" });
    }
  }
}

/** The defined condition inside an error element. */
function conditionOf(element: Element, namespace?: string): string {
  const found = [...element.children].find(
    (each) => each.localName !== "text" && (namespace === undefined || each.namespaceURI === namespace),
  );
  return found?.localName ?? "undefined-condition";
}
