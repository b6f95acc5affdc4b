package im.carillon.stream;

import com.google.inject.AbstractModule;

/** Binds the streams. */
public final class StreamModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(StanzaHandler.class);
        bind(StreamServices.class);
        bind(LoginDeadlines.class);
        bind(ConnectionCounts.class);
        bind(ClientStreams.class);
    }
}
