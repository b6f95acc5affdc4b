package im.carillon.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * CPU for each notification of a node with many subscribers (XEP-0060 §7.1.2), the item stored before they are sent;
 * for small publications to different nodes; and for a login with many contacts who keep items (XEP-0163 §4.3.4).
 */
record PubsubPart(Workplace workplace) implements Part {
    static final int SUBSCRIBERS = 1_000;

    private static final String SERVICE = "pubsub." + Server.DOMAIN;
    private static final String NODE = "bench";
    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    private static final int AT_A_TIME = 16;
    private static final int WINDOW = 16;
    private static final int CONTACTS = 200;
    private static final int WARM_LOGINS = 60;
    private static final int LOGINS = 10;
    private static final double GOAL_OF_NOTIFICATION = 2.5;
    private static final double GOAL_OF_PUBLICATION = 200;
    private static final double GOAL_OF_LOGIN = 5;

    @Override
    public List<Row> measure() {
        List<Row> rows = new ArrayList<>();
        rows.add(notifications());
        rows.addAll(publications());
        rows.add(logins());
        return rows;
    }

    private List<Session> sessions(LoadLoop loop, Server server, boolean available, int count) {
        LoginPlan plan = workplace.plan().becomingAvailable(available);
        return Storm.open(loop, new XmppOpener(loop, server.address(), plan), 0, count, AT_A_TIME);
    }

    private Row notifications() {
        try (Server server = Server.start(workplace, "node", true);
                LoadLoop loop = new LoadLoop()) {
            List<Session> sessions = sessions(loop, server, true, SUBSCRIBERS);
            Asking asking = new Asking(loop, sessions);
            asking.ask(
                    sessions.getFirst(),
                    "set",
                    SERVICE,
                    "<pubsub xmlns='" + PUBSUB + "'><create node='" + NODE + "'/></pubsub>");
            asking.await();
            for (Session session : sessions) {
                asking.ask(
                        session,
                        "set",
                        SERVICE,
                        "<pubsub xmlns='" + PUBSUB + "'><subscribe node='" + NODE + "' jid='" + session.address()
                                + "'/></pubsub>");
            }
            asking.await();
            Row row = notifications(loop, server, sessions);
            Farewell.to(sessions, loop);
            return row;
        }
    }

    private Row notifications(LoadLoop loop, Server server, List<Session> sessions) {
        Options options = workplace.options();
        String name = String.format(Locale.ROOT, "notification, %,d subscribers", SUBSCRIBERS);
        CpuClock own = CpuClock.of(ProcessHandle.current().pid());
        try (Relay relay = Relay.start("room", options)) {
            List<Session> links =
                    Storm.open(loop, new RelayOpener(loop, relay.address(), 0), 0, sessions.size(), AT_A_TIME);
            String text = "x".repeat(options.body());
            RoomTraffic served = new RoomTraffic(
                    loop,
                    sessions,
                    server.cpu(),
                    own,
                    number -> "<iq type='set' id='p" + number + "' to='" + SERVICE + "'><pubsub xmlns='" + PUBSUB
                            + "'><publish node='" + NODE + "'><item id='i" + number
                            + "'><note xmlns='urn:example:bench'><body>" + text
                            + "</body></note></item></publish></pubsub></iq>");
            RoomTraffic relayed = new RoomTraffic(loop, links, relay.cpu(), own, RoomTraffic.lines(options.body()));
            Progress.say(name + ": warming up for " + options.warmUp().toSeconds() + " s");
            Sample last = served.run(WINDOW, options.warmUp());
            List<Double> ofServer = new ArrayList<>();
            List<Double> ofRelay = new ArrayList<>();
            for (int i = 0; i < options.runs(); i++) {
                last = served.run(WINDOW, options.runLength());
                ofServer.add(last.cpuMicros());
                ofRelay.add(
                        relayed.run(WINDOW, options.runLength().dividedBy(2)).cpuMicros());
                Progress.say(name + ": " + Table.number(last.cpuMicros()) + " µs (" + last.summary() + ")");
            }
            links.forEach(session -> session.link().abort());
            return new Row(name, "µs CPU", new Runs(ofServer), new Runs(ofRelay), GOAL_OF_NOTIFICATION, last.summary());
        }
    }

    /** Each session publishes to a node of its own account. */
    private List<Row> publications() {
        Options options = workplace.options();
        CpuClock own = CpuClock.of(ProcessHandle.current().pid());
        try (Server server = Server.start(workplace, "publications", true);
                Relay relay = Relay.start("echo", options);
                LoadLoop loop = new LoadLoop()) {
            int ends = 2 * options.pairs();
            List<Session> sessions = sessions(loop, server, false, ends);
            List<Session> links = Storm.open(loop, new RelayOpener(loop, relay.address(), 0), 0, ends, ends);
            Templates publications = Templates.publications();
            int size = publications.to("").length();
            Traffic served = Traffic.echoes(loop, server.cpu(), own, sessions, publications);
            Traffic relayed = Traffic.echoes(loop, relay.cpu(), own, links, Templates.lines(size));
            List<Row> rows = new TrafficComparison(served, relayed, options)
                    .rows("publication", Map.of(WINDOW, GOAL_OF_PUBLICATION));
            Farewell.to(sessions, loop);
            return rows;
        }
    }

    private Row logins() {
        try (Server server = Server.start(workplace, "contacts", true);
                LoadLoop loop = new LoadLoop()) {
            Contacts contacts = new Contacts(loop);
            List<Session> all = sessions(loop, server, false, CONTACTS + 1).stream()
                    .sorted(Comparator.comparing(Session::address))
                    .toList();
            contacts.make(all);
            Farewell.to(all, loop);
            for (int i = 0; i < WARM_LOGINS; i++) {
                login(loop, server, contacts);
            }
            List<Double> values = new ArrayList<>();
            for (int run = 0; run < workplace.options().runs(); run++) {
                long began = server.cpu().nanos();
                for (int i = 0; i < LOGINS; i++) {
                    login(loop, server, contacts);
                }
                values.add((server.cpu().nanos() - began) / 1e6 / LOGINS);
                Progress.say("login with contacts: " + Table.number(values.getLast()) + " ms");
            }
            String name = String.format(
                    Locale.ROOT,
                    "login, %d contacts of %d items, %d +notify",
                    CONTACTS,
                    Contacts.ITEMS,
                    Contacts.FEATURES);
            return new Row(
                    name,
                    "ms CPU",
                    new Runs(values),
                    Optional.empty(),
                    Optional.of(GOAL_OF_LOGIN),
                    "logged in, told, logged out; " + LOGINS + " in a run");
        }
    }

    private void login(LoadLoop loop, Server server, Contacts contacts) {
        List<Session> one = sessions(loop, server, false, 1);
        contacts.arrive(one.getFirst(), CONTACTS);
        Farewell.to(one, loop);
    }
}
