package im.carillon.archive;

import im.carillon.archive.search.TextSearch;
import im.carillon.config.ArchiveConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.rsm.ResultSet;
import im.carillon.rsm.ResultSetRequest;
import im.carillon.stanza.DateTimeProfile;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.timeline.Positions;
import im.carillon.timeline.TimelineEntry;
import im.carillon.timeline.TimelineId;
import im.carillon.timeline.TimelinePage;
import im.carillon.timeline.TimelineQuery;
import im.carillon.timeline.TimelineReader;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Answers what is asked of an archive (XEP-0313), whoever it belongs to. An account's archive is
 * asked through an IQ handler here; a service asks on behalf of its rooms:
 *
 * <pre>{@code
 * if (ArchiveQueries.areFor(iq)) {
 *     mayRead(room, iq.sender());            // throws forbidden, or item-not-found
 *     Archive archive = new Archive(room.timeline(), room.address(), maySeeAddresses, room::asSeenBy);
 *     XmlElement answer = archives.answer(iq, archive, output);   // results go out first
 *     output.accept(iq.result(answer));
 * }
 * }</pre>
 *
 * and adds {@link #features} to what it tells about a room. The methods block on the database, for
 * the time of one page, and belong on the asker's thread.
 */
@Singleton
public final class ArchiveQueries {

    public static final String NAMESPACE = "urn:xmpp:mam:2";

    private static final String FORWARD = "urn:xmpp:forward:0";
    private static final String DELAY = "urn:xmpp:delay";
    private static final String STABLE_ID = "urn:xmpp:sid:0";

    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 250;

    private final TimelineReader timelines;
    private final TextSearch search;
    private final ArchiveConfig config;

    @Inject
    ArchiveQueries(TimelineReader timelines, TextSearch search, ArchiveConfig config) {
        this.timelines = timelines;
        this.search = search;
        this.config = config;
    }

    /** What service discovery tells about the address of an archive. */
    public Set<String> features() {
        return config.search()
                ? Set.of(NAMESPACE, NAMESPACE + "#extended", QueryForm.FULL_TEXT)
                : Set.of(NAMESPACE, NAMESPACE + "#extended");
    }

    /** Whether a request is one that archives answer. */
    public static boolean areFor(Iq iq) {
        return iq.isRequest()
                && iq.payload()
                        .filter(payload -> payload.is(NAMESPACE, "query")
                                || iq.type() == Iq.Type.GET && payload.is(NAMESPACE, "metadata"))
                        .isPresent();
    }

    /**
     * Answers a request for which {@link #areFor} holds, and whose asker may read the archive.
     *
     * @param results takes the messages of the page, in their order; they must be sent before the answer
     * @return what the answer carries
     */
    public XmlElement answer(Iq iq, Archive archive, Consumer<? super Message> results) throws StanzaException {
        XmlElement payload = iq.payload().orElseThrow();
        if (payload.name().equals("metadata")) {
            return metadata(archive.timeline());
        }
        if (iq.type() == Iq.Type.GET) {
            return XmlElement.of(NAMESPACE, "query").withChild(QueryForm.empty(fields(archive)));
        }
        return page(iq, payload, archive, results);
    }

    private Set<QueryForm.Extra> fields(Archive archive) {
        Set<QueryForm.Extra> fields = EnumSet.noneOf(QueryForm.Extra.class);
        if (archive.timeline().isAccount()) {
            fields.add(QueryForm.Extra.GROUPCHAT);
        }
        if (config.search()) {
            fields.add(QueryForm.Extra.TEXT);
        }
        return fields;
    }

    /** XEP-0313 §5. */
    XmlElement metadata(TimelineId timeline) {
        XmlElement.Builder metadata = XmlElement.builder(NAMESPACE, "metadata");
        timelines.bounds(timeline).ifPresent(bounds -> {
            metadata.child(end("start", bounds.first()));
            metadata.child(end("end", bounds.last()));
        });
        return metadata.build();
    }

    private static XmlElement end(String name, long position) {
        return XmlElement.builder(NAMESPACE, name)
                .attribute("id", Positions.id(position))
                .attribute("timestamp", DateTimeProfile.format(Positions.time(position)))
                .build();
    }

    private XmlElement page(Iq iq, XmlElement query, Archive archive, Consumer<? super Message> results)
            throws StanzaException {
        ResultSetRequest part = ResultSetRequest.in(query);
        QueryForm form = QueryForm.in(query, fields(archive));
        form.checkGroupchat();
        TimelineQuery wanted = filtered(paged(part), form);
        Optional<Jid> with = form.with();
        if (with.isPresent()) {
            wanted = conversation(wanted, with.get(), archive);
        }
        Optional<String> text = form.text();
        TimelinePage page = (text.isPresent()
                        ? search.page(archive.timeline(), wanted, text.get())
                        : timelines.page(archive.timeline(), wanted))
                .orElseThrow(() -> new StanzaException(
                        ErrorCondition.ITEM_NOT_FOUND, "there is no message with one of the ids in this archive"));
        List<TimelineEntry> entries = page.entries();
        boolean flipped = query.hasChild(NAMESPACE, "flip-page");
        for (TimelineEntry entry : flipped ? entries.reversed() : entries) {
            results.accept(result(iq, query.attribute("queryid"), archive, entry));
        }
        return fin(page, wanted.backwards());
    }

    /** Which part of the result is wanted (XEP-0313 §4.3). */
    private static TimelineQuery paged(ResultSetRequest part) throws StanzaException {
        int limit = Math.min(part.max().orElse(USUAL_PAGE), LARGEST_PAGE);
        int skip = part.index().orElse(0);
        if (skip > TimelineReader.MOST_COUNTED) {
            throw new StanzaException(
                    ErrorCondition.FEATURE_NOT_IMPLEMENTED, "pages that far in are found by id, not by index");
        }
        TimelineQuery query = (part.backwards() ? TimelineQuery.last(limit) : TimelineQuery.first(limit))
                .skipping(skip)
                .counting();
        if (part.after().isPresent()) {
            query = query.after(QueryForm.position(part.after().get()));
        }
        if (part.before().isPresent()) {
            query = query.before(QueryForm.position(part.before().get()));
        }
        Set<Long> known = new HashSet<>();
        part.after().flatMap(Positions::ofId).ifPresent(known::add);
        part.before().flatMap(Positions::ofId).ifPresent(known::add);
        return query.ifKnown(known);
    }

    /** Which messages are wanted at all (XEP-0313 §4.1). */
    private static TimelineQuery filtered(TimelineQuery page, QueryForm form) throws StanzaException {
        Set<Long> known = new HashSet<>(page.known());
        TimelineQuery query = page;
        if (form.start().isPresent()) {
            query = query.since(form.start().get());
        }
        if (form.end().isPresent()) {
            query = query.until(form.end().get());
        }
        if (form.afterId().isPresent()) {
            query = query.after(form.afterId().get());
            known.add(form.afterId().get());
        }
        if (form.beforeId().isPresent()) {
            query = query.before(form.beforeId().get());
            known.add(form.beforeId().get());
        }
        if (form.ids().isPresent()) {
            query = query.only(form.ids().get());
            known.addAll(form.ids().get());
        }
        return query.ifKnown(known);
    }

    /** XEP-0313 §4.1.1; in a room, an occupant is found by its address there. */
    private static TimelineQuery conversation(TimelineQuery query, Jid with, Archive archive) throws StanzaException {
        boolean occupant = archive.timeline().isRoom() && with.bare().equals(archive.address());
        if (!occupant && !archive.peersShown()) {
            throw new StanzaException(ErrorCondition.FORBIDDEN, "who said what in this room is not told");
        }
        TimelineQuery narrowed = occupant ? query : query.with(with.bare());
        return with instanceof FullJid full ? narrowed.party(full) : narrowed;
    }

    /** XEP-0313 §4.2. */
    private static Message result(Iq iq, Optional<String> queryId, Archive archive, TimelineEntry entry) {
        XmlElement delay = XmlElement.builder(DELAY, "delay")
                .attribute("stamp", DateTimeProfile.format(Positions.time(entry.position())))
                .build();
        XmlElement shown = archive.shown().apply(withoutIds(entry.element(), archive.address()));
        XmlElement forwarded = XmlElement.builder(FORWARD, "forwarded")
                .child(delay)
                .child(shown)
                .build();
        XmlElement result = XmlElement.builder(NAMESPACE, "result")
                .attribute("queryid", queryId)
                .attribute("id", Positions.id(entry.position()))
                .child(forwarded)
                .build();
        return Message.of(Message.Type.NORMAL, archive.address(), iq.sender(), result);
    }

    /** What somebody else wrote must not pass for an id that was given out here (XEP-0359 §6). */
    private static XmlElement withoutIds(XmlElement message, BareJid by) {
        List<XmlElement> ids = message.children(STABLE_ID, "stanza-id");
        return ids.isEmpty()
                ? message
                : message.withNodes(message.nodes().stream()
                        .filter(node -> !(node instanceof XmlElement id
                                && id.is(STABLE_ID, "stanza-id")
                                && id.attributeOr("by", "").equals(by.toString())))
                        .toList());
    }

    /** XEP-0313 §4.3: which part this was, and whether it was the last one. */
    private static XmlElement fin(TimelinePage page, boolean backwards) {
        Optional<String> first = page.entries().stream().findFirst().map(entry -> Positions.id(entry.position()));
        Optional<String> last =
                first.map(id -> Positions.id(page.entries().getLast().position()));
        if (!page.complete() && page.reached().isPresent()) {
            // a search that was given up before the page was full goes on from where it was
            String reached = Positions.id(page.reached().get());
            first = backwards ? Optional.of(reached) : first.or(() -> Optional.of(reached));
            last = backwards ? last.or(() -> Optional.of(reached)) : Optional.of(reached);
        }
        XmlElement.Builder fin = XmlElement.builder(NAMESPACE, "fin");
        if (page.complete()) {
            fin.attribute("complete", "true");
        }
        return fin.child(new ResultSet(first, last, page.index(), page.count()).toElement())
                .build();
    }
}
