package im.carillon.muc.store;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Hat;
import im.carillon.muc.state.Hats;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.RoomConfig;
import im.carillon.muc.state.Said;
import im.carillon.muc.state.Subject;
import im.carillon.storage.Database;
import im.carillon.storage.StoredXml;
import im.carillon.storage.UnitOfWork;
import im.carillon.testkit.DatabaseTest;
import im.carillon.testkit.Xml;
import im.carillon.timeline.Placement;
import im.carillon.timeline.Positions;
import im.carillon.timeline.Timelines;
import im.carillon.xml.XmlElement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What is left of a room when nobody is in it. */
class RoomStoreTest {

    private static final BareJid COVEN = BareJid.of("coven@conference.example.org");
    private static final BareJid CRONE = BareJid.of("crone1@example.org");
    private static final BareJid HAG = BareJid.of("hag66@example.org");
    private static final RoomConfig INITIAL = RoomConfig.initial(100, 2, RoomConfig.EVERYBODY);
    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    private static RoomStore store(Database database, Timelines timelines) {
        return new RoomStore(database, timelines, new StoredXml());
    }

    private static Timelines timelines(Database database) {
        return new Timelines(database, Clock.systemUTC());
    }

    private static Room make(Database database, RoomStore store, BareJid address) {
        return database.write(handle -> store.insert(handle, address, INITIAL, true, CRONE, NOW));
    }

    @DatabaseTest
    void givesBackARoomWithItsListsAndItsSubject(Database database) throws Exception {
        RoomStore store = store(database, timelines(database));
        Room made = make(database, store, COVEN);
        assertThat(store.load(COVEN, INITIAL).orElseThrow().isLocked()).isTrue();
        RoomConfig config = INITIAL.withMaxUsers(7);
        database.write(handle -> {
            store.configure(handle, made.id(), config);
            store.affiliate(
                    handle,
                    made.id(),
                    new Affiliated(HAG, Affiliation.MEMBER, Optional.of("thirdwitch"), Optional.of("worthy")));
            return made;
        });
        Subject subject = new Subject("Fire", FullJid.of(COVEN + "/crone"), Instant.ofEpochSecond(5, 6_000));
        commit(database, unit -> store.subject(unit, made.id(), subject));

        Room loaded = store.load(COVEN, INITIAL).orElseThrow();
        assertThat(loaded.id()).isEqualTo(made.id());
        assertThat(loaded.config()).isEqualTo(config);
        assertThat(loaded.isLocked()).isFalse();
        assertThat(loaded.subject()).contains(subject);
        assertThat(loaded.affiliation(CRONE)).isEqualTo(Affiliation.OWNER);
        assertThat(loaded.affiliated(HAG).orElseThrow().reason()).contains("worthy");
        assertThat(loaded.reservedFor("ThirdWitch")).contains(HAG);
    }

    @DatabaseTest
    void givesBackHatsAndWhoWearsThem(Database database) {
        RoomStore store = store(database, timelines(database));
        Room made = make(database, store, COVEN);
        Hats hats = Hats.NONE
                .with(new Hat("urn:b", "B", Optional.of("12.5")))
                .with(new Hat("urn:a", "A", Optional.empty()))
                .given(HAG, "urn:a")
                .given(HAG, "urn:b")
                .given(CRONE, "urn:a");
        database.write(handle -> {
            store.hats(handle, made.id(), hats);
            store.configure(handle, made.id(), INITIAL);
            return made;
        });
        Hats loaded = store.load(COVEN, INITIAL).orElseThrow().hats();
        assertThat(loaded.all()).isEqualTo(hats.all());
        assertThat(loaded.hash()).isEqualTo(hats.hash());
        assertThat(loaded.of(HAG)).extracting(Hat::uri).containsExactlyInAnyOrder("urn:a", "urn:b");
        assertThat(loaded.without("urn:a").worn()).containsOnlyKeys(HAG);
        assertThat(store.publicRooms(COVEN.domain(), INITIAL, 10))
                .extracting(RoomStore.Public::address)
                .containsExactly(COVEN);
    }

    @DatabaseTest
    void givesBackTheEndOfTheTimelineWithoutSubjects(Database database) throws Exception {
        Timelines timelines = timelines(database);
        RoomStore store = store(database, timelines);
        Room made = make(database, store, COVEN);
        for (String content : List.of("<body>one</body>", "<body>two</body>", "<body>three</body>")) {
            say(database, timelines, made, content);
        }
        assertThat(store.load(COVEN, INITIAL).orElseThrow().history())
                .extracting(said ->
                        said.element().childText("jabber:client", "body").orElse(""))
                .containsExactly("two", "three");
        say(database, timelines, made, "<subject>x</subject>");
        assertThat(store.load(COVEN, INITIAL).orElseThrow().history())
                .extracting(Said::position)
                .hasSize(1)
                .allSatisfy(position -> assertThat(Positions.time(position)).isAfter(NOW));
    }

    private static void say(Database database, Timelines timelines, Room room, String content) throws Exception {
        XmlElement message =
                Xml.element("<message xmlns='jabber:client' from='" + COVEN + "/hag'>" + content + "</message>");
        UnitOfWork unit = new UnitOfWork();
        unit.whenAssembled(() -> timelines.append(
                unit,
                timelines.nextPosition(),
                message,
                List.of(new Placement(room.timeline(), HAG, true, false, true))));
        submit(database, unit);
    }

    @DatabaseTest
    void aDeletedRoomTakesItsTimelineWithIt(Database database) throws Exception {
        Timelines timelines = timelines(database);
        RoomStore store = store(database, timelines);
        Room made = make(database, store, COVEN);
        say(database, timelines, made, "<body>one</body>");
        database.write(handle -> {
            RoomStore.delete(handle, made.id());
            return made;
        });
        assertThat(store.load(COVEN, INITIAL)).isEmpty();
        store.forget(made.id());
        assertThat(timelines.last(made.timeline(), 10)).isEmpty();
        Room again = make(database, store, COVEN);
        assertThat(again.id()).isGreaterThan(made.id());
        commit(database, unit -> store.delete(unit, again.id()));
        assertThat(store.load(COVEN, INITIAL)).isEmpty();
    }

    @DatabaseTest
    void listsWhatIsPublicAndConfigured(Database database) {
        RoomStore store = store(database, timelines(database));
        for (String name : List.of("b", "a", "c")) {
            BareJid address = BareJid.of(name + "@conference.example.org");
            Room room = make(database, store, address);
            if (!name.equals("c")) {
                database.write(handle -> {
                    store.configure(handle, room.id(), INITIAL);
                    return room;
                });
            }
        }
        assertThat(store.listed("conference.example.org", "", 10))
                .extracting(listed -> listed.address().local())
                .containsExactly("a", "b");
        assertThat(store.listed("conference.example.org", "a", 1))
                .extracting(listed -> listed.address().local())
                .containsExactly("b");
        assertThat(store.countListed("conference.example.org")).isEqualTo(2);
        assertThat(store.all("conference.example.org")).hasSize(3);
    }

    private interface Filling {
        void fill(UnitOfWork unit);
    }

    private static void commit(Database database, Filling filling) throws Exception {
        UnitOfWork unit = new UnitOfWork();
        filling.fill(unit);
        submit(database, unit);
    }

    private static void submit(Database database, UnitOfWork unit) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        unit.afterCommit(done::countDown);
        database.submit(unit);
        done.await();
    }
}
