package im.carillon.pubsub;

import im.carillon.jid.Jid;
import im.carillon.stanza.Message;
import java.util.Optional;

/**
 * What a node tells. The copies for all who get it share their content.
 *
 * @param message with everything but the right {@code to}
 * @param publisher the resource that caused it
 */
public record Notice(Message message, Optional<Jid> publisher) {}
