package im.carillon.muc.state;

import java.util.Optional;

/**
 * Something that people can be in a room beside roles and affiliations, a teacher for example (XEP-0317
 * 0.3.1).
 *
 * @param uri tells hats apart
 * @param title for people
 * @param hue an angle on the wheel of colours, in degrees
 */
public record Hat(String uri, String title, Optional<String> hue) {}
