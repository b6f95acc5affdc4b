package im.carillon.spi;

/** When a filter sees a stanza, in this order. */
public enum Phase {
    /** On the sender's side: may it send this at all? */
    SENDER_AUTHORISE,
    /** On the sender's side: has it blocked the recipient? */
    SENDER_BLOCK,
    /** On the recipient's side: has it blocked the sender? */
    RECIPIENT_BLOCK,
    /** On the recipient's side: does it have room for this now? */
    RECIPIENT_ROOM
}
