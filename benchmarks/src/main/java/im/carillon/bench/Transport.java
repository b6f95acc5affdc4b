package im.carillon.bench;

/** The ways to the server. */
enum Transport {
    TCP("TCP") {
        @Override
        Opener opener(LoadLoop loop, Server server, LoginPlan plan) {
            return new XmppOpener(loop, server.address(), plan);
        }
    },
    WEB_SOCKET("WebSocket") {
        @Override
        Opener opener(LoadLoop loop, Server server, LoginPlan plan) {
            return new WebSocketOpener(loop, server.web(), plan);
        }
    },
    BOSH("BOSH") {
        @Override
        Opener opener(LoadLoop loop, Server server, LoginPlan plan) {
            return new BoshOpener(loop, server.web(), plan);
        }
    };

    private final String label;

    Transport(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    abstract Opener opener(LoadLoop loop, Server server, LoginPlan plan);
}
