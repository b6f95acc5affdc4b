package im.carillon.muc.state;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.xml.XmlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who is in a room, as they are at one moment (XEP-0045 §4.1).
 *
 * @param address in the room: its resource is the nickname
 * @param account who it is
 * @param occupantId tells them from others without telling who they are (XEP-0421)
 * @param hats what they wear
 * @param clients never empty; the last one to say something about itself comes last and is the one shown
 */
public record Occupant(
        FullJid address,
        BareJid account,
        Affiliation affiliation,
        Role role,
        String occupantId,
        List<Hat> hats,
        List<Client> clients) {

    public Occupant {
        hats = List.copyOf(hats);
        clients = List.copyOf(clients);
    }

    public String nick() {
        return address.resourcePart();
    }

    public boolean isModerator() {
        return role == Role.MODERATOR;
    }

    public Client main() {
        return clients.getLast();
    }

    public List<XmlNode> shown() {
        return main().shown();
    }

    public List<Seat> seats() {
        return clients.size() == 1
                ? List.of(clients.getFirst().seat())
                : clients.stream().map(Client::seat).toList();
    }

    public Optional<Client> client(FullJid real) {
        return clients.stream().filter(c -> c.address().equals(real)).findFirst();
    }

    public Optional<Client> client(int number) {
        return clients.stream().filter(c -> c.number() == number).findFirst();
    }

    Occupant with(Client client) {
        List<Client> others = without(client.address());
        others.add(client);
        return withClients(others);
    }

    private List<Client> without(FullJid real) {
        List<Client> others = new ArrayList<>(clients.size());
        for (Client client : clients) {
            if (!client.address().equals(real)) {
                others.add(client);
            }
        }
        return others;
    }

    Occupant minus(FullJid real) {
        return withClients(without(real));
    }

    private Occupant withClients(List<Client> others) {
        return new Occupant(address, account, affiliation, role, occupantId, hats, others);
    }

    Occupant named(FullJid nick) {
        return new Occupant(nick, account, affiliation, role, occupantId, hats, clients);
    }

    /** As somebody whom the room has forgotten. */
    public Occupant unaffiliated() {
        return with(Affiliation.NONE, Role.NONE);
    }

    public Occupant with(Affiliation changed, Role now) {
        return new Occupant(address, account, changed, now, occupantId, hats, clients);
    }

    Occupant wearing(List<Hat> now) {
        return new Occupant(address, account, affiliation, role, occupantId, now, clients);
    }
}
