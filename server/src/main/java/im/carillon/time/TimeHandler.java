package im.carillon.time;

import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.Iq;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Answers what time it is here. */
final class TimeHandler implements IqHandler {

    private final InstantSource clock;

    @Inject
    TimeHandler(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(new IqKey(IqTarget.SERVER, Iq.Type.GET, EntityTime.NAMESPACE, "time"));
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) {
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
        return Optional.of(new EntityTime(now).toElement());
    }
}
