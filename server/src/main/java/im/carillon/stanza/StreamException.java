package im.carillon.stanza;

import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import java.util.Optional;

/** The stream is broken or abused: it gets this stream error and is closed (RFC 6120 §4.9). */
public final class StreamException extends Exception {

    private static final long serialVersionUID = 1L;

    private final StreamCondition condition;
    private final transient Optional<XmlElement> application;

    public StreamException(StreamCondition condition, String text) {
        this(condition, text, Optional.empty());
    }

    public StreamException(StreamCondition condition, String text, Optional<XmlElement> application) {
        super(text, null, false, false);
        this.condition = condition;
        this.application = application;
    }

    public static StreamException of(XmlException e) {
        StreamCondition condition = switch (e.kind()) {
            case NOT_WELL_FORMED -> StreamCondition.NOT_WELL_FORMED;
            case RESTRICTED_XML -> StreamCondition.RESTRICTED_XML;
            case BAD_NAMESPACE_PREFIX -> StreamCondition.BAD_NAMESPACE_PREFIX;
            case UNSUPPORTED_ENCODING -> StreamCondition.UNSUPPORTED_ENCODING;
            case BAD_FORMAT -> StreamCondition.BAD_FORMAT;
            case TOO_LARGE -> StreamCondition.POLICY_VIOLATION;
        };
        return new StreamException(condition, String.valueOf(e.getMessage()));
    }

    public StreamCondition condition() {
        return condition;
    }

    /** What stands inside {@code <stream:error/>}. */
    public XmlElement toElement() {
        XmlElement.Builder error = XmlElement.builder(Namespaces.STREAMS, "error")
                .child(XmlElement.of(Namespaces.STREAM_ERRORS, condition.wire()));
        String text = String.valueOf(getMessage());
        if (!text.isEmpty()) {
            error.child(XmlElement.of(Namespaces.STREAM_ERRORS, "text", text));
        }
        application.ifPresent(error::child);
        return error.build();
    }
}
