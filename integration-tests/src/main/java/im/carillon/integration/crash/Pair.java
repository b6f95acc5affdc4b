package im.carillon.integration.crash;

import java.util.ArrayList;
import java.util.List;

/** One who talks and one who listens. */
final class Pair implements Conversation {

    private final Talker talker;
    private final Client listener;

    Pair(Client talker, Client listener) {
        this.talker = new Talker(talker, listener.address(), "chat", 0);
        this.listener = listener;
    }

    @Override
    public List<Client> clients() {
        return List.of(talker.client(), listener);
    }

    @Override
    public List<Talker> talkers() {
        return List.of(talker);
    }

    @Override
    public boolean hasHeardAll() {
        return listener.received().size() >= talker.said();
    }

    @Override
    public List<String> problems() throws InterruptedException {
        List<String> problems = new ArrayList<>();
        Comparison.of("arrived", talker.words(), listener.received()).ifPresent(problems::add);
        Comparison.of("is in the archive", talker.words(), listener.archive("")).ifPresent(problems::add);
        return problems;
    }
}
