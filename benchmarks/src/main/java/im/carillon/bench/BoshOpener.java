package im.carillon.bench;

import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Opens sessions on the server over BOSH (XEP-0124, XEP-0206); each account has one. */
record BoshOpener(LoadLoop loop, InetSocketAddress server, LoginPlan plan) implements Opener {

    @Override
    public void open(int number, Consumer<Session> opened) {
        Login login = new Login(plan, new Account(number), (link, address) -> {
            link.handOverTo(new IdleEnd());
            opened.accept(new Session(link, address));
        });
        login.connected(new BoshLink(loop, server, login));
    }
}
