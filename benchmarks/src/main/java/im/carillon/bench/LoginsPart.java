package im.carillon.bench;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * CPU for each login with SCRAM-SHA-256, from the TCP connection to the bound resource. The baseline is a connection to
 * the echoing relay with as many round trips.
 */
record LoginsPart(Workplace workplace) implements Part {
    private static final int AT_A_TIME = 8;

    /** Times the warm-up of other rows: many kinds of code run a few times each. */
    private static final int WARM_UPS = 2;

    private static final int HANDSHAKES_TO_WARM_UP = 5000;

    private record Kind(String name, LoginPlan plan, int roundTrips, double goal) {}

    @Override
    public List<Row> measure() {
        Options options = workplace.options();
        List<Row> rows = new ArrayList<>();
        try (Server server = Server.start(workplace, "logins", true);
                Relay relay = Relay.start("echo", options);
                LoadLoop loop = new LoadLoop()) {
            for (Kind kind : kinds()) {
                try {
                    rows.add(row(kind, server, relay, loop));
                } catch (NotOfferedException e) {
                    Progress.say(kind.name() + ": left out. " + e.getMessage());
                    loop.abortAll();
                }
            }
        }
        rows.add(handshakes());
        return rows;
    }

    private List<Kind> kinds() {
        Optional<SSLContext> tls = Optional.of(workplace.certificate().client());
        LoginPlan sasl = workplace.plan();
        LoginPlan sasl2 = sasl.with(LoginPlan.Profile.SASL2);
        return List.of(
                new Kind("login, SASL, TCP", sasl, 5, 300),
                new Kind("login, SASL2, TCP", sasl2, 3, 300),
                new Kind("login, SASL, new TLS 1.3", sasl.with(tls), 8, 2000),
                new Kind("login, SASL2, new TLS 1.3", sasl2.with(tls), 6, 2000));
    }

    private Row row(Kind kind, Server server, Relay relay, LoadLoop loop) {
        Opener toServer = new XmppOpener(loop, server.address(), kind.plan());
        Opener toRelay = new RelayOpener(loop, relay.address(), kind.roundTrips());
        Progress.say(kind.name() + ": warming up");
        long end = System.nanoTime() + WARM_UPS * workplace.options().warmUp().toNanos();
        while (System.nanoTime() < end) {
            cost(kind, loop, toServer, server.cpu());
        }
        List<Double> served = new ArrayList<>();
        List<Double> relayed = new ArrayList<>();
        for (int run = 0; run < workplace.options().runs(); run++) {
            served.add(cost(kind, loop, toServer, server.cpu()));
            relayed.add(relayCost(loop, toRelay, relay.cpu()));
            Progress.say(kind.name() + ": " + Table.number(served.getLast()) + " µs, relay "
                    + Table.number(relayed.getLast()) + " µs");
        }
        return new Row(
                kind.name(),
                "µs CPU",
                new Runs(served),
                new Runs(relayed),
                kind.goal(),
                AT_A_TIME + " at a time, relay: " + kind.roundTrips() + " round trips");
    }

    private double cost(Kind kind, LoadLoop loop, Opener opener, CpuClock cpu) {
        int count = workplace.options().logins();
        long before = cpu.nanos();
        List<Session> sessions = Storm.open(loop, opener, 0, count, AT_A_TIME);
        double micros = (cpu.nanos() - before) / 1e3 / count;
        if (kind.plan().tls().isPresent()) {
            check(sessions.getLast().link().tlsEngine().orElseThrow());
        }
        Farewell.to(sessions, loop);
        return micros;
    }

    private double relayCost(LoadLoop loop, Opener opener, CpuClock cpu) {
        int count = workplace.options().logins();
        long before = cpu.nanos();
        List<Session> sessions = Storm.open(loop, opener, 0, count, AT_A_TIME);
        double micros = (cpu.nanos() - before) / 1e3 / count;
        sessions.forEach(session -> session.link().abort());
        return micros;
    }

    private static void check(SSLEngine engine) {
        try {
            X509Certificate certificate = (X509Certificate) engine.getSession().getPeerCertificates()[0];
            String key = certificate.getPublicKey().getAlgorithm();
            if (!engine.getSession().getProtocol().equals("TLSv1.3") || !key.equals("EC")) {
                throw new BenchmarkException("Not TLS 1.3 with an ECDSA certificate: "
                        + engine.getSession().getProtocol() + " with " + key);
            }
        } catch (SSLPeerUnverifiedException e) {
            throw new BenchmarkException("The server showed no certificate", e);
        }
    }

    private Row handshakes() {
        HandshakeCost cost = new HandshakeCost(workplace.certificate(), Server.DOMAIN);
        int count = workplace.options().logins();
        cost.micros(HANDSHAKES_TO_WARM_UP);
        List<Double> runs = IntStream.range(0, workplace.options().runs())
                .mapToObj(i -> cost.micros(count))
                .toList();
        return new Row(
                "TLS 1.3 handshake",
                "µs CPU",
                new Runs(runs),
                Optional.empty(),
                Optional.empty(),
                "the JDK's server half alone, for comparison");
    }
}
