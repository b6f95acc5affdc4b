package im.carillon.config;

import im.carillon.jid.BareJid;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One virtual host: a domain whose accounts live here.
 *
 * @param name the domain, as in addresses
 * @param anonymous whether SASL ANONYMOUS is offered (such a host has no other accounts)
 * @param registration whether in-band registration (XEP-0077) is open to everybody
 * @param admins accounts that may use administrative commands of this host
 * @param contacts XEP-0157 service contacts: kind (abuse, admin, feedback,
 *     sales, security, status, support) to addresses (URIs)
 * @param archive the rules for the archives of its accounts
 */
public record HostConfig(
        String name,
        boolean anonymous,
        boolean registration,
        Set<BareJid> admins,
        Map<String, List<String>> contacts,
        ArchiveRules archive) {

    public HostConfig {
        admins = Set.copyOf(admins);
        contacts = Map.copyOf(contacts);
    }
}
