package im.carillon.integration.crash;

import java.util.List;

/** Some who talk, and all who hear it. */
interface Conversation {

    List<Client> clients();

    List<Talker> talkers();

    boolean hasHeardAll();

    /** What is wrong with what arrived and with what is stored. */
    List<String> problems() throws InterruptedException;
}
