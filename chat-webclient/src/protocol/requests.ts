import { newId } from "./ids";
import { NS } from "./namespaces";
import { attribute, child, childText, xml } from "./xml";

/** An IQ that was answered with an error, or not at all. */
export class IqError extends Error {
  constructor(
    readonly condition: string,
    text?: string,
    readonly element?: Element,
  ) {
    super(text ?? condition);
  }

  /** Whether the error says this as well, in terms of a specification of its own. */
  isAbout(condition: string, namespace: string): boolean {
    const error = this.element && child(this.element, "error");
    return error !== undefined && child(error, condition, namespace) !== undefined;
  }

  static of(answer: Element): IqError {
    const error = child(answer, "error");
    const condition = [...(error?.children ?? [])].find(
      (each) => each.namespaceURI === NS.stanzaErrors && each.localName !== "text",
    );
    return new IqError(
      condition?.localName ?? "undefined-condition",
      error && childText(error, "text", NS.stanzaErrors),
      answer,
    );
  }
}

export type Answer = (iq: Element, payload: Element) => Element | undefined;

/** Who asks, which decides whose answers count. */
interface Asker {
  /** The full address of the session. */
  readonly jid: string;
  readonly account: string;
  readonly domain: string;
}

interface Pending {
  readonly to: string | undefined;
  readonly resolve: (answer: Element) => void;
  readonly reject: (error: IqError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

const REPLY = 30_000;

/** Requests and their answers, in both directions (RFC 6120 §8.2.3). */
export class Requests {
  private readonly pending = new Map<string, Pending>();
  private readonly answers = new Map<string, Answer>();

  constructor(
    private readonly asker: Asker,
    /** Tells whether there is a connection to send on. */
    private readonly send: (stanza: Element) => boolean,
  ) {}

  ask(type: "get" | "set", to: string | undefined, payload: Element, timeout = REPLY): Promise<Element> {
    const id = newId();
    return new Promise((resolve, reject) => {
      if (!this.send(xml("iq", { xmlns: NS.client, type, id, to }, payload))) {
        reject(new IqError("disconnected"));
        return;
      }
      const timer = setTimeout(() => {
        this.pending.delete(id);
        reject(new IqError("remote-server-timeout"));
      }, timeout);
      this.pending.set(id, { to, resolve, reject, timer });
    });
  }

  answer(type: "get" | "set", namespace: string, answer: Answer): void {
    this.answers.set(`${type} ${namespace}`, answer);
  }

  receive(iq: Element): void {
    const type = attribute(iq, "type");
    if (type === "result" || type === "error") {
      this.settle(iq, type === "result");
      return;
    }
    const payload = iq.firstElementChild;
    const answer = payload && this.answers.get(`${type} ${payload.namespaceURI}`);
    try {
      this.reply(iq, answer ? answer(iq, payload) : refusal("service-unavailable"));
    } catch (error) {
      this.reply(iq, refusal(error instanceof IqError ? error.condition : "internal-server-error"));
    }
  }

  private settle(iq: Element, isResult: boolean): void {
    const id = attribute(iq, "id") ?? "";
    const pending = this.pending.get(id);
    if (pending && this.comesFrom(iq, pending.to)) {
      this.pending.delete(id);
      clearTimeout(pending.timer);
      isResult ? pending.resolve(iq) : pending.reject(IqError.of(iq));
    }
  }

  private reply(iq: Element, payload: Element | undefined): void {
    const type = payload?.localName === "error" ? "error" : "result";
    this.send(xml("iq", { xmlns: NS.client, type, id: attribute(iq, "id"), to: attribute(iq, "from") }, payload));
  }

  /** An answer counts only when it comes from whom the request went to (RFC 6120 §8.1.2.1). */
  private comesFrom(iq: Element, to: string | undefined): boolean {
    const { account, jid, domain } = this.asker;
    const from = attribute(iq, "from");
    if (to === undefined || to === account) {
      return from === undefined || from === account || from === jid || from === domain;
    }
    return from === to || (from === undefined && to === domain);
  }

  /** The session is gone, and no answer will come. */
  abandon(): void {
    for (const pending of this.pending.values()) {
      clearTimeout(pending.timer);
      pending.reject(new IqError("disconnected"));
    }
    this.pending.clear();
  }
}

function refusal(condition: string): Element {
  return xml("error", { type: "cancel" }, xml(condition, { xmlns: NS.stanzaErrors }));
}
