package im.carillon.spi;

import im.carillon.stanza.Iq;

/** Which requests a handler takes. */
public record IqKey(IqTarget target, Iq.Type type, String namespace, String name) {}
