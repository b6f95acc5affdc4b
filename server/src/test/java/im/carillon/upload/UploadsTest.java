package im.carillon.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.account.AccountListener.Change;
import im.carillon.account.ServerSecrets;
import im.carillon.config.UploadConfig;
import im.carillon.config.UploadLimits;
import im.carillon.config.UploadLimits.WhenFull;
import im.carillon.jid.BareJid;
import im.carillon.stanza.DateTimeProfile;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.testkit.DatabaseTest;
import im.carillon.testkit.ManualClock;
import im.carillon.testkit.StoredAccounts;
import im.carillon.upload.UploadRefusal.Reason;
import im.carillon.upload.store.Arrivals;
import im.carillon.upload.store.FileStore;
import im.carillon.upload.store.FolderStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;

/** Quotas, contents that are stored once, and how files go. */
class UploadsTest {

    private static final long FILE = 100;
    private static final long QUOTA = 250;
    private static final Duration KEEP = Duration.ofDays(10);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();

    /** All of the feature, with rules of a test. */
    private final class World {

        final FileStore store = new FolderStore(folder);
        final BareJid romeo;
        final BareJid juliet;
        final UploadedFiles files;
        final Slots slots;
        final Uploads uploads;
        final UploadPurge purge;
        final SlotTokens tokens;

        World(Database database, WhenFull whenFull, Optional<Long> hostQuota) throws IOException {
            romeo = account(database, "romeo@example.org");
            juliet = account(database, "juliet@example.org");
            UploadLimits limits = new UploadLimits(FILE, QUOTA, 120, hostQuota, whenFull, 10, Duration.ofMinutes(5), 0);
            UploadConfig config =
                    new UploadConfig(true, "upload", Optional.empty(), limits, KEEP, KEEP, 1, folder, Optional.empty());
            SecureRandom random = new SecureRandom();
            Arrivals arrivals = new Arrivals(store, config);
            arrivals.open();
            Reservations reservations = new Reservations(clock);
            UploadCounts counts = new UploadCounts(reservations);
            tokens = new SlotTokens(new ServerSecrets(database, random), random);
            files = new UploadedFiles(database, store, config, counts, clock);
            slots = new Slots(config, database, reservations, tokens, arrivals, counts, clock);
            uploads = new Uploads(tokens, reservations, files, arrivals, store, counts, config, random, clock);
            purge = new UploadPurge(config, files, arrivals, store, clock);
        }

        private static BareJid account(Database database, String address) {
            BareJid account = BareJid.of(address);
            boolean known = database.read(handle -> UploadRows.exists(handle, account));
            return known ? account : StoredAccounts.add(database, address);
        }

        Slot slot(BareJid owner, long size, Purpose purpose) throws StanzaException {
            return slots.grant(
                    owner, new SlotRequest(FileName.of("a.txt").orElseThrow(), size, Optional.empty(), purpose));
        }

        UploadedFile upload(BareJid owner, String content, Purpose purpose) throws Exception {
            clock.advance(Duration.ofSeconds(1));
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            Upload upload = uploads.begin(slot(owner, bytes.length, purpose), MediaType.UNKNOWN);
            upload.write(ByteBuffer.wrap(bytes));
            return upload.complete();
        }

        UploadedFile upload(BareJid owner, String content) throws Exception {
            return upload(owner, content, Purpose.MESSAGE);
        }

        boolean has(UploadedFile file) {
            return files.find(file.id()).isPresent();
        }

        List<Path> contents() throws IOException {
            try (Stream<Path> all = Files.walk(folder)) {
                return all.filter(Files::isRegularFile).toList();
            }
        }
    }

    private World world(Database database) throws IOException {
        return new World(database, WhenFull.REMOVE_OLDEST, Optional.empty());
    }

    @DatabaseTest
    void theSameContentIsStoredOnce(Database database) throws Exception {
        World world = world(database);
        UploadedFile first = world.upload(world.romeo, "same");
        UploadedFile second = world.upload(world.juliet, "same");

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(world.contents()).hasSize(1);

        world.files.remove(List.of(first));
        assertThat(world.has(first)).isFalse();
        assertThat(world.contents()).hasSize(1);
        assertThat(Files.readString(world.store.file(second.place()).orElseThrow()))
                .isEqualTo("same");

        world.files.remove(List.of(second));
        assertThat(world.contents()).isEmpty();
        assertThat(world.files.usage("example.org")).isEqualTo(Usage.NONE);
    }

    @DatabaseTest
    void theOldestMakeRoom(Database database) throws Exception {
        World world = world(database);
        UploadedFile first = world.upload(world.romeo, "1".repeat(100));
        UploadedFile second = world.upload(world.romeo, "2".repeat(100));
        UploadedFile third = world.upload(world.romeo, "3".repeat(100));

        assertThat(world.has(first)).isFalse();
        assertThat(world.has(second)).isTrue();
        assertThat(world.has(third)).isTrue();
        assertThat(world.files.usage("romeo@example.org")).isEqualTo(new Usage(2, 200));
        assertThat(world.contents()).hasSize(2);
    }

    @DatabaseTest
    void aQuotaMayRefuseInstead(Database database) throws Exception {
        World world = new World(database, WhenFull.REFUSE, Optional.empty());
        UploadedFile first = world.upload(world.romeo, "1".repeat(100));
        world.upload(world.romeo, "2".repeat(100));

        assertThatThrownBy(() -> world.slot(world.romeo, 100, Purpose.MESSAGE))
                .isInstanceOfSatisfying(StanzaException.class, e -> {
                    assertThat(e.error().condition()).isEqualTo(ErrorCondition.RESOURCE_CONSTRAINT);
                    assertThat(e.error().application().orElseThrow().attributeOr("stamp", ""))
                            .isEqualTo(DateTimeProfile.format(first.created().plus(KEEP)));
                });
        assertThat(world.slot(world.romeo, 50, Purpose.MESSAGE)).isNotNull();
        assertThat(world.slot(world.juliet, 100, Purpose.MESSAGE)).isNotNull();
    }

    @DatabaseTest
    void whatIsAnnouncedCountsAsIfItWasThere(Database database) throws Exception {
        World world = new World(database, WhenFull.REFUSE, Optional.empty());
        world.slot(world.romeo, 100, Purpose.MESSAGE);
        world.slot(world.romeo, 100, Purpose.MESSAGE);

        assertThatThrownBy(() -> world.slot(world.romeo, 100, Purpose.MESSAGE)).isInstanceOf(StanzaException.class);
        clock.advance(Duration.ofMinutes(6));
        assertThat(world.slot(world.romeo, 100, Purpose.MESSAGE)).isNotNull();
    }

    @DatabaseTest
    void theFilesOfAHostMakeRoomForEachOther(Database database) throws Exception {
        World world = new World(database, WhenFull.REMOVE_OLDEST, Optional.of(250L));
        UploadedFile first = world.upload(world.romeo, "1".repeat(100));
        world.upload(world.juliet, "2".repeat(100));
        world.upload(world.juliet, "3".repeat(100));

        assertThat(world.has(first)).isFalse();
        assertThat(world.files.usage("example.org")).isEqualTo(new Usage(2, 200));
    }

    @DatabaseTest
    void whatLastsHasAQuotaOfItsOwnAndStays(Database database) throws Exception {
        World world = world(database);
        Purpose lasting = new Purpose(true, Optional.empty());
        UploadedFile avatar = world.upload(world.romeo, "a".repeat(100), lasting);
        world.upload(world.romeo, "1".repeat(100));

        assertThatThrownBy(() -> world.slot(world.romeo, 100, lasting))
                .isInstanceOfSatisfying(
                        StanzaException.class,
                        e -> assertThat(e.error().condition()).isEqualTo(ErrorCondition.RESOURCE_CONSTRAINT));
        clock.advance(KEEP.plusDays(1));
        assertThat(world.purge.removeOld()).isEqualTo(1);
        assertThat(world.has(avatar)).isTrue();
    }

    @DatabaseTest
    void whatIsOldGoes(Database database) throws Exception {
        World world = world(database);
        UploadedFile old = world.upload(world.romeo, "old");
        clock.advance(KEEP.plusSeconds(1));
        UploadedFile fresh = world.upload(world.romeo, "fresh");

        assertThat(world.purge.removeOld()).isEqualTo(1);
        assertThat(world.has(old)).isFalse();
        assertThat(world.has(fresh)).isTrue();
        assertThat(world.contents()).hasSize(1);
    }

    /** XEP-0363 §5.3. */
    @DatabaseTest
    void whatIsEphemeralIsGoneInTime(Database database) throws Exception {
        World world = world(database);
        Instant end = clock.instant().plusSeconds(60);
        UploadedFile story = world.upload(world.romeo, "story", new Purpose(false, Optional.of(end)));

        assertThat(world.has(story)).isTrue();
        clock.advance(Duration.ofSeconds(60));
        assertThat(world.has(story)).isFalse();
        assertThat(world.purge.removeOld()).isEqualTo(1);
        assertThat(world.contents()).isEmpty();
    }

    @DatabaseTest
    void filesGoWithTheirAccount(Database database) throws Exception {
        World world = world(database);
        UploadedFile hers = world.upload(world.juliet, "hers");
        UploadedFile his = world.upload(world.romeo, "his");

        world.purge.changed(world.romeo, Change.DELETED, Optional.empty());
        assertThat(world.has(his)).isFalse();
        assertThat(world.has(hers)).isTrue();

        database.write(handle -> handle.execute("DELETE FROM account WHERE localpart = 'juliet'"));
        assertThat(world.purge.removeOld()).isEqualTo(1);
        assertThat(world.contents()).isEmpty();
    }

    @DatabaseTest
    void anUploadOfAnAccountThatIsGoneIsRefused(Database database) throws Exception {
        World world = world(database);
        Upload upload = world.uploads.begin(world.slot(world.romeo, 2, Purpose.MESSAGE), MediaType.UNKNOWN);
        upload.write(ByteBuffer.wrap(new byte[2]));
        database.write(handle -> handle.execute("DELETE FROM account WHERE localpart = 'romeo'"));

        assertThatThrownBy(upload::complete)
                .isInstanceOfSatisfying(
                        UploadRefusal.class, e -> assertThat(e.reason()).isEqualTo(Reason.FORBIDDEN));
        assertThat(world.contents()).isEmpty();
    }

    @DatabaseTest
    void aSlotOutlivesARestartAndNotItsTime(Database database) throws Exception {
        World world = world(database);
        Slot slot = world.slot(world.romeo, 2, new Purpose(true, Optional.empty()));
        String token = world.tokens.of(slot);

        World restarted = world(database);
        assertThat(restarted.uploads.slot(slot.id(), "a.txt", token).owner()).isEqualTo(world.romeo);
        assertThat(restarted.uploads.slot(slot.id(), "a.txt", token).purpose().lasting())
                .isTrue();
        assertRefused(Reason.FORBIDDEN, () -> restarted.uploads.slot(slot.id(), "b.txt", token));
        assertRefused(Reason.FORBIDDEN, () -> restarted.uploads.slot("A".repeat(32), "a.txt", token));
        clock.advance(Duration.ofMinutes(6));
        assertRefused(Reason.EXPIRED, () -> restarted.uploads.slot(slot.id(), "a.txt", token));
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UploadRefusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @DatabaseTest
    void aSlotStaysUsedWhenItsFileIsDeleted(Database database) throws Exception {
        World world = world(database);
        Slot slot = world.slot(world.romeo, 1, Purpose.MESSAGE);
        Upload upload = world.uploads.begin(slot, MediaType.UNKNOWN);
        upload.write(ByteBuffer.wrap(new byte[1]));
        world.files.remove(List.of(upload.complete()));

        assertRefused(Reason.USED, () -> world.uploads.begin(slot, MediaType.UNKNOWN));
    }

    @DatabaseTest
    void whatACrashLeavesBehindIsRemoved(Database database) throws Exception {
        World world = world(database);
        UploadedFile file = world.upload(world.romeo, "known");
        Files.writeString(folder.resolve("arriving").resolve("7"), "half a fi");
        Path unknown = world.store.file(file.place()).orElseThrow().resolveSibling(file.hash() + "-0123456789abcdef");
        Files.writeString(unknown, "known");
        Files.setLastModifiedTime(unknown, FileTime.from(clock.instant()));
        clock.advance(Duration.ofDays(365));

        World restarted = world(database);
        assertThat(restarted.purge.removeUnknown()).isEqualTo(1);
        assertThat(restarted.contents())
                .containsExactly(world.store.file(file.place()).orElseThrow());
    }
}
