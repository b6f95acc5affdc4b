package im.carillon.upload;

import im.carillon.jid.BareJid;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that was uploaded.
 *
 * @param id what makes its address; nobody can guess it
 * @param size in bytes
 * @param hash of its content: SHA-256 in hexadecimal
 * @param place of its content in the store
 * @param lasting whether it stays until somebody deletes it
 * @param created to the millisecond
 * @param expires from when on it is not shown, if that was said
 */
public record UploadedFile(
        String id,
        BareJid owner,
        FileName name,
        MediaType type,
        long size,
        String hash,
        String place,
        boolean lasting,
        Instant created,
        Optional<Instant> expires) {

    public boolean isThere(Instant now) {
        return expires.isEmpty() || now.isBefore(expires.get());
    }

    /** The same file, with its content elsewhere. */
    UploadedFile at(String otherPlace) {
        return new UploadedFile(id, owner, name, type, size, hash, otherPlace, lasting, created, expires);
    }
}
