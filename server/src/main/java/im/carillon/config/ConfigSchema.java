package im.carillon.config;

import static im.carillon.config.ValueTypes.account;
import static im.carillon.config.ValueTypes.choice;
import static im.carillon.config.ValueTypes.duration;
import static im.carillon.config.ValueTypes.flag;
import static im.carillon.config.ValueTypes.integer;
import static im.carillon.config.ValueTypes.list;
import static im.carillon.config.ValueTypes.pathBesideConfig;
import static im.carillon.config.ValueTypes.pathInData;
import static im.carillon.config.ValueTypes.retention;
import static im.carillon.config.ValueTypes.size;
import static im.carillon.config.ValueTypes.text;

import im.carillon.config.SessionConfig.ConflictPolicy;
import im.carillon.jid.BareJid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every key there is, with its type, default and documentation. The loader, {@code config explain}
 * and the reference manual all read these declarations, so that none of them can be wrong alone.
 */
public final class ConfigSchema {

    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long LARGEST_UPLOAD = 1L << 50;

    /** RFC 6120 §13.12: a server must take stanzas of this size. */
    private static final long SMALLEST_STANZA = 10_000;

    static final ConfigKey<Path> DATA = ConfigKey.of("", "data", pathBesideConfig(), Path.of("/var/lib/carillon"), """
            The directory for everything the server writes: the embedded database, the control socket, the keys it \
            makes. It must belong to the user the server runs as, and it is what a backup has to contain. The option \
            --data of the command line overrides it.""");

    static final ConfigKey<String> HOST_NAME = ConfigKey.required("host", "name", domain(), """
            The domain of this host, the part after the @ in the addresses of its accounts. At least one host must be \
            named.""");
    static final ConfigKey<Boolean> HOST_ANONYMOUS = ConfigKey.of("host", "anonymous", flag(), false, """
            Lets everybody log in without an account (SASL ANONYMOUS), under an address that ends with the session. \
            Such a host has no other accounts.""");
    static final ConfigKey<Boolean> HOST_REGISTRATION = ConfigKey.of("host", "registration", flag(), false, """
            Lets everybody create an account from a client (XEP-0077). Servers that do this are found and used by \
            spammers within days; prefer to create accounts with "carillonctl user add".""");
    static final ConfigKey<List<BareJid>> HOST_ADMINS =
            ConfigKey.of("host", "admins", list(account(), 0), List.of(), """
            Accounts that may use the administrative commands of this host from their client (XEP-0133).""");
    static final ConfigKey<Map<String, List<String>>> HOST_CONTACTS =
            ConfigKey.of("host", "contacts", ValueTypes.table(ContactKinds.ALL, list(uri(), 1)), Map.of(), """
            Where people reach those who run this host (XEP-0157), as addresses with their scheme: mailto:, xmpp: or \
            https:. Public servers should name at least an abuse contact.""");
    static final ConfigKey<ArchivePolicy> HOST_ARCHIVE_DEFAULT =
            ConfigKey.optional("host", "archive_default", archivePolicy(), """
            What is archived for accounts of this host that did not say otherwise; archive.default where this is not \
            set.""");
    static final ConfigKey<Duration> HOST_ARCHIVE_KEEP = ConfigKey.optional("host", "archive_keep", keep(), """
            How long messages stay in the archives of this host; archive.keep where this is not set.""");
    static final ConfigKey<Integer> HOST_ARCHIVE_KEEP_MESSAGES =
            ConfigKey.optional("host", "archive_keep_messages", keepMessages(), """
            How many messages stay in each archive of this host; archive.keep_messages where this is not set.""");

    static final ConfigKey<String> LISTENER_ADDRESS = ConfigKey.of("listener", "address", ipAddress(), "::", """
            The local address to listen on: "::" for all addresses of IPv6 and IPv4, "0.0.0.0" for IPv4 alone, \
            "127.0.0.1" for this machine alone.""");
    static final ConfigKey<Integer> LISTENER_PORT = ConfigKey.required("listener", "port", integer(0, 65_535), """
            The TCP port. Clients look for 5222 (STARTTLS) and 5223 (direct TLS) unless DNS tells them otherwise; 0 \
            takes a free one.""");
    static final ConfigKey<Boolean> LISTENER_TLS =
            ConfigKey.of("listener", "tls", choice(inOrder("starttls", false, "direct", true)), false, """
            How TLS begins: "starttls" in the middle of the stream (RFC 6120), or "direct" with the first byte \
            (XEP-0368).""");

    static final ConfigKey<List<String>> HTTP_LISTEN = ConfigKey.of(
            "http",
            "listen",
            list(words(HttpAssembly.PLAIN, HttpAssembly.TLS), 0),
            List.of(HttpAssembly.PLAIN, HttpAssembly.TLS),
            """
            Which HTTP listeners there are: "plain" for proxies and browsers on this machine, "tls" for everybody. \
            With [] the server speaks no HTTP at all.""");
    static final ConfigKey<String> HTTP_ADDRESS = ConfigKey.of("http", "address", ipAddress(), "127.0.0.1", """
            The local address for plain HTTP. Passwords must not travel unencrypted, so let it be an address that \
            only this machine or a proxy can reach.""");
    static final ConfigKey<Integer> HTTP_PORT = ConfigKey.of("http", "port", integer(0, 65_535), 5280, """
            The TCP port for plain HTTP; 0 takes a free one.""");
    static final ConfigKey<String> HTTP_TLS_ADDRESS = ConfigKey.of("http", "tls_address", ipAddress(), "::", """
            The local address for HTTPS: "::" for all addresses.""");
    static final ConfigKey<Integer> HTTP_TLS_PORT = ConfigKey.of("http", "tls_port", integer(0, 65_535), 5443, """
            The TCP port for HTTPS (HTTP/1.1 and HTTP/2), with the certificates of the table tls; 0 takes a free one.""");
    static final ConfigKey<String> HTTP_PUBLIC_URL = ConfigKey.optional("http", "public_url", origin(), """
            How browsers reach this server, when it is behind a proxy or on another port than it listens on: \
            "https://chat.example.org". Clients that look for WebSocket or BOSH are sent there (XEP-0156). Without \
            it they are sent to the HTTPS port of their host.""");
    static final ConfigKey<List<String>> HTTP_TRUSTED_PROXIES =
            ConfigKey.of("http", "trusted_proxies", list(addressRange(), 0), List.of(), """
            Proxies in front of this server, as addresses or ranges. From them alone Forwarded, X-Forwarded-For and \
            X-Forwarded-Proto are believed: who the client is, and whether its connection is encrypted. Without an \
            entry here, everybody behind a proxy is unencrypted and cannot log in.""");
    static final ConfigKey<List<String>> HTTP_ALLOWED_ORIGINS =
            ConfigKey.of("http", "allowed_origins", list(originOrAll(), 0), List.of("*"), """
            The web sites whose pages may connect by WebSocket and BOSH, as "https://chat.example.org"; this \
            server's own pages always may. No site can act for a user whose password it does not have, so "*", \
            all of them, is safe.""");
    static final ConfigKey<Duration> HTTP_PING = ConfigKey.of(
            "http", "ping", duration(Duration.ofMillis(100), Duration.ofMinutes(30)), Duration.ofSeconds(50), """
            After this much silence a WebSocket is pinged. Most proxies forget connections that are silent for a \
            minute.""");
    static final ConfigKey<String> HTTP_REDIRECT = ConfigKey.optional("http", "redirect", webSocketUrl(), """
            Sends everybody who connects by WebSocket elsewhere, as "wss://other.example.org/xmpp-websocket" (RFC \
            7395 §3.6.1), before this server goes away for longer.""");
    static final ConfigKey<Boolean> HTTP_WEB_CLIENT = ConfigKey.of("http", "web_client", flag(), true, """
            Whether the web client is served, at the root of the HTTP listeners.""");
    static final ConfigKey<Path> HTTP_WEB_CLIENT_FOLDER =
            ConfigKey.optional("http", "web_client_folder", pathBesideConfig(), """
            A folder of files that is served in place of the web client that comes with the server.""");
    static final ConfigKey<List<String>> HTTP_METRICS_FROM =
            ConfigKey.of("http", "metrics_from", list(addressRange(), 0), List.of("127.0.0.0/8", "::1"), """
            Who may read /metrics, as addresses or ranges.""");

    static final ConfigKey<Duration> BOSH_WAIT = ConfigKey.of(
            "bosh", "wait", duration(Duration.ofSeconds(2), Duration.ofMinutes(10)), Duration.ofMinutes(1), """
            How long a request is held at most when there is nothing to say; a client may ask for less. Proxies in \
            front have to wait longer than this for an answer.""");
    static final ConfigKey<Integer> BOSH_HOLD = ConfigKey.of("bosh", "hold", integer(1, 10), 2, """
            How many requests of a client are held at most; a client may ask for less. It may have one more under way.""");
    static final ConfigKey<Duration> BOSH_INACTIVITY = ConfigKey.of(
            "bosh", "inactivity", duration(Duration.ofSeconds(5), Duration.ofHours(1)), Duration.ofSeconds(75), """
            How long a client may have no request here before its session ends, also after a restart of the server. \
            Browsers call the scripts of a page in the background once a minute.""");
    static final ConfigKey<Duration> BOSH_POLLING_INACTIVITY = ConfigKey.of(
            "bosh",
            "polling_inactivity",
            duration(Duration.ofSeconds(5), Duration.ofHours(1)),
            Duration.ofMinutes(2),
            """
            The same for clients that ask now and then and whose requests are never held.""");
    static final ConfigKey<Duration> BOSH_POLLING =
            ConfigKey.of("bosh", "polling", duration(Duration.ZERO, Duration.ofMinutes(1)), Duration.ofSeconds(2), """
            How long a client has to wait between two requests that bring nothing. The session of one that asks more \
            often ends.""");
    static final ConfigKey<Duration> BOSH_MAX_PAUSE =
            ConfigKey.of("bosh", "max_pause", duration(Duration.ZERO, Duration.ofHours(1)), Duration.ofMinutes(2), """
            For how long a client may announce that it will be away.""");

    static final ConfigKey<Path> TLS_CERTIFICATES =
            ConfigKey.of("tls", "certificates", pathBesideConfig(), Path.of("certs"), """
            The directory of certificates and private keys, as PEM files in any arrangement: they are matched to hosts \
            by the names in them. New files are taken up without a restart.""");
    static final ConfigKey<List<String>> TLS_PROTOCOLS =
            ConfigKey.of("tls", "protocols", list(words("TLSv1.2", "TLSv1.3"), 1), List.of("TLSv1.3", "TLSv1.2"), """
            The versions of TLS that are offered. Older ones than these are broken and not available.""");
    static final ConfigKey<Boolean> TLS_REQUIRED = ConfigKey.of("tls", "required", flag(), true, """
            Whether a client must encrypt its stream before it may log in. Turn this off for tests on one machine \
            only.""");

    static final ConfigKey<List<String>> AUTHENTICATION_MECHANISMS =
            ConfigKey.of("authentication", "mechanisms", list(words(Mechanisms.ALL), 1), Mechanisms.ALL, """
            The ways to log in that are offered, the preferred first. The -PLUS forms tie the login to the TLS \
            connection and detect an interceptor. PLAIN sends the password itself and is offered inside TLS alone.""");
    static final ConfigKey<Boolean> AUTHENTICATION_PLAIN_WITHOUT_TLS =
            ConfigKey.of("authentication", "plain_without_tls", flag(), false, """
            Offers PLAIN on streams that are not encrypted, where everybody on the way can read the password. For \
            tests on one machine only.""");
    static final ConfigKey<Integer> AUTHENTICATION_SCRAM_ITERATIONS =
            ConfigKey.of("authentication", "scram_iterations", integer(4096, 10_000_000), 10_000, """
            How much work one guess of a stolen password costs. It applies to passwords set from now on; more makes \
            each login slower for the client.""");
    static final ConfigKey<Duration> AUTHENTICATION_DEADLINE = ConfigKey.of(
            "authentication",
            "deadline",
            duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
            Duration.ofSeconds(30),
            """
            The time a connection has to log in, and one of HTTP to make a request. Nothing that the client sends \
            extends it.""");
    static final ConfigKey<Duration> AUTHENTICATION_FAST_TOKEN_LIFETIME = ConfigKey.of(
            "authentication",
            "fast_token_lifetime",
            duration(Duration.ofMinutes(1), Duration.ofDays(365)),
            Duration.ofDays(21),
            """
            How long a token for quick reconnection (XEP-0484) works when it is not renewed. A client that stays away \
            longer logs in with its password again.""");

    static final ConfigKey<Long> LIMITS_STANZA_SIZE =
            ConfigKey.of("limits", "stanza_size", size(SMALLEST_STANZA, 16 * MIB), 256 * KIB, """
            The largest stanza a client may send after login. A stream that exceeds it is closed.""");
    static final ConfigKey<Long> LIMITS_STANZA_SIZE_BEFORE_LOGIN =
            ConfigKey.of("limits", "stanza_size_before_login", size(SMALLEST_STANZA, MIB), 10 * KIB, """
            The largest element a client may send before login.""");
    static final ConfigKey<Integer> LIMITS_DEPTH = ConfigKey.of("limits", "depth", integer(8, 1000), 64, """
            How deep elements may nest within a stanza.""");
    static final ConfigKey<Integer> LIMITS_ATTRIBUTES = ConfigKey.of("limits", "attributes", integer(8, 1000), 64, """
            How many attributes one element may carry.""");
    static final ConfigKey<Integer> LIMITS_NAME_LENGTH =
            ConfigKey.of("limits", "name_length", integer(32, 4096), 256, """
            The longest name of an element or attribute, in bytes.""");
    static final ConfigKey<Long> LIMITS_INBOX_SIZE =
            ConfigKey.of("limits", "inbox_size", size(16 * KIB, 64 * MIB), 512 * KIB, """
            What one stream may have received and not yet handled. Above it the server stops reading from that stream \
            until it has caught up.""");
    static final ConfigKey<Long> LIMITS_OUTBOX_SIZE =
            ConfigKey.of("limits", "outbox_size", size(64 * KIB, 1024 * MIB), 4 * MIB, """
            What may wait to be sent on one stream whose client does not read. Above it the connection is closed; a \
            client that can resume its session loses nothing.""");
    static final ConfigKey<Long> LIMITS_MEMORY_BEFORE_LOGIN =
            ConfigKey.of("limits", "memory_before_login", size(MIB, 8192 * MIB), 64 * MIB, """
            Memory for all connections that have not logged in, together. When it is used up, new connections are \
            refused, and who is logged in notices nothing.""");
    static final ConfigKey<Integer> LIMITS_CONNECTIONS_PER_ADDRESS =
            ConfigKey.of("limits", "connections_per_address", integer(1, 1_000_000), 200, """
            How many connections one IP address may have open. Addresses of this machine (127.0.0.1, ::1) are exempt, \
            since proxies connect from there.""");

    static final ConfigKey<Integer> LIMITS_OFFLINE_MESSAGES =
            ConfigKey.of("limits", "offline_messages", integer(0, 1_000_000), 1_000, """
            How many messages wait for an account that is offline, beside those that are in its archive. Whoever sends \
            one more is told that it was not taken.""");

    static final ConfigKey<Long> LIMITS_RATE = ConfigKey.of("limits", "rate", size(0, 1024 * MIB), 0L, """
            How much a client may send in a second, over longer times. One that sends more is read more slowly; \
            nothing of it is lost. With 0 there is no limit.""");
    static final ConfigKey<Long> LIMITS_BURST = ConfigKey.of("limits", "burst", size(KIB, 1024 * MIB), MIB, """
            How much a client may send at once before limits.rate holds.""");
    static final ConfigKey<Long> LIMITS_RATE_BEFORE_LOGIN =
            ConfigKey.of("limits", "rate_before_login", size(0, 1024 * MIB), 64 * KIB, """
            How much a client may send in a second, and at once, before it has logged in. With 0 there is no \
            limit.""");
    static final ConfigKey<Long> LIMITS_IN_BAND_RATE =
            ConfigKey.of("limits", "in_band_rate", size(0, 1024 * MIB), 4 * MIB, """
            How much of files a session may send in a second inside its stream (XEP-0047). Whoever sends more is read \
            more slowly; nothing is lost. With 0 there is no limit. Files that go through the proxy do not count.""");

    static final ConfigKey<ConflictPolicy> SESSION_CONFLICT = ConfigKey.of(
            "session",
            "conflict",
            choice(inOrder("replace", ConflictPolicy.REPLACE, "reject", ConflictPolicy.REJECT)),
            ConflictPolicy.REPLACE,
            """
            What happens when a client takes a resource that another session of the account has: "replace" ends the \
            older session, "reject" refuses the newer one.""");
    static final ConfigKey<Integer> SESSION_PER_ACCOUNT =
            ConfigKey.of("session", "per_account", integer(1, 10_000), 100, """
            How many sessions one account may have at once.""");
    static final ConfigKey<Duration> SESSION_KEEPALIVE = ConfigKey.of(
            "session", "keepalive", duration(Duration.ofMillis(100), Duration.ofHours(1)), Duration.ofMinutes(5), """
            After this much silence a client is asked for a sign of life, which also keeps routers on the way from \
            forgetting the connection.""");
    static final ConfigKey<Duration> SESSION_DEAD_AFTER = ConfigKey.of(
            "session",
            "dead_after",
            duration(Duration.ofMillis(100), Duration.ofMinutes(10)),
            Duration.ofMinutes(1),
            """
            How long a client that was asked for a sign of life may stay silent before its connection is given up.""");
    static final ConfigKey<Duration> SESSION_RESUMPTION = ConfigKey.of(
            "session", "resumption", duration(Duration.ZERO, Duration.ofDays(1)), Duration.ofMinutes(10), """
            How long a session whose connection was lost waits for its client to come back and resume it. Restarts of \
            the server do not end it. "0s" turns resumption off.""");
    static final ConfigKey<Integer> SESSION_UNACKNOWLEDGED =
            ConfigKey.of("session", "unacknowledged", integer(100, 1_000_000), 10_000, """
            How many stanzas may have been sent to a client that it has not acknowledged, before its session is ended. \
            Stored messages then wait for the next session.""");

    static final ConfigKey<StorageKind> STORAGE_TYPE = ConfigKey.of(
            "storage",
            "type",
            choice(inOrder("sqlite", StorageKind.SQLITE, "postgresql", StorageKind.POSTGRESQL)),
            StorageKind.SQLITE,
            """
            The database: "sqlite" is built in and needs nothing, "postgresql" is for larger sites.""");
    static final ConfigKey<Path> STORAGE_FILE =
            ConfigKey.of("storage", "file", pathInData(), Path.of("carillon.db"), """
            The file of the embedded database. It must be on a local disk, not on a network file system. Beside it \
            is the folder of its journal, with the name of the file and ".journal" behind it.""");
    static final ConfigKey<String> STORAGE_URL = ConfigKey.optional("storage", "url", postgresqlUrl(), """
            The PostgreSQL database, as jdbc:postgresql://HOST/DATABASE. Needed with type = "postgresql".""");
    static final ConfigKey<String> STORAGE_USER = ConfigKey.optional("storage", "user", text(), """
            The PostgreSQL user. Needed with type = "postgresql".""");
    static final ConfigKey<String> STORAGE_PASSWORD = ConfigKey.secret("storage", "password", """
            The password of the PostgreSQL user. Better kept in a file of its own (password_file) or in the \
            environment ("${env:NAME}"); not needed where the database trusts the system's user.""");
    static final ConfigKey<Integer> STORAGE_CONNECTIONS =
            ConfigKey.of("storage", "connections", integer(2, 1000), 10, """
            How many connections to PostgreSQL are kept open.""");

    static final ConfigKey<Boolean> ARCHIVE_ENABLED = ConfigKey.of("archive", "enabled", flag(), true, """
            Whether the messages of accounts are kept on the server, so that every device of a user sees all of them \
            (XEP-0313). Without it only what waits for an account that is offline is stored.""");
    static final ConfigKey<ArchivePolicy> ARCHIVE_DEFAULT =
            ConfigKey.of("archive", "default", archivePolicy(), ArchivePolicy.ALWAYS, """
            What is archived for accounts that did not say otherwise (XEP-0441): "always" everything, "roster" what is \
            exchanged with contacts of the roster, "never" nothing. With less than everything, devices of one user \
            miss messages that another device had.""");
    static final ConfigKey<Boolean> ARCHIVE_SEARCH = ConfigKey.of("archive", "search", flag(), true, """
            Whether messages can be found by the words in them (XEP-0431). The index is made in the background, takes \
            about a quarter of the space of the messages, and some processor time for each of them.""");
    static final ConfigKey<Duration> ARCHIVE_KEEP = ConfigKey.of("archive", "keep", keep(), Retention.FOREVER, """
            How long messages stay in archives. Older ones are removed within the hour; what an account has not \
            received yet stays.""");
    static final ConfigKey<Integer> ARCHIVE_KEEP_MESSAGES =
            ConfigKey.of("archive", "keep_messages", keepMessages(), Retention.ANY_NUMBER, """
            How many messages stay in each archive, the newest; 0 for any number. Those above are removed within a \
            day, and none that is younger than an hour.""");

    static final ConfigKey<RoomsConfig.Creation> ROOMS_CREATION = ConfigKey.of(
            "rooms",
            "creation",
            choice(inOrder("everybody", RoomsConfig.Creation.EVERYBODY, "admins", RoomsConfig.Creation.ADMINS)),
            RoomsConfig.Creation.EVERYBODY,
            """
            Who may make conference rooms: "everybody", or the "admins" of the host alone.""");
    static final ConfigKey<Boolean> ROOMS_LOCK = ConfigKey.of("rooms", "lock", flag(), true, """
            Whether a new room stays closed to others until the client of its owner has configured it or accepted the \
            defaults, as XEP-0045 wants it. Turn this off for clients that never do that.""");
    static final ConfigKey<Integer> ROOMS_OCCUPANTS =
            ConfigKey.of("rooms", "occupants", integer(2, 1_000_000), 5_000, """
            How many occupants a room may have at once, unless its owner sets fewer. Admins of the room still get in.""");
    static final ConfigKey<Integer> ROOMS_HISTORY = ConfigKey.of("rooms", "history", integer(0, 500), 20, """
            How many messages someone who enters a new room is shown. The owner of a room can change it.""");
    static final ConfigKey<RoomsConfig.Presence> ROOMS_PRESENCE = ConfigKey.of(
            "rooms",
            "presence",
            choice(inOrder(
                    "everybody", RoomsConfig.Presence.EVERYBODY,
                    "speakers", RoomsConfig.Presence.SPEAKERS,
                    "nobody", RoomsConfig.Presence.NOBODY)),
            RoomsConfig.Presence.EVERYBODY,
            """
            Whose presence the occupants of a new room are shown: that of "everybody"; that of "speakers" alone, which \
            are moderators and all who have a voice; or that of "nobody", so that a room tells how many are there and no \
            more. In a room of thousands, everybody who comes and goes is told to everybody else. The owner of a room can \
            change it; one's own presence always comes.""");
    static final ConfigKey<Integer> ROOMS_BURST = ConfigKey.of("rooms", "burst", integer(1, 1_000_000), 1_000, """
            How many messages an occupant may send to a room in one go. Moderators are exempt.""");
    static final ConfigKey<Integer> PUBSUB_NODES_PER_ACCOUNT =
            ConfigKey.of("pubsub", "nodes_per_account", integer(20, 1_000_000), 1_000, """
            How many nodes one account may make, at the services and at its own address together. Clients keep \
            bookmarks, avatars and keys in a dozen or two.""");
    static final ConfigKey<Integer> PUBSUB_NODES =
            ConfigKey.of("pubsub", "nodes", integer(0, 100_000_000), 1_000_000, """
            How many nodes the service of a host holds in total. Nodes at the addresses of accounts do not count.""");
    static final ConfigKey<Integer> PUBSUB_ITEMS = ConfigKey.of("pubsub", "items", integer(1, 1_000_000), 10_000, """
            How many items one node holds at most, which is what owners get who ask for as many as possible.""");
    static final ConfigKey<Long> PUBSUB_PAYLOAD_SIZE =
            ConfigKey.of("pubsub", "payload_size", size(KIB, 16 * MIB), 256 * KIB, """
            The largest payload of an item. limits.stanza_size bounds it, too. Avatars need some 100 KiB.""");
    static final ConfigKey<Integer> PUBSUB_SUBSCRIPTIONS =
            ConfigKey.of("pubsub", "subscriptions_per_account", integer(1, 1_000_000), 1_000, """
            How many subscriptions an account may have at one service.""");
    static final ConfigKey<Integer> PUBSUB_SUBSCRIBERS =
            ConfigKey.of("pubsub", "subscribers", integer(1, 10_000_000), 100_000, """
            How many accounts may subscribe to one node.""");
    static final ConfigKey<Duration> ROOMS_PACE =
            ConfigKey.of("rooms", "pace", duration(Duration.ZERO, Duration.ofMinutes(10)), Duration.ofMillis(10), """
            The time after which an occupant who used up the burst may send one more message.""");

    static final ConfigKey<String> EXTERNAL_TYPE = ConfigKey.required("external_service", "type", serviceType(), """
            What it is, as clients know it: "stun", "turn", "stuns", "turns", and anything else of the registry of \
            XEP-0215.""");
    static final ConfigKey<String> EXTERNAL_HOST =
            ConfigKey.optional("external_service", "host", addressOrDomain(), """
            Where it is, as a name or an IP address; the host of the client where this is not set.""");
    static final ConfigKey<Integer> EXTERNAL_PORT =
            ConfigKey.optional("external_service", "port", integer(1, 65_535), """
            Its port; 3478 is usual for STUN and TURN, 5349 for them with TLS.""");
    static final ConfigKey<String> EXTERNAL_TRANSPORT =
            ConfigKey.optional("external_service", "transport", words("udp", "tcp"), """
            What it speaks: "udp" or "tcp".""");
    static final ConfigKey<String> EXTERNAL_NAME = ConfigKey.optional("external_service", "name", text(), """
            What people call it.""");
    static final ConfigKey<String> EXTERNAL_USERNAME = ConfigKey.optional("external_service", "username", text(), """
            The user that all clients log in as there. Better give a secret.""");
    static final ConfigKey<String> EXTERNAL_PASSWORD = ConfigKey.secret("external_service", "password", """
            The password of that user.""");
    static final ConfigKey<String> EXTERNAL_SECRET = ConfigKey.secret("external_service", "secret", """
            What this server and the service share ("static-auth-secret" of coturn with "use-auth-secret"). Every \
            client gets a user name and a password of its own made from it, which work for a time.""");
    static final ConfigKey<Duration> EXTERNAL_LIFETIME = ConfigKey.of(
            "external_service",
            "lifetime",
            duration(Duration.ofSeconds(10), Duration.ofDays(30)),
            Duration.ofHours(12),
            """
            How long such a password works. A call that has begun goes on.""");
    static final ConfigKey<List<String>> EXTERNAL_HOSTS =
            ConfigKey.of("external_service", "hosts", list(domain(), 0), List.of(), """
            The hosts whose users are told; with [] those of all.""");
    static final ConfigKey<Boolean> EXTERNAL_GUESTS = ConfigKey.of("external_service", "guests", flag(), false, """
            Whether guests of anonymous hosts get a user name and a password too.""");

    static final ConfigKey<Boolean> PROXY_ENABLED = ConfigKey.of("proxy", "enabled", flag(), true, """
            Whether clients that cannot reach each other may send files through this server (SOCKS5 Bytestreams, \
            XEP-0065).""");
    static final ConfigKey<String> PROXY_NAME = ConfigKey.of("proxy", "name", label(), "proxy", """
            The label of the proxy's address below each host: with "proxy" it is proxy.example.org. It needs no entry \
            in DNS.""");
    static final ConfigKey<String> PROXY_ADDRESS = ConfigKey.of("proxy", "address", ipAddress(), "::", """
            The local address to listen on.""");
    static final ConfigKey<Integer> PROXY_PORT = ConfigKey.of("proxy", "port", integer(0, 65_535), 7777, """
            The TCP port that clients connect to; 0 takes a free one.""");
    static final ConfigKey<String> PROXY_HOST = ConfigKey.optional("proxy", "host", addressOrDomain(), """
            The name or IP address that clients are told to connect to; the name of their host where this is not \
            set.""");
    static final ConfigKey<Integer> PROXY_ADVERTISED_PORT =
            ConfigKey.optional("proxy", "advertised_port", integer(1, 65_535), """
            The port that clients are told to connect to, where a router translates it; proxy.port where this is not \
            set.""");
    static final ConfigKey<Boolean> PROXY_GUESTS = ConfigKey.of("proxy", "guests", flag(), false, """
            Whether guests of anonymous hosts may use the proxy too.""");
    static final ConfigKey<Integer> PROXY_CONNECTIONS =
            ConfigKey.of("proxy", "connections", integer(2, 100_000), 1_000, """
            How many connections there may be at once; a transfer has two.""");
    static final ConfigKey<Integer> PROXY_PER_ACCOUNT =
            ConfigKey.of("proxy", "per_account", integer(1, 10_000), 20, """
            How many transfers one account may have under way.""");
    static final ConfigKey<Long> PROXY_RATE = ConfigKey.of("proxy", "rate", size(0, 16_384 * MIB), 0L, """
            How much one transfer may pass in a second, in each direction. With 0 it is as fast as the network.""");
    static final ConfigKey<Duration> PROXY_HANDSHAKE = ConfigKey.of(
            "proxy", "handshake", duration(Duration.ofMillis(100), Duration.ofMinutes(1)), Duration.ofSeconds(10), """
            The time a connection has to say which transfer it belongs to.""");
    static final ConfigKey<Duration> PROXY_ACTIVATION = ConfigKey.of(
            "proxy",
            "activation",
            duration(Duration.ofMillis(100), Duration.ofMinutes(30)),
            Duration.ofMinutes(2),
            """
            The time within which the sender must activate a transfer once somebody has connected for it.""");
    static final ConfigKey<Duration> PROXY_IDLE = ConfigKey.of(
            "proxy", "idle", duration(Duration.ofMillis(100), Duration.ofDays(1)), Duration.ofMinutes(10), """
            After this time without a byte in either direction a transfer is given up.""");
    static final ConfigKey<Boolean> UPLOAD_ENABLED = ConfigKey.of("upload", "enabled", flag(), true, """
            Whether people can upload files, pictures in a chat for example (XEP-0363). It needs HTTP.""");
    static final ConfigKey<String> UPLOAD_NAME = ConfigKey.of("upload", "name", label(), "upload", """
            The name of the service below each host: with "upload" it is upload.example.org. Nothing of it has to \
            be in DNS.""");
    static final ConfigKey<String> UPLOAD_URL = ConfigKey.optional("upload", "url", origin(), """
            What the addresses of files begin with, such as "https://files.example.org"; whatever is there must \
            pass /upload/ on to this server. Without it http.public_url counts, then the HTTPS port of the host. A \
            name of its own keeps what people upload apart from the web client. It becomes part of messages, so \
            change it only if the old one goes on to work.""");
    static final ConfigKey<Long> UPLOAD_MAX_SIZE =
            ConfigKey.of("upload", "max_size", size(1, LARGEST_UPLOAD), 100 * MIB, """
            The largest file that people can upload.""");
    static final ConfigKey<Long> UPLOAD_ACCOUNT_QUOTA =
            ConfigKey.of("upload", "account_quota", size(1, LARGEST_UPLOAD), 1024 * MIB, """
            What the files of one account may take together.""");
    static final ConfigKey<Long> UPLOAD_LASTING_QUOTA =
            ConfigKey.of("upload", "lasting_quota", size(0, LARGEST_UPLOAD), 32 * MIB, """
            What one account may upload beside that to be kept for good: avatars and pictures of posts, which \
            clients mark as such. With "0 B" nothing is kept for good.""");
    static final ConfigKey<Long> UPLOAD_HOST_QUOTA =
            ConfigKey.optional("upload", "host_quota", size(1, LARGEST_UPLOAD), """
            What the files of all accounts of a host may take together; not limited where this is not set.""");
    static final ConfigKey<UploadLimits.WhenFull> UPLOAD_WHEN_FULL = ConfigKey.of(
            "upload",
            "when_full",
            choice(inOrder(
                    "remove oldest", UploadLimits.WhenFull.REMOVE_OLDEST, "refuse", UploadLimits.WhenFull.REFUSE)),
            UploadLimits.WhenFull.REMOVE_OLDEST,
            """
            What happens when a quota is used up: "remove oldest" makes room for a new file, "refuse" tells the \
            user to wait.""");
    static final ConfigKey<Duration> UPLOAD_KEEP = ConfigKey.of("upload", "keep", keep(), Duration.ofDays(90), """
            How long files stay: a time, or "forever". Files that last are not concerned.""");
    static final ConfigKey<Integer> UPLOAD_SLOTS_PER_ACCOUNT =
            ConfigKey.of("upload", "slots_per_account", integer(1, 10_000), 50, """
            How many uploads an account may announce before it begins with them.""");
    static final ConfigKey<Duration> UPLOAD_SLOT_LIFETIME = ConfigKey.of(
            "upload", "slot_lifetime", duration(Duration.ofSeconds(1), Duration.ofDays(1)), Duration.ofMinutes(5), """
            An upload must begin this soon after it was announced.""");
    static final ConfigKey<Duration> UPLOAD_PATIENCE = ConfigKey.of(
            "upload", "patience", duration(Duration.ofSeconds(1), Duration.ofHours(1)), Duration.ofSeconds(30), """
            An upload that is slower than upload.slowest for this long is given up.""");
    static final ConfigKey<Long> UPLOAD_SLOWEST = ConfigKey.of("upload", "slowest", size(1, 1024 * MIB), 4 * KIB, """
            How much must arrive of an upload each second, on the average.""");
    static final ConfigKey<Long> UPLOAD_LEAVE_FREE =
            ConfigKey.of("upload", "leave_free", size(0, LARGEST_UPLOAD), 256 * MIB, """
            How much of the disk stays free: what would take more is refused, so that there is always room for \
            messages.""");
    static final ConfigKey<Path> UPLOAD_FOLDER =
            ConfigKey.of("upload", "folder", pathInData(), Path.of("uploads"), """
            Where uploaded files are kept.""");
    static final ConfigKey<String> UPLOAD_STORE = ConfigKey.of(
            "upload", "store", words(UploadAssembly.FOLDER, UploadAssembly.S3), UploadAssembly.FOLDER, """
            Where files are kept: in the "folder", or in a bucket of a service that speaks "s3". Then they arrive \
            in the folder, and leave it once the bucket has them.""");
    static final ConfigKey<String> UPLOAD_S3_ENDPOINT = ConfigKey.optional("upload", "s3_endpoint", origin(), """
            Where the storage service is, such as "https://s3.eu-central-1.amazonaws.com".""");
    static final ConfigKey<String> UPLOAD_S3_REGION = ConfigKey.of("upload", "s3_region", text(), "us-east-1", """
            The region that requests to the storage service name.""");
    static final ConfigKey<String> UPLOAD_S3_BUCKET = ConfigKey.optional("upload", "s3_bucket", text(), """
            The bucket for files.""");
    static final ConfigKey<String> UPLOAD_S3_PREFIX = ConfigKey.of("upload", "s3_prefix", text(), "", """
            What the keys of files begin with, when the bucket has other things in it: "carillon/".""");
    static final ConfigKey<String> UPLOAD_S3_ACCESS_KEY = ConfigKey.optional("upload", "s3_access_key", text(), """
            The access key of the storage service.""");
    static final ConfigKey<String> UPLOAD_S3_SECRET_KEY = ConfigKey.secret("upload", "s3_secret_key", """
            The secret that belongs to the access key.""");

    static final ConfigKey<Path> CONTROL_SOCKET =
            ConfigKey.of("control", "socket", pathInData(), Path.of("control.sock"), """
            The Unix socket that carillonctl talks to. Who may write to it administers the server: by its file mode \
            the owner and the group.""");

    /** All tables, in the order of the manual; the first is the top of the file. */
    public static final List<ConfigTable> TABLES = List.of(
            new ConfigTable("", false, "What stands at the top of the file, before the first table.", List.of(DATA)),
            new ConfigTable(
                    "host",
                    true,
                    "A domain whose accounts live here; one table for each.",
                    List.of(
                            HOST_NAME,
                            HOST_ANONYMOUS,
                            HOST_REGISTRATION,
                            HOST_ADMINS,
                            HOST_CONTACTS,
                            HOST_ARCHIVE_DEFAULT,
                            HOST_ARCHIVE_KEEP,
                            HOST_ARCHIVE_KEEP_MESSAGES)),
            new ConfigTable("listener", true, """
                    A socket on which clients connect; one table for each. Without any, the server listens on port \
                    5222 with STARTTLS and on port 5223 with direct TLS.""", List.of(LISTENER_ADDRESS, LISTENER_PORT, LISTENER_TLS)),
            new ConfigTable(
                    "http",
                    false,
                    """
                    Browsers: the web client, WebSocket (RFC 7395), BOSH (XEP-0124) and what else speaks \
                    HTTP.""",
                    List.of(
                            HTTP_LISTEN,
                            HTTP_ADDRESS,
                            HTTP_PORT,
                            HTTP_TLS_ADDRESS,
                            HTTP_TLS_PORT,
                            HTTP_PUBLIC_URL,
                            HTTP_TRUSTED_PROXIES,
                            HTTP_ALLOWED_ORIGINS,
                            HTTP_PING,
                            HTTP_REDIRECT,
                            HTTP_WEB_CLIENT,
                            HTTP_WEB_CLIENT_FOLDER,
                            HTTP_METRICS_FROM)),
            new ConfigTable(
                    "bosh",
                    false,
                    "What clients over BOSH are granted (XEP-0124).",
                    List.of(
                            BOSH_WAIT,
                            BOSH_HOLD,
                            BOSH_INACTIVITY,
                            BOSH_POLLING_INACTIVITY,
                            BOSH_POLLING,
                            BOSH_MAX_PAUSE)),
            new ConfigTable("tls", false, "Encryption.", List.of(TLS_CERTIFICATES, TLS_PROTOCOLS, TLS_REQUIRED)),
            new ConfigTable(
                    "authentication",
                    false,
                    "How clients log in.",
                    List.of(
                            AUTHENTICATION_MECHANISMS,
                            AUTHENTICATION_PLAIN_WITHOUT_TLS,
                            AUTHENTICATION_SCRAM_ITERATIONS,
                            AUTHENTICATION_DEADLINE,
                            AUTHENTICATION_FAST_TOKEN_LIFETIME)),
            new ConfigTable(
                    "limits",
                    false,
                    "Bounds on what one peer can make the server hold.",
                    List.of(
                            LIMITS_STANZA_SIZE,
                            LIMITS_STANZA_SIZE_BEFORE_LOGIN,
                            LIMITS_DEPTH,
                            LIMITS_ATTRIBUTES,
                            LIMITS_NAME_LENGTH,
                            LIMITS_INBOX_SIZE,
                            LIMITS_OUTBOX_SIZE,
                            LIMITS_MEMORY_BEFORE_LOGIN,
                            LIMITS_CONNECTIONS_PER_ADDRESS,
                            LIMITS_OFFLINE_MESSAGES,
                            LIMITS_RATE,
                            LIMITS_BURST,
                            LIMITS_RATE_BEFORE_LOGIN,
                            LIMITS_IN_BAND_RATE)),
            new ConfigTable(
                    "session",
                    false,
                    "Sessions and their connections.",
                    List.of(
                            SESSION_CONFLICT,
                            SESSION_PER_ACCOUNT,
                            SESSION_KEEPALIVE,
                            SESSION_DEAD_AFTER,
                            SESSION_RESUMPTION,
                            SESSION_UNACKNOWLEDGED)),
            new ConfigTable(
                    "storage",
                    false,
                    "Where accounts, messages and everything else is stored.",
                    List.of(
                            STORAGE_TYPE,
                            STORAGE_FILE,
                            STORAGE_URL,
                            STORAGE_USER,
                            STORAGE_PASSWORD,
                            STORAGE_CONNECTIONS)),
            new ConfigTable(
                    "archive",
                    false,
                    "The message archive.",
                    List.of(ARCHIVE_ENABLED, ARCHIVE_SEARCH, ARCHIVE_DEFAULT, ARCHIVE_KEEP, ARCHIVE_KEEP_MESSAGES)),
            new ConfigTable(
                    "rooms",
                    false,
                    "Conference rooms, at the address conference. below each host.",
                    List.of(
                            ROOMS_CREATION,
                            ROOMS_LOCK,
                            ROOMS_OCCUPANTS,
                            ROOMS_HISTORY,
                            ROOMS_PRESENCE,
                            ROOMS_BURST,
                            ROOMS_PACE)),
            new ConfigTable(
                    "pubsub",
                    false,
                    "Publish and subscribe, at the address pubsub. below each host and at the addresses of accounts.",
                    List.of(
                            PUBSUB_NODES_PER_ACCOUNT,
                            PUBSUB_NODES,
                            PUBSUB_ITEMS,
                            PUBSUB_PAYLOAD_SIZE,
                            PUBSUB_SUBSCRIPTIONS,
                            PUBSUB_SUBSCRIBERS)),
            new ConfigTable(
                    "proxy",
                    false,
                    "The proxy through which clients send files to each other.",
                    List.of(
                            PROXY_ENABLED,
                            PROXY_NAME,
                            PROXY_ADDRESS,
                            PROXY_PORT,
                            PROXY_HOST,
                            PROXY_ADVERTISED_PORT,
                            PROXY_GUESTS,
                            PROXY_CONNECTIONS,
                            PROXY_PER_ACCOUNT,
                            PROXY_RATE,
                            PROXY_HANDSHAKE,
                            PROXY_ACTIVATION,
                            PROXY_IDLE)),
            new ConfigTable(
                    "external_service",
                    true,
                    """
                    A service beside this server that clients are told about (XEP-0215), such as a TURN server for \
                    calls; one table for each.""",
                    List.of(
                            EXTERNAL_TYPE,
                            EXTERNAL_HOST,
                            EXTERNAL_PORT,
                            EXTERNAL_TRANSPORT,
                            EXTERNAL_NAME,
                            EXTERNAL_USERNAME,
                            EXTERNAL_PASSWORD,
                            EXTERNAL_SECRET,
                            EXTERNAL_LIFETIME,
                            EXTERNAL_HOSTS,
                            EXTERNAL_GUESTS)),
            new ConfigTable(
                    "upload",
                    false,
                    "Files that people upload for others to fetch (XEP-0363).",
                    List.of(
                            UPLOAD_ENABLED,
                            UPLOAD_NAME,
                            UPLOAD_URL,
                            UPLOAD_MAX_SIZE,
                            UPLOAD_ACCOUNT_QUOTA,
                            UPLOAD_LASTING_QUOTA,
                            UPLOAD_HOST_QUOTA,
                            UPLOAD_WHEN_FULL,
                            UPLOAD_KEEP,
                            UPLOAD_SLOTS_PER_ACCOUNT,
                            UPLOAD_SLOT_LIFETIME,
                            UPLOAD_PATIENCE,
                            UPLOAD_SLOWEST,
                            UPLOAD_LEAVE_FREE,
                            UPLOAD_FOLDER,
                            UPLOAD_STORE,
                            UPLOAD_S3_ENDPOINT,
                            UPLOAD_S3_REGION,
                            UPLOAD_S3_BUCKET,
                            UPLOAD_S3_PREFIX,
                            UPLOAD_S3_ACCESS_KEY,
                            UPLOAD_S3_SECRET_KEY)),
            new ConfigTable("control", false, "The administrator's way in.", List.of(CONTROL_SOCKET)));

    private ConfigSchema() {}

    static ConfigTable table(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("there is no table " + name));
    }

    static Optional<ConfigTable> find(String name) {
        return TABLES.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** All keys, in the order of the manual. */
    public static Stream<ConfigKey<?>> keys() {
        return TABLES.stream().map(ConfigTable::keys).flatMap(Collection::stream);
    }

    /** The key with a path such as {@code limits.depth}. */
    public static Optional<ConfigKey<?>> key(String path) {
        return keys().filter(key -> key.path().equals(path)).findFirst();
    }

    private static ValueType<ArchivePolicy> archivePolicy() {
        Map<String, ArchivePolicy> choices = new LinkedHashMap<>();
        for (ArchivePolicy policy : ArchivePolicy.values()) {
            choices.put(policy.wire(), policy);
        }
        return choice(choices);
    }

    private static ValueType<Duration> keep() {
        return retention(Retention.SHORTEST, Retention.LONGEST);
    }

    private static ValueType<Integer> keepMessages() {
        return integer(0, 1_000_000_000);
    }

    private static ValueType<String> domain() {
        return text("a domain", "example.org", TextForms::domain);
    }

    private static ValueType<String> label() {
        return text("one label of a domain", "upload", TextForms::label);
    }

    private static ValueType<String> ipAddress() {
        return text("an IP address", "::", TextForms::ipAddress);
    }

    private static ValueType<String> addressOrDomain() {
        return text(
                "an IP address or a domain",
                "files.example.org",
                text -> TextForms.ipAddress(text).or(() -> TextForms.domain(text)));
    }

    private static ValueType<String> serviceType() {
        return text("a type of service", "turn", TextForms::serviceType);
    }

    private static ValueType<String> uri() {
        return text("an address with its scheme", "mailto:abuse@example.org", TextForms::uri);
    }

    private static ValueType<String> addressRange() {
        return text("an IP address or range", "10.0.0.0/8", TextForms::addressRange);
    }

    private static ValueType<String> origin() {
        return text("a web address without a path", "https://chat.example.org", TextForms::origin);
    }

    private static ValueType<String> originOrAll() {
        return text(
                "a web address without a path, or *",
                "https://chat.example.org",
                text -> text.equals("*") ? Optional.of(text) : TextForms.origin(text));
    }

    private static ValueType<String> webSocketUrl() {
        return text("a WebSocket address", "wss://chat.example.org/xmpp-websocket", TextForms::webSocketUrl);
    }

    private static ValueType<String> postgresqlUrl() {
        return text("a JDBC URL", "jdbc:postgresql://localhost/carillon", TextForms::postgresqlUrl);
    }

    private static ValueType<String> words(String... words) {
        return words(List.of(words));
    }

    private static ValueType<String> words(List<String> words) {
        Map<String, String> choices = new LinkedHashMap<>();
        words.forEach(word -> choices.put(word, word));
        return choice(choices);
    }

    private static <T> Map<String, T> inOrder(String first, T firstValue, String second, T secondValue) {
        Map<String, T> choices = new LinkedHashMap<>();
        choices.put(first, firstValue);
        choices.put(second, secondValue);
        return choices;
    }

    private static <T> Map<String, T> inOrder(
            String first, T firstValue, String second, T secondValue, String third, T thirdValue) {
        Map<String, T> choices = inOrder(first, firstValue, second, secondValue);
        choices.put(third, thirdValue);
        return choices;
    }
}
