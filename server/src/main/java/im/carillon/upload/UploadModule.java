package im.carillon.upload;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import im.carillon.account.AccountListener;
import im.carillon.adhoc.AdHocCommandSource;
import im.carillon.command.CommandSource;
import im.carillon.config.UploadConfig;
import im.carillon.metrics.MetricSource;
import im.carillon.spi.BackgroundWork;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.Service;
import im.carillon.upload.store.Arrivals;
import im.carillon.upload.store.FileStore;
import im.carillon.upload.store.FolderStore;
import im.carillon.upload.store.S3Store;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Binds uploads; {@link UploadAddresses} is bound by whoever speaks HTTP and installs this. */
public final class UploadModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Arrivals.class);
        bind(Reservations.class);
        bind(SlotTokens.class);
        bind(UploadCounts.class);
        bind(UploadedFiles.class);
        bind(Slots.class);
        bind(Uploads.class);
        bind(UploadDiscovery.class);
        bind(UploadService.class);
        bind(UploadPurge.class);
        bind(UploadCommands.class);
        bind(OwnFiles.class);
        CommandSource.binder(binder()).addBinding().to(UploadCommands.class);
        Multibinder.newSetBinder(binder(), AdHocCommandSource.class)
                .addBinding()
                .to(OwnFiles.class);
        Multibinder.newSetBinder(binder(), Service.class).addBinding().to(UploadService.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(UploadDiscovery.class);
        Multibinder.newSetBinder(binder(), BackgroundWork.class).addBinding().to(UploadPurge.class);
        Multibinder.newSetBinder(binder(), AccountListener.class).addBinding().to(UploadPurge.class);
        Multibinder.newSetBinder(binder(), MetricSource.class).addBinding().to(UploadCounts.class);
    }

    @Provides
    @Singleton
    FileStore store(UploadConfig config, InstantSource clock) {
        return config.s3()
                .<FileStore>map(s3 -> new S3Store(s3, config.folder(), clock))
                .orElseGet(() -> new FolderStore(config.folder()));
    }
}
