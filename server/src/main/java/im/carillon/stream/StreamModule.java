package im.carillon.stream;

import com.google.inject.AbstractModule;
import im.carillon.session.SessionEnd;

/** Binds the streams. */
public final class StreamModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(StanzaHandler.class);
        bind(SessionEnd.class).to(StanzaHandler.class);
        bind(StreamServices.class);
        bind(LoginDeadlines.class);
        bind(ConnectionCounts.class);
        bind(ClientStreams.class);
    }
}
