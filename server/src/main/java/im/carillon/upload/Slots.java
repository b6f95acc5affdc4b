package im.carillon.upload;

import im.carillon.config.Retention;
import im.carillon.config.UploadConfig;
import im.carillon.config.UploadLimits;
import im.carillon.jid.BareJid;
import im.carillon.stanza.DateTimeProfile;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.upload.store.Arrivals;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Grants slots, as far as there is room. Every method may block. */
@Singleton
final class Slots {

    private static final Duration A_WHILE = Duration.ofMinutes(10);
    private static final Duration A_DAY = Duration.ofDays(1);

    private final UploadConfig config;
    private final UploadLimits limits;
    private final Quotas quotas;
    private final Database database;
    private final Reservations reservations;
    private final SlotTokens tokens;
    private final Arrivals arrivals;
    private final UploadCounts counts;
    private final InstantSource clock;

    @Inject
    Slots(
            UploadConfig config,
            Database database,
            Reservations reservations,
            SlotTokens tokens,
            Arrivals arrivals,
            UploadCounts counts,
            InstantSource clock) {
        this.config = config;
        this.limits = config.limits();
        this.quotas = new Quotas(limits);
        this.database = database;
        this.reservations = reservations;
        this.tokens = tokens;
        this.arrivals = arrivals;
        this.counts = counts;
        this.clock = clock;
    }

    Slot grant(BareJid account, SlotRequest request) throws StanzaException {
        try {
            requireSize(request.size());
            Purpose purpose = possible(request.purpose());
            requireRoom(account, request.size(), purpose.lasting());
            Slot slot = new Slot(
                    tokens.newId(),
                    account,
                    request.name(),
                    request.size(),
                    request.type(),
                    purpose,
                    clock.instant().plus(limits.slotLifetime()));
            Optional<Instant> room = reservations.add(slot, limits.slotsPerAccount());
            if (room.isPresent()) {
                throw wait(
                        "you have announced " + limits.slotsPerAccount() + " uploads that have not begun", room.get());
            }
            counts.granted();
            return slot;
        } catch (StanzaException e) {
            counts.denied();
            throw e;
        }
    }

    private void requireSize(long size) throws StanzaException {
        if (size > limits.fileSize()) {
            XmlElement tooLarge = XmlElement.builder(SlotRequest.NAMESPACE, "file-too-large")
                    .child("max-file-size", Long.toString(limits.fileSize()))
                    .build();
            throw new StanzaException(
                    ErrorCondition.NOT_ACCEPTABLE,
                    "File too large. The maximum file size is " + limits.fileSize() + " bytes",
                    tooLarge);
        }
    }

    /** Where nothing is kept for good, everything is kept as long as messages are. */
    private Purpose possible(Purpose wanted) {
        return wanted.lasting() && limits.lastingQuota() == 0 ? Purpose.MESSAGE : wanted;
    }

    private void requireRoom(BareJid account, long size, boolean lasting) throws StanzaException {
        Quotas.State state = database.read(handle -> new Quotas.State(
                UploadRows.usage(handle, account.toString(), lasting),
                UploadRows.usage(handle, account.domain(), false)
                        .plus(UploadRows.usage(handle, account.domain(), true))));
        Usage coming = reservations.of(account, lasting);
        Quotas.State soon =
                new Quotas.State(state.account().plus(coming), state.host().plus(coming));
        switch (quotas.decide(size, lasting, soon)) {
            case Quotas.Room room -> {}
            case Quotas.None(String why, boolean passes) -> {
                if (!passes) {
                    throw new StanzaException(ErrorCondition.NOT_ACCEPTABLE, why);
                }
                throw wait(why, nextRoom(account));
            }
        }
        try {
            if (!arrivals.hasRoomFor(size)) {
                throw wait("the disk of this server is full", clock.instant().plus(A_WHILE));
            }
        } catch (IOException e) {
            throw wait("files cannot be stored now", clock.instant().plus(A_WHILE));
        }
    }

    /** When the oldest file goes by itself. */
    private Instant nextRoom(BareJid account) {
        Instant tomorrow = clock.instant().plus(A_DAY);
        if (config.keep().equals(Retention.FOREVER)) {
            return tomorrow;
        }
        return database.read(handle -> UploadRows.oldest(handle, "owner", account.toString(), 1)).stream()
                .findFirst()
                .map(file -> file.created().plus(config.keep()))
                .filter(clock.instant()::isBefore)
                .orElse(tomorrow);
    }

    private static StanzaException wait(String why, Instant until) {
        XmlElement retry = XmlElement.builder(SlotRequest.NAMESPACE, "retry")
                .attribute("stamp", DateTimeProfile.format(until))
                .build();
        return new StanzaException(ErrorCondition.RESOURCE_CONSTRAINT, why, retry);
    }
}
