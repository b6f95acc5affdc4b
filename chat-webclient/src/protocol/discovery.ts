/** A place to connect to. */
export interface Endpoint {
  readonly transport: "websocket" | "bosh";
  readonly url: string;
}

const RELATIONS: Record<string, Endpoint["transport"]> = {
  "urn:xmpp:alt-connections:websocket": "websocket",
  "urn:xmpp:alt-connections:xbosh": "bosh",
};

/** The links of a host-meta.json document (XEP-0156 1.4.0, RFC 6415); what is not understood is left out. */
export function readHostMeta(document: unknown): Endpoint[] {
  const links = (document as { links?: unknown } | null)?.links;
  if (!Array.isArray(links)) {
    return [];
  }
  return links.flatMap((link: { rel?: unknown; href?: unknown } | null) => {
    const transport = typeof link?.rel === "string" ? RELATIONS[link.rel] : undefined;
    return transport && typeof link?.href === "string" ? [{ transport, url: link.href }] : [];
  });
}

/** Where the server of this page listens by default. */
export function defaultEndpoints(page: URL): Endpoint[] {
  const socket = new URL("/ws", page);
  socket.protocol = page.protocol === "https:" ? "wss:" : "ws:";
  return [
    { transport: "websocket", url: socket.href },
    { transport: "bosh", url: new URL("/http-bind", page).href },
  ];
}

/** A page that came over TLS talks to nothing without TLS; WebSocket comes first. */
export function choose(endpoints: Endpoint[], page: URL, wanted?: string | null): Endpoint[] {
  const isAllowed = (url: string) =>
    URL.canParse(url) && (page.protocol !== "https:" || /^(?:https|wss):/.test(url)) && /^(?:http|ws)s?:/.test(url);
  const usable = endpoints.filter((each) => isAllowed(each.url));
  const ordered = [
    ...usable.filter((each) => each.transport === "websocket"),
    ...usable.filter((each) => each.transport === "bosh"),
  ].filter((each) => !wanted || each.transport === wanted);
  return ordered.filter((each, index) => ordered.findIndex((other) => other.url === each.url) === index);
}

/**
 * Where to connect for a domain: what its host-meta says, then the defaults of the host the page came from.
 * A page served for the domain itself asks its own origin; for another domain that domain's web server.
 */
export async function discover(domain: string, page: URL, wanted?: string | null): Promise<Endpoint[]> {
  const origin = domain === page.hostname ? page.origin : `https://${domain}`;
  const found = await fetchHostMeta(new URL("/.well-known/host-meta.json", origin));
  const fallback = defaultEndpoints(page);
  // links of a server behind a proxy or under development may name another address: the page's own came first
  const all = domain === page.hostname ? [...fallback, ...found] : [...found, ...fallback];
  return choose(all, page, wanted);
}

async function fetchHostMeta(url: URL): Promise<Endpoint[]> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(4_000), credentials: "omit" });
    return response.ok ? readHostMeta(await response.json()) : [];
  } catch {
    // no such document is the normal case of many servers
    return [];
  }
}
