package im.carillon.csi;

/** What a stanza is about: of two about the same, the later one is enough. */
record Subject(String kind, String first, String second) {}
