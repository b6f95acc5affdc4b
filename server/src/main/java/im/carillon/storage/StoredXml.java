package im.carillon.storage;

import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Elements as they are kept in the database: UTF-8, each a document of its own. Safe for use by
 * several threads.
 */
@Singleton
public final class StoredXml {

    // what is stored passed the limits of its day; those of today must not make it unreadable
    private static final XmlLimits LIMITS = new XmlLimits(Integer.MAX_VALUE, 10_000, 10_000, 100_000);

    private final XmlParser parser = new XmlParser(LIMITS);

    @Inject
    public StoredXml() {}

    public byte[] bytes(XmlElement element) {
        return XmlEncoder.encode(element, "");
    }

    public XmlElement element(byte[] stored) {
        try {
            return parser.parse(stored);
        } catch (XmlException e) {
            throw new StorageException("what is stored is no XML: " + e.getMessage(), e);
        }
    }
}
