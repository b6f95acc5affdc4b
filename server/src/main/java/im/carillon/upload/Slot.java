package im.carillon.upload;

import im.carillon.jid.BareJid;
import java.time.Instant;
import java.util.Optional;

/**
 * The permission to upload one file (XEP-0363 §4).
 *
 * @param id what makes the address of the file; nobody can guess it
 * @param owner who may upload
 * @param size in bytes, exactly
 * @param type what was announced, if anything was
 * @param until when it can be used, to the second
 */
public record Slot(
        String id, BareJid owner, FileName name, long size, Optional<MediaType> type, Purpose purpose, Instant until) {}
