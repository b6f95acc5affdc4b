package im.carillon.config;

import static im.carillon.config.ConfigSchema.ARCHIVE_DEFAULT;
import static im.carillon.config.ConfigSchema.ARCHIVE_ENABLED;
import static im.carillon.config.ConfigSchema.ARCHIVE_KEEP;
import static im.carillon.config.ConfigSchema.ARCHIVE_KEEP_MESSAGES;
import static im.carillon.config.ConfigSchema.ARCHIVE_SEARCH;
import static im.carillon.config.ConfigSchema.AUTHENTICATION_DEADLINE;
import static im.carillon.config.ConfigSchema.AUTHENTICATION_FAST_TOKEN_LIFETIME;
import static im.carillon.config.ConfigSchema.AUTHENTICATION_MECHANISMS;
import static im.carillon.config.ConfigSchema.AUTHENTICATION_PLAIN_WITHOUT_TLS;
import static im.carillon.config.ConfigSchema.AUTHENTICATION_SCRAM_ITERATIONS;
import static im.carillon.config.ConfigSchema.BOSH_HOLD;
import static im.carillon.config.ConfigSchema.BOSH_INACTIVITY;
import static im.carillon.config.ConfigSchema.BOSH_MAX_PAUSE;
import static im.carillon.config.ConfigSchema.BOSH_POLLING;
import static im.carillon.config.ConfigSchema.BOSH_POLLING_INACTIVITY;
import static im.carillon.config.ConfigSchema.BOSH_WAIT;
import static im.carillon.config.ConfigSchema.DATA;
import static im.carillon.config.ConfigSchema.EXTERNAL_TYPE;
import static im.carillon.config.ConfigSchema.HOST_ADMINS;
import static im.carillon.config.ConfigSchema.HOST_ANONYMOUS;
import static im.carillon.config.ConfigSchema.HOST_ARCHIVE_DEFAULT;
import static im.carillon.config.ConfigSchema.HOST_ARCHIVE_KEEP;
import static im.carillon.config.ConfigSchema.HOST_ARCHIVE_KEEP_MESSAGES;
import static im.carillon.config.ConfigSchema.HOST_CONTACTS;
import static im.carillon.config.ConfigSchema.HOST_NAME;
import static im.carillon.config.ConfigSchema.HOST_REGISTRATION;
import static im.carillon.config.ConfigSchema.LIMITS_ATTRIBUTES;
import static im.carillon.config.ConfigSchema.LIMITS_BURST;
import static im.carillon.config.ConfigSchema.LIMITS_CONNECTIONS_PER_ADDRESS;
import static im.carillon.config.ConfigSchema.LIMITS_DEPTH;
import static im.carillon.config.ConfigSchema.LIMITS_INBOX_SIZE;
import static im.carillon.config.ConfigSchema.LIMITS_IN_BAND_RATE;
import static im.carillon.config.ConfigSchema.LIMITS_MEMORY_BEFORE_LOGIN;
import static im.carillon.config.ConfigSchema.LIMITS_NAME_LENGTH;
import static im.carillon.config.ConfigSchema.LIMITS_OFFLINE_MESSAGES;
import static im.carillon.config.ConfigSchema.LIMITS_OUTBOX_SIZE;
import static im.carillon.config.ConfigSchema.LIMITS_RATE;
import static im.carillon.config.ConfigSchema.LIMITS_RATE_BEFORE_LOGIN;
import static im.carillon.config.ConfigSchema.LIMITS_STANZA_SIZE;
import static im.carillon.config.ConfigSchema.LIMITS_STANZA_SIZE_BEFORE_LOGIN;
import static im.carillon.config.ConfigSchema.LISTENER_ADDRESS;
import static im.carillon.config.ConfigSchema.LISTENER_PORT;
import static im.carillon.config.ConfigSchema.LISTENER_TLS;
import static im.carillon.config.ConfigSchema.PUBSUB_ITEMS;
import static im.carillon.config.ConfigSchema.PUBSUB_NODES;
import static im.carillon.config.ConfigSchema.PUBSUB_NODES_PER_ACCOUNT;
import static im.carillon.config.ConfigSchema.PUBSUB_PAYLOAD_SIZE;
import static im.carillon.config.ConfigSchema.PUBSUB_SUBSCRIBERS;
import static im.carillon.config.ConfigSchema.PUBSUB_SUBSCRIPTIONS;
import static im.carillon.config.ConfigSchema.ROOMS_BURST;
import static im.carillon.config.ConfigSchema.ROOMS_CREATION;
import static im.carillon.config.ConfigSchema.ROOMS_HISTORY;
import static im.carillon.config.ConfigSchema.ROOMS_LOCK;
import static im.carillon.config.ConfigSchema.ROOMS_OCCUPANTS;
import static im.carillon.config.ConfigSchema.ROOMS_PACE;
import static im.carillon.config.ConfigSchema.ROOMS_PRESENCE;
import static im.carillon.config.ConfigSchema.SESSION_CONFLICT;
import static im.carillon.config.ConfigSchema.SESSION_DEAD_AFTER;
import static im.carillon.config.ConfigSchema.SESSION_KEEPALIVE;
import static im.carillon.config.ConfigSchema.SESSION_PER_ACCOUNT;
import static im.carillon.config.ConfigSchema.SESSION_RESUMPTION;
import static im.carillon.config.ConfigSchema.SESSION_UNACKNOWLEDGED;
import static im.carillon.config.ConfigSchema.TLS_CERTIFICATES;
import static im.carillon.config.ConfigSchema.TLS_PROTOCOLS;
import static im.carillon.config.ConfigSchema.TLS_REQUIRED;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the records from what the files say, and checks what concerns several keys together. */
final class ConfigAssembly {

    private static final List<ListenerConfig> DEFAULT_LISTENERS =
            List.of(new ListenerConfig("::", 5222, false), new ListenerConfig("::", 5223, true));

    private final Path file;
    private final ConfigTree tree;
    private final Optional<Path> dataOverride;
    private final Problems problems;
    private final List<ConfigValue> values = new ArrayList<>();

    ConfigAssembly(Path file, ConfigTree tree, Optional<Path> dataOverride, Problems problems) {
        this.file = file;
        this.tree = tree;
        this.dataOverride = dataOverride;
        this.problems = problems;
    }

    /** Every key as it was read; complete after {@link #assemble}. */
    List<ConfigValue> values() {
        return values;
    }

    /** Wrong values are replaced by defaults: the result counts only when there is no problem. */
    CarillonConfig assemble() {
        Path directory = Optional.ofNullable(file.getParent()).orElse(file);
        Path data = data(directory);
        Bases bases = new Bases(directory, data);
        ArchiveConfig archive = archive(reader("archive", bases));
        TableReader limits = reader("limits", bases);
        return new CarillonConfig(
                data,
                hosts(bases, archive.rules()),
                listeners(bases),
                new HttpAssembly(reader("http", bases)).assemble(),
                bosh(reader("bosh", bases)),
                tls(reader("tls", bases)),
                authentication(reader("authentication", bases)),
                limits(limits),
                rates(limits),
                session(reader("session", bases)),
                new StorageAssembly(reader("storage", bases), file, problems).assemble(),
                archive,
                rooms(reader("rooms", bases)),
                pubsub(reader("pubsub", bases)),
                ProxyAssembly.assemble(reader("proxy", bases)),
                externalServices(bases),
                new UploadAssembly(reader("upload", bases), file, problems).assemble(),
                control(reader("control", bases)));
    }

    private Path data(Path directory) {
        Path written = reader("", new Bases(directory, directory)).get(DATA);
        dataOverride.ifPresent(path -> values.set(
                0,
                new ConfigValue(
                        DATA.path(),
                        DATA,
                        Optional.of(DATA.type().show(path)),
                        Optional.of(ConfigSource.of(Path.of("--data"))))));
        return dataOverride.map(Path::normalize).orElse(written);
    }

    private TableReader reader(String table, Bases bases) {
        return new TableReader(table, tree.entries(table), bases, problems, values);
    }

    private List<TableReader> readers(String table, Bases bases) {
        List<TableReader> readers = new ArrayList<>();
        for (Raw.Table each : tree.tables(table)) {
            String path = table + "[" + (readers.size() + 1) + "]";
            readers.add(new TableReader(path, each.entries(), bases, problems, values));
        }
        return readers;
    }

    private static ArchiveConfig archive(TableReader reader) {
        return new ArchiveConfig(
                reader.get(ARCHIVE_ENABLED),
                reader.get(ARCHIVE_SEARCH),
                new ArchiveRules(
                        reader.get(ARCHIVE_DEFAULT),
                        new Retention(reader.get(ARCHIVE_KEEP), reader.get(ARCHIVE_KEEP_MESSAGES))));
    }

    private static ArchiveRules archive(TableReader host, ArchiveRules otherwise) {
        return new ArchiveRules(
                host.find(HOST_ARCHIVE_DEFAULT).orElse(otherwise.policy()),
                new Retention(
                        host.find(HOST_ARCHIVE_KEEP)
                                .orElse(otherwise.retention().keep()),
                        host.find(HOST_ARCHIVE_KEEP_MESSAGES)
                                .orElse(otherwise.retention().messages())));
    }

    private List<HostConfig> hosts(Bases bases, ArchiveRules archive) {
        List<HostConfig> hosts = new ArrayList<>();
        Map<String, ConfigSource> names = new HashMap<>();
        List<Raw.Table> tables = tree.tables("host");
        if (tables.isEmpty()) {
            problems.add(ConfigSource.of(file), "no host is named; write [[host]] and below it name = \"example.org\"");
        }
        List<TableReader> readers = readers("host", bases);
        for (int i = 0; i < readers.size(); i++) {
            TableReader reader = readers.get(i);
            required(reader, HOST_NAME, tables.get(i).source());
            reader.find(HOST_NAME).ifPresent(name -> {
                reader.source(HOST_NAME).ifPresent(source -> unique("the host " + name, name, source, names));
                hosts.add(host(name, reader, archive));
            });
        }
        return hosts;
    }

    private HostConfig host(String name, TableReader reader, ArchiveRules archive) {
        HostConfig host = new HostConfig(
                name,
                reader.get(HOST_ANONYMOUS),
                reader.get(HOST_REGISTRATION),
                Set.copyOf(reader.get(HOST_ADMINS)),
                reader.get(HOST_CONTACTS),
                archive(reader, archive));
        if (host.anonymous() && host.registration()) {
            reader.source(HOST_REGISTRATION)
                    .ifPresent(source -> problems.add(
                            source,
                            "host.registration: an anonymous host has no accounts to register; "
                                    + "set either anonymous or registration"));
        }
        return host;
    }

    private List<ListenerConfig> listeners(Bases bases) {
        List<ListenerConfig> listeners = new ArrayList<>();
        Map<String, ConfigSource> taken = new HashMap<>();
        List<Raw.Table> tables = tree.tables("listener");
        List<TableReader> readers = readers("listener", bases);
        for (int i = 0; i < readers.size(); i++) {
            TableReader reader = readers.get(i);
            required(reader, LISTENER_PORT, tables.get(i).source());
            String address = reader.get(LISTENER_ADDRESS);
            Optional<Integer> port = reader.find(LISTENER_PORT);
            boolean direct = reader.get(LISTENER_TLS);
            port.ifPresent(number -> {
                listeners.add(new ListenerConfig(address, number, direct));
                if (number != 0) {
                    String place = "port " + number + " of " + address;
                    reader.source(LISTENER_PORT).ifPresent(source -> unique(place, place, source, taken));
                }
            });
        }
        return tables.isEmpty() ? DEFAULT_LISTENERS : listeners;
    }

    private List<ExternalServiceConfig> externalServices(Bases bases) {
        List<ExternalServiceConfig> services = new ArrayList<>();
        List<Raw.Table> tables = tree.tables("external_service");
        List<TableReader> readers = readers("external_service", bases);
        for (int i = 0; i < readers.size(); i++) {
            TableReader reader = readers.get(i);
            ConfigSource source = tables.get(i).source();
            required(reader, EXTERNAL_TYPE, source);
            ExternalServiceAssembly.assemble(reader, source, problems).ifPresent(services::add);
        }
        return services;
    }

    private void required(TableReader reader, ConfigKey<?> key, ConfigSource table) {
        if (!reader.isSet(key)) {
            problems.add(
                    table, key.path() + " is missing: expected " + key.type().expected());
        }
    }

    private void unique(String what, String identity, ConfigSource source, Map<String, ConfigSource> seen) {
        ConfigSource earlier = seen.putIfAbsent(identity, source);
        if (earlier != null) {
            problems.add(source, what + " is already named in " + earlier);
        }
    }

    private static TlsConfig tls(TableReader reader) {
        return new TlsConfig(reader.get(TLS_CERTIFICATES), reader.get(TLS_PROTOCOLS), reader.get(TLS_REQUIRED));
    }

    private static AuthenticationConfig authentication(TableReader reader) {
        return new AuthenticationConfig(
                reader.get(AUTHENTICATION_MECHANISMS),
                reader.get(AUTHENTICATION_PLAIN_WITHOUT_TLS),
                reader.get(AUTHENTICATION_SCRAM_ITERATIONS),
                reader.get(AUTHENTICATION_DEADLINE),
                reader.get(AUTHENTICATION_FAST_TOKEN_LIFETIME));
    }

    private LimitsConfig limits(TableReader reader) {
        LimitsConfig limits = new LimitsConfig(
                Math.toIntExact(reader.get(LIMITS_STANZA_SIZE)),
                Math.toIntExact(reader.get(LIMITS_STANZA_SIZE_BEFORE_LOGIN)),
                reader.get(LIMITS_DEPTH),
                reader.get(LIMITS_ATTRIBUTES),
                reader.get(LIMITS_NAME_LENGTH),
                Math.toIntExact(reader.get(LIMITS_INBOX_SIZE)),
                Math.toIntExact(reader.get(LIMITS_OUTBOX_SIZE)),
                reader.get(LIMITS_MEMORY_BEFORE_LOGIN),
                reader.get(LIMITS_CONNECTIONS_PER_ADDRESS),
                reader.get(LIMITS_OFFLINE_MESSAGES));
        atLeastOneStanza(reader, LIMITS_INBOX_SIZE, limits.inboxBytes(), limits);
        atLeastOneStanza(reader, LIMITS_OUTBOX_SIZE, limits.outboxBytes(), limits);
        if (limits.stanzaBytesBeforeLogin() > limits.stanzaBytes()) {
            tooMuch(reader, LIMITS_STANZA_SIZE_BEFORE_LOGIN, "must not be larger than limits.stanza_size");
        }
        return limits;
    }

    private static RatesConfig rates(TableReader reader) {
        return new RatesConfig(
                reader.get(LIMITS_RATE),
                reader.get(LIMITS_BURST),
                reader.get(LIMITS_RATE_BEFORE_LOGIN),
                reader.get(LIMITS_IN_BAND_RATE));
    }

    private void atLeastOneStanza(TableReader reader, ConfigKey<?> key, int bytes, LimitsConfig limits) {
        if (bytes < limits.stanzaBytes()) {
            tooMuch(reader, key, "must hold a stanza of the largest size, limits.stanza_size");
        }
    }

    /** Points at the key, or at the other one of the comparison where this one has its default. */
    private void tooMuch(TableReader reader, ConfigKey<?> key, String message) {
        ConfigSource source =
                reader.source(key).or(() -> reader.source(LIMITS_STANZA_SIZE)).orElse(ConfigSource.of(file));
        problems.add(source, key.path() + ": " + message);
    }

    private static SessionConfig session(TableReader reader) {
        return new SessionConfig(
                reader.get(SESSION_CONFLICT),
                reader.get(SESSION_PER_ACCOUNT),
                reader.get(SESSION_KEEPALIVE),
                reader.get(SESSION_DEAD_AFTER),
                reader.get(SESSION_RESUMPTION),
                reader.get(SESSION_UNACKNOWLEDGED));
    }

    private static BoshConfig bosh(TableReader reader) {
        return new BoshConfig(
                reader.get(BOSH_WAIT),
                reader.get(BOSH_HOLD),
                reader.get(BOSH_INACTIVITY),
                reader.get(BOSH_POLLING_INACTIVITY),
                reader.get(BOSH_POLLING),
                reader.get(BOSH_MAX_PAUSE));
    }

    private static PubsubConfig pubsub(TableReader reader) {
        return new PubsubConfig(
                reader.get(PUBSUB_NODES_PER_ACCOUNT),
                reader.get(PUBSUB_NODES),
                reader.get(PUBSUB_ITEMS),
                reader.get(PUBSUB_PAYLOAD_SIZE),
                reader.get(PUBSUB_SUBSCRIPTIONS),
                reader.get(PUBSUB_SUBSCRIBERS));
    }

    private static RoomsConfig rooms(TableReader reader) {
        return new RoomsConfig(
                reader.get(ROOMS_CREATION),
                reader.get(ROOMS_LOCK),
                reader.get(ROOMS_OCCUPANTS),
                reader.get(ROOMS_HISTORY),
                reader.get(ROOMS_PRESENCE),
                reader.get(ROOMS_BURST),
                reader.get(ROOMS_PACE));
    }

    private ControlConfig control(TableReader reader) {
        return ControlAssembly.assemble(reader, file, problems);
    }
}
