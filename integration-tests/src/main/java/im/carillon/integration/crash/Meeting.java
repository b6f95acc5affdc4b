package im.carillon.integration.crash;

import im.carillon.integration.Configuration;
import java.util.ArrayList;
import java.util.List;

/**
 * A room in which two talk and all listen, those two included (XEP-0045): everybody hears the same in
 * the same order, which is that of the room's archive, and each talker's words in the order in which
 * they were said.
 */
final class Meeting implements Conversation {

    private static final String ROOM = "crash@conference." + Configuration.HOST;
    private static final int TALKERS = 2;

    /** More than anybody says in one run. */
    private static final int APART = 100_000_000;

    private final List<Client> members;
    private final List<Talker> talkers = new ArrayList<>();

    Meeting(List<Client> members) {
        this.members = List.copyOf(members);
        for (int i = 0; i < TALKERS; i++) {
            talkers.add(new Talker(members.get(i), ROOM, "groupchat", (i + 1) * APART));
        }
    }

    /** Makes the room, and everybody enters. */
    void begin() throws InterruptedException {
        for (int i = 0; i < members.size(); i++) {
            Client member = members.get(i);
            member.ask(
                    "presence",
                    "<presence to='" + ROOM + "/member" + i
                            + "'><x xmlns='http://jabber.org/protocol/muc'><history maxchars='0'/></x></presence>");
            if (i == 0) {
                member.ask(
                        "iq",
                        "<iq type='set' id='open' to='" + ROOM
                                + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                                + "<x xmlns='jabber:x:data' type='submit'/></query></iq>");
            }
        }
    }

    @Override
    public List<Client> clients() {
        return members;
    }

    @Override
    public List<Talker> talkers() {
        return talkers;
    }

    @Override
    public boolean hasHeardAll() {
        int said = talkers.stream().mapToInt(Talker::said).sum();
        return members.stream().allMatch(member -> member.received().size() >= said);
    }

    @Override
    public List<String> problems() throws InterruptedException {
        List<String> problems = new ArrayList<>();
        List<Integer> archive = members.getFirst().archive(ROOM);
        for (int i = 0; i < TALKERS; i++) {
            int speaker = i + 1;
            List<Integer> kept =
                    archive.stream().filter(word -> word / APART == speaker).toList();
            Comparison.of("is in the archive of the room", talkers.get(i).words(), kept)
                    .ifPresent(problems::add);
        }
        for (Client member : members) {
            Comparison.of("arrived at an occupant", archive, member.received()).ifPresent(problems::add);
        }
        return problems;
    }
}
