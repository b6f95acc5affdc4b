/** Addresses as text (RFC 7622). What the server sends is prepared already; what people type is made so here. */

export function bare(jid: string): string {
  const slash = jid.indexOf("/");
  return slash < 0 ? jid : jid.slice(0, slash);
}

export function resource(jid: string): string | undefined {
  const slash = jid.indexOf("/");
  return slash < 0 ? undefined : jid.slice(slash + 1);
}

export function local(jid: string): string | undefined {
  const address = bare(jid);
  const at = address.indexOf("@");
  return at < 0 ? undefined : address.slice(0, at);
}

export function domain(jid: string): string {
  const address = bare(jid);
  return address.slice(address.indexOf("@") + 1);
}

/** The bare address somebody typed, or nothing when it cannot be one. */
export function parseBare(typed: string, defaultDomain?: string): string | undefined {
  const text = typed
    .trim()
    .replace(/^xmpp:/, "")
    .normalize("NFC")
    .toLowerCase();
  const full = text.includes("@") || !defaultDomain ? text : `${text}@${defaultDomain}`;
  return /^[^\s@/"&'<>:]{1,1023}@[^\s@/]{1,1023}$/.test(full) ? full : undefined;
}

/** What people see where nobody gave a name. */
export function shortName(jid: string): string {
  return local(jid) ?? jid;
}
