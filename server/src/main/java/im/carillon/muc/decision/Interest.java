package im.carillon.muc.decision;

import im.carillon.jid.BareJid;
import im.carillon.routing.NotificationChoices.Choice;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who among those who belong to a room wants to hear of what is said there while they are away. Made
 * once for many messages: looking for mentions costs as much as the message has words, however many
 * people there are.
 *
 * @param always those who want to hear of everything
 * @param byWord those who want to hear of mentions, by their names of one word, which they may share
 * @param byPhrase the same for names of several words
 * @param byAddress the same by their addresses
 */
public record Interest(
        List<BareJid> always,
        Map<String, List<BareJid>> byWord,
        Map<String, List<BareJid>> byPhrase,
        Map<String, BareJid> byAddress) {

    private static final String REFERENCES = "urn:xmpp:reference:0";
    private static final String REPLIES = "urn:xmpp:reply:0";
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}_-]+");

    /** Somebody with the names under which they may be spoken to. */
    public record Member(BareJid account, Choice choice, List<String> names) {}

    /** Without a choice of their own, members of closed rooms hear of mentions, and others of nothing. */
    public static Choice choice(Optional<Choice> chosen, boolean membersOnly) {
        return chosen.orElse(membersOnly ? Choice.ON_MENTION : Choice.NEVER);
    }

    public static Interest of(List<Member> members) {
        List<BareJid> always = new ArrayList<>();
        Map<String, List<BareJid>> words = new HashMap<>();
        Map<String, List<BareJid>> phrases = new HashMap<>();
        Map<String, BareJid> addresses = new HashMap<>();
        for (Member member : members) {
            if (member.choice() != Choice.NEVER) {
                addresses.put(member.account().toString(), member.account());
                for (String name : member.names()) {
                    String folded = fold(name);
                    boolean word = !folded.isEmpty() && !NO_WORD.matcher(folded).find();
                    (word ? words : phrases)
                            .computeIfAbsent(folded, same -> new ArrayList<>())
                            .add(member.account());
                }
            }
            if (member.choice() == Choice.ALWAYS) {
                always.add(member.account());
            }
        }
        phrases.remove("");
        return new Interest(List.copyOf(always), Map.copyOf(words), Map.copyOf(phrases), Map.copyOf(addresses));
    }

    public boolean isEmpty() {
        return byAddress.isEmpty();
    }

    private static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** Who is to hear of a message, and whether because they are mentioned. */
    public Map<BareJid, Boolean> concerned(XmlElement message) {
        Map<BareJid, Boolean> concerned = new LinkedHashMap<>();
        always.forEach(account -> concerned.put(account, false));
        mentioned(message).forEach(account -> concerned.put(account, true));
        return concerned;
    }

    private List<BareJid> mentioned(XmlElement message) {
        List<BareJid> mentioned = new ArrayList<>();
        String body = fold(message.childText(Namespaces.CLIENT, "body").orElse(""));
        for (String word : NO_WORD.split(body)) {
            mentioned.addAll(byWord.getOrDefault(word, List.of()));
        }
        byPhrase.forEach((phrase, accounts) -> {
            if (body.contains(phrase)) {
                mentioned.addAll(accounts);
            }
        });
        for (XmlElement reference : message.children(REFERENCES, "reference")) {
            String uri = reference.attributeOr("uri", "");
            if (uri.startsWith("xmpp:")) {
                named(uri.substring("xmpp:".length()), mentioned);
            }
        }
        message.child(REPLIES, "reply").flatMap(reply -> reply.attribute("to")).ifPresent(to -> named(to, mentioned));
        return mentioned;
    }

    /** By a real address, or one in the room. */
    private void named(String address, List<BareJid> mentioned) {
        Optional.ofNullable(byAddress.get(address)).ifPresent(mentioned::add);
        int slash = address.indexOf('/');
        if (slash >= 0) {
            String nick = fold(address.substring(slash + 1));
            mentioned.addAll(byWord.getOrDefault(nick, List.of()));
            mentioned.addAll(byPhrase.getOrDefault(nick, List.of()));
        }
    }
}
