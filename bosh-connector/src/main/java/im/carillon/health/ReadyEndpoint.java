package im.carillon.health;

import im.carillon.spi.HttpEndpoint;
import im.carillon.spi.HttpReply;
import im.carillon.spi.HttpRequest;
import im.carillon.storage.Database;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** {@code /readyz}: clients can be served, as the database answers. */
final class ReadyEndpoint implements HttpEndpoint {

    private static final int PATIENCE_SECONDS = 2;

    private final Database database;

    @Inject
    ReadyEndpoint(Database database) {
        this.database = database;
    }

    @Override
    public String path() {
        return "/readyz";
    }

    @Override
    public HttpReply handle(HttpRequest request) {
        HttpReply reply = databaseAnswers()
                ? HttpReply.text(200, "ready")
                : HttpReply.text(503, "the database does not answer").withHeader("Retry-After", "5");
        return reply.withHeader("Cache-Control", "no-store");
    }

    private boolean databaseAnswers() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("readiness").start(() -> {
            try {
                answer.complete(database.read(
                        handle -> handle.select("SELECT 1").mapTo(Integer.class).one() == 1));
            } catch (RuntimeException e) {
                answer.complete(false);
            }
        });
        try {
            return answer.completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            return false;
        }
    }
}
