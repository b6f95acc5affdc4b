import type { Client } from "./client";
import { bare } from "./jid";
import { NS } from "./namespaces";
import { IqError } from "./requests";
import { attribute, child, children, xml } from "./xml";

export interface PepItem {
  readonly id: string;
  readonly payload: Element | undefined;
}

/** What became of a node: items that were published, and ids of those that are gone. */
export interface PepEvent {
  /** The account that the node belongs to. */
  readonly owner: string;
  readonly items: readonly PepItem[];
  readonly retracted: readonly string[];
  /** All items are gone. */
  readonly isEmptied: boolean;
}

/** How a node is to be before anything is published to it. */
export type NodeOptions = Readonly<Record<string, string>>;

/** For one's own clients alone, everything kept (XEP-0223 §2.1, XEP-0402 §3.3). */
export const PRIVATE: NodeOptions = {
  "pubsub#persist_items": "true",
  "pubsub#max_items": "max",
  "pubsub#send_last_published_item": "never",
  "pubsub#access_model": "whitelist",
};

/** Personal eventing (XEP-0163 1.2.2): what accounts publish about themselves, for others and for their own clients. */
export class Pep {
  private readonly followers = new Map<string, (event: PepEvent) => void>();

  constructor(private readonly client: Client) {
    client.on("message", (message) => this.receive(message));
  }

  /** Hears of a node; the server sends what capabilities ask for with `+notify`. */
  follow(node: string, follower: (event: PepEvent) => void): void {
    this.followers.set(node, follower);
  }

  /** Hears of a node of one's own account, and of nobody else's. */
  followOwn(node: string, follower: (event: PepEvent) => void): void {
    this.follow(node, (event) => event.owner === this.client.account && follower(event));
  }

  private receive(message: Element): void {
    const event = child(message, "event", NS.pubsubEvent);
    const items = event?.firstElementChild;
    const follower = items && this.followers.get(attribute(items, "node") ?? "");
    if (!items || !follower || attribute(message, "type") === "error") {
      return;
    }
    follower({
      owner: bare(attribute(message, "from") ?? this.client.account),
      items: items.localName === "items" ? children(items, "item").map(readItem) : [],
      retracted: children(items, "retract").flatMap((each) => attribute(each, "id") ?? []),
      isEmptied: items.localName === "purge" || items.localName === "delete",
    });
  }

  /** The items of a node, or those asked for; a node that is not there has none. */
  async items(owner: string | undefined, node: string, id?: string): Promise<PepItem[]> {
    const wanted = xml("items", { node }, id !== undefined && xml("item", { id }));
    const request = this.client.iq("get", owner, xml("pubsub", { xmlns: NS.pubsub }, wanted));
    const answer = await request.catch((error) => {
      if (error instanceof IqError && error.condition === "item-not-found") {
        return undefined;
      }
      throw error;
    });
    const pubsub = answer && child(answer, "pubsub", NS.pubsub);
    const items = pubsub && child(pubsub, "items");
    return items ? children(items, "item").map(readItem) : [];
  }

  /** Publishes to a node of one's own; one that is there in another form is changed first. */
  async publish(node: string, id: string | undefined, payload: Element, options: NodeOptions): Promise<void> {
    const send = () =>
      this.client.iq(
        "set",
        undefined,
        xml(
          "pubsub",
          { xmlns: NS.pubsub },
          xml("publish", { node }, xml("item", { id }, payload.cloneNode(true) as Element)),
          xml("publish-options", {}, form(NS.publishOptions, options)),
        ),
      );
    try {
      await send();
    } catch (error) {
      if (!(error instanceof IqError) || !error.isAbout("precondition-not-met", NS.pubsubErrors)) {
        throw error;
      }
      await this.configure(node, options);
      await send();
    }
  }

  async retract(node: string, id: string): Promise<void> {
    const retract = xml("retract", { node, notify: "true" }, xml("item", { id }));
    await this.client.iq("set", undefined, xml("pubsub", { xmlns: NS.pubsub }, retract));
  }

  private async configure(node: string, options: NodeOptions): Promise<void> {
    const configure = xml("configure", { node }, form(NS.nodeConfig, options));
    await this.client.iq("set", undefined, xml("pubsub", { xmlns: NS.pubsubOwner }, configure));
  }
}

function readItem(item: Element): PepItem {
  return { id: attribute(item, "id") ?? "", payload: item.firstElementChild ?? undefined };
}

function form(type: string, options: NodeOptions): Element {
  const field = (name: string, value: string, kind?: string) =>
    xml("field", { var: name, type: kind }, xml("value", {}, value));
  return xml(
    "x",
    { xmlns: NS.dataForms, type: "submit" },
    field("FORM_TYPE", type, "hidden"),
    ...Object.entries(options).map(([name, value]) => field(name, value)),
  );
}
