package im.carillon.http;

import com.google.inject.Module;
import im.carillon.bosh.BoshModule;
import im.carillon.config.LoadedConfig;
import im.carillon.health.HealthModule;
import im.carillon.hostmeta.HostMetaModule;
import im.carillon.lifecycle.ModuleSource;
import im.carillon.prometheus.PrometheusModule;
import im.carillon.upload.http.UploadHttpModule;
import im.carillon.webclient.WebClientFolder;
import im.carillon.webclient.WebClientModule;
import im.carillon.websocket.WebSocketModule;
import java.util.ArrayList;
import java.util.List;

/** The table of contents of this jar. */
public final class HttpModuleSource implements ModuleSource {

    @Override
    public List<Module> modules(LoadedConfig loaded) {
        List<Module> modules = new ArrayList<>(List.of(
                // its sessions are there before anybody can connect
                new BoshModule(),
                new HttpModule(),
                new WebSocketModule(),
                new HostMetaModule(),
                new HealthModule(),
                new PrometheusModule()));
        if (loaded.config().upload().enabled()
                && !loaded.config().http().listeners().isEmpty()) {
            modules.add(new UploadHttpModule());
        }
        WebClientFolder.find(loaded.config().http()).map(WebClientModule::new).ifPresent(modules::add);
        return modules;
    }
}
