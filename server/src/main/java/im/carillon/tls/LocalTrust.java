package im.carillon.tls;

import java.nio.file.Path;
import java.util.List;

/**
 * Which hosts have a certificate of the local authority, and how a client comes to trust it.
 *
 * @param authority the authority's certificate, the file to give to clients
 * @param hosts the hosts that have no other certificate
 * @param issued whether a certificate was issued just now, so that the directory is to be read again
 * @param authorityChanged whether clients must be given the authority's file (again)
 */
public record LocalTrust(Path authority, List<String> hosts, boolean issued, boolean authorityChanged) {

    public LocalTrust {
        hosts = List.copyOf(hosts);
    }

    /** One line for whoever sets up a client. */
    public String hint() {
        return "The certificate of " + String.join(", ", hosts) + " is from this server's own authority: import "
                + authority + " into the client, or as root: cp " + authority
                + " /usr/local/share/ca-certificates/carillon.crt && update-ca-certificates";
    }
}
