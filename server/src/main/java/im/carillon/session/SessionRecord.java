package im.carillon.session;

import im.carillon.jid.FullJid;
import im.carillon.session.OutboundQueue.Numbered;
import im.carillon.session.Unanswered.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A session that can be resumed, as it was stored. */
record SessionRecord(
        long id,
        FullJid address,
        byte[] secret,
        Duration lifetime,
        Instant since,
        long handled,
        long acknowledged,
        List<Request> unanswered,
        Map<String, byte[]> values,
        List<Numbered> deliveries) {}
