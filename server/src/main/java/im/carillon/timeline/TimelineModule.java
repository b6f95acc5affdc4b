package im.carillon.timeline;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.storage.ChangeKind;

/** Binds the timelines. */
public final class TimelineModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Timelines.class);
        bind(NodeItems.class);
        bind(PendingEntries.class);
        bind(Repeats.class);
        bind(TimelineReader.class);
        bind(TimelinePurge.class);
        Multibinder<ChangeKind<?>> kinds = ChangeKind.binder(binder());
        kinds.addBinding().toInstance(StanzaRows.KIND);
        kinds.addBinding().toInstance(EntryRows.KIND);
        kinds.addBinding().toInstance(PendingRows.KIND);
        kinds.addBinding().toInstance(NodeItemRows.KIND);
        kinds.addBinding().toInstance(RemovedEntries.KIND);
        kinds.addBinding().toInstance(RemovedStanzas.KIND);
    }
}
