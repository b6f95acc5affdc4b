package im.carillon.sasl;

import java.util.OptionalLong;

/**
 * The {@code <fast/>} element of a SASL2 login (XEP-0484 §fast-auth).
 *
 * @param clientId the id of the SASL2 {@code <user-agent/>}, a UUID, which tokens belong to
 * @param count the attempt's number, if the client counts
 * @param invalidate whether the token is to be forgotten after this login
 */
public record FastRequest(String clientId, OptionalLong count, boolean invalidate) {}
