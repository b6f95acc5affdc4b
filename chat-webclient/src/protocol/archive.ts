import type { Client } from "./client";
import { newId } from "./ids";
import { type Envelope, unwrapResult } from "./message";
import { NS } from "./namespaces";
import { attribute, child, childText, xml } from "./xml";

export interface ArchiveQuery {
  /** A room's archive; the account's own without. */
  readonly room?: string | undefined;
  readonly with?: string | undefined;
  readonly search?: string | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly max: number;
}

/** Results in the archive's order, oldest first. */
export interface ArchivePage {
  readonly results: readonly Envelope[];
  readonly isComplete: boolean;
  readonly first?: string | undefined;
  readonly last?: string | undefined;
}

interface Running {
  readonly from: string;
  readonly results: Envelope[];
}

/** Reads archives in pages (XEP-0313 1.1.3, XEP-0059). Results nobody asked for are forgeries and dropped. */
export class Archive {
  private readonly running = new Map<string, Running>();

  constructor(private readonly client: Client) {
    client.on("message", (message) => this.collect(message));
  }

  private collect(message: Element): void {
    const result = child(message, "result", NS.mam);
    const running = result && this.running.get(attribute(result, "queryid") ?? "");
    const from = attribute(message, "from") ?? this.client.account;
    if (running && from === running.from) {
      const envelope = unwrapResult(result);
      if (envelope) {
        running.results.push(envelope);
      }
    }
  }

  async page(query: ArchiveQuery): Promise<ArchivePage> {
    const queryid = newId();
    const running = { from: query.room ?? this.client.account, results: [] };
    this.running.set(queryid, running);
    try {
      const answer = await this.client.iq("set", query.room, request(queryid, query), 60_000);
      return readPage(child(answer, "fin", NS.mam), running.results);
    } finally {
      this.running.delete(queryid);
    }
  }
}

function readPage(fin: Element | undefined, results: Envelope[]): ArchivePage {
  const set = fin && child(fin, "set", NS.rsm);
  return {
    results,
    isComplete: attribute(fin, "complete") === "true",
    first: set && childText(set, "first"),
    last: set && childText(set, "last"),
  };
}

function request(queryid: string, query: ArchiveQuery): Element {
  const fields = [
    field("FORM_TYPE", NS.mam, "hidden"),
    query.with !== undefined && field("with", query.with),
    query.search !== undefined && field(`{${NS.fulltext}}fulltext`, query.search),
  ];
  return xml(
    "query",
    { xmlns: NS.mam, queryid },
    xml("x", { xmlns: NS.dataForms, type: "submit" }, ...fields),
    xml(
      "set",
      { xmlns: NS.rsm },
      xml("max", {}, String(query.max)),
      query.after !== undefined && xml("after", {}, query.after),
      // an empty one asks for the last page (XEP-0059 §2.5)
      query.before !== undefined && xml("before", {}, query.before),
    ),
  );
}

function field(name: string, value: string, type?: string): Element {
  return xml("field", { var: name, type }, xml("value", {}, value));
}
