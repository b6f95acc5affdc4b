import { fromBase64, toBase64 } from "./base64";
import { FAST_MECHANISM, type FastToken, initiator, isResponder } from "./fastToken";
import { NS } from "./namespaces";
import { attribute, child, children, childText, xml } from "./xml";

/** What the server offers in `<authentication/>` (XEP-0388 1.0.4), with what it takes inline. */
export interface Sasl2Offer {
  readonly mechanisms: readonly string[];
  readonly fast: boolean;
  readonly resume: boolean;
  readonly bindFeatures: ReadonlySet<string>;
}

export function readOffer(features: Element): Sasl2Offer | undefined {
  const offer = child(features, "authentication", NS.sasl2);
  if (!offer) {
    return undefined;
  }
  const inline = child(offer, "inline");
  const fast = inline && child(inline, "fast", NS.fast);
  const bind = inline && child(inline, "bind", NS.bind2);
  const bindInline = bind && child(bind, "inline");
  return {
    mechanisms: children(offer, "mechanism").map((each) => each.textContent ?? ""),
    fast: fast !== undefined && children(fast, "mechanism").some((each) => each.textContent === FAST_MECHANISM),
    resume: inline !== undefined && child(inline, "sm", NS.sm) !== undefined,
    bindFeatures: new Set(
      bindInline ? children(bindInline, "feature").map((each) => attribute(each, "var") ?? "") : [],
    ),
  };
}

/** One side of a SASL exchange, with bytes as text in the manner of the SASL mechanisms of Strophe. */
export interface Exchange {
  readonly mechanism: string;
  first(): Promise<Uint8Array>;
  respond(challenge: Uint8Array): Promise<Uint8Array>;
  /** Whether the server has proved that it knows the secret as well. */
  accepts(additionalData: Uint8Array | undefined): Promise<boolean>;
}

/** A login with a FAST token. */
export class TokenExchange implements Exchange {
  readonly mechanism: string;

  constructor(
    private readonly token: FastToken,
    private readonly authcid: string,
  ) {
    this.mechanism = token.mechanism;
  }

  first(): Promise<Uint8Array> {
    return initiator(this.token, this.authcid);
  }

  respond(): Promise<Uint8Array> {
    return Promise.reject(new Error("a token knows no challenge"));
  }

  accepts(additionalData: Uint8Array | undefined): Promise<boolean> {
    return additionalData ? isResponder(this.token, additionalData) : Promise.resolve(false);
  }
}

export interface LoginRequest {
  readonly clientId: string;
  readonly token?: FastToken | undefined;
  readonly wantsToken: boolean;
  readonly invalidatesToken?: boolean;
  readonly resumption?: Element | undefined;
}

/** The `<authenticate/>` that logs in, binds and enables everything in one round trip (XEP-0386 1.1.0). */
export function authenticate(
  exchange: Exchange,
  initial: Uint8Array,
  offer: Sasl2Offer,
  request: LoginRequest,
): Element {
  const wants = (namespace: string) => offer.bindFeatures.has(namespace);
  return xml(
    "authenticate",
    { xmlns: NS.sasl2, mechanism: exchange.mechanism },
    xml("initial-response", {}, initial.length === 0 ? "=" : toBase64(initial)),
    xml("user-agent", { id: request.clientId }, xml("software", {}, "Carillon"), xml("device", {}, "Browser")),
    request.token &&
      xml("fast", {
        xmlns: NS.fast,
        count: request.token.count,
        invalidate: request.invalidatesToken ? "true" : undefined,
      }),
    request.wantsToken && offer.fast && xml("request-token", { xmlns: NS.fast, mechanism: FAST_MECHANISM }),
    offer.resume && request.resumption,
    !request.invalidatesToken &&
      xml(
        "bind",
        { xmlns: NS.bind2 },
        xml("tag", {}, "Carillon"),
        wants(NS.carbons) && xml("enable", { xmlns: NS.carbons }),
        wants(NS.sm) && xml("enable", { xmlns: NS.sm, resume: "true" }),
      ),
  );
}

export interface LoginSuccess {
  readonly jid: string;
  readonly resumed?: Element | undefined;
  readonly enabled?: Element | undefined;
  readonly resumptionFailed?: Element | undefined;
  readonly bound?: Element | undefined;
  readonly token?: FastToken | undefined;
}

/** The parts of `<success/>`; the server's proof is looked at elsewhere. */
export function readSuccess(success: Element): LoginSuccess {
  const bound = child(success, "bound", NS.bind2);
  const token = child(success, "token", NS.fast);
  return {
    jid: childText(success, "authorization-identifier") ?? "",
    resumed: child(success, "resumed", NS.sm),
    resumptionFailed: child(success, "failed", NS.sm),
    bound,
    enabled: bound && child(bound, "enabled", NS.sm),
    token: token && {
      token: attribute(token, "token") ?? "",
      expiry: attribute(token, "expiry") ?? "",
      mechanism: FAST_MECHANISM,
      count: 0,
    },
  };
}

export function additionalData(success: Element): Uint8Array | undefined {
  const text = childText(success, "additional-data");
  return text === undefined ? undefined : fromBase64(text);
}
