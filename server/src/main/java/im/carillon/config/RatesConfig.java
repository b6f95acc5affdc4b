package im.carillon.config;

/**
 * How fast one connection may send, in bytes per second; 0 for any speed.
 *
 * @param perSecond after login
 * @param burst how much it may send at once before that holds
 * @param perSecondBeforeLogin before login, and at once
 * @param inBand data of in-band bytestreams of one session
 */
public record RatesConfig(long perSecond, long burst, long perSecondBeforeLogin, long inBand) {}
