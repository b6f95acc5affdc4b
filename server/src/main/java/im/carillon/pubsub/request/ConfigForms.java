package im.carillon.pubsub.request;

import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;

/** Reads the forms that configure nodes. */
final class ConfigForms {

    private ConfigForms() {}

    static NodeConfig changed(NodeConfig config, XmlElement form) throws StanzaException {
        try {
            return config.changedBy(form);
        } catch (InvalidFormException e) {
            if (isGiven(form, NodeOption.NODE_TYPE, "collection")) {
                throw PubsubError.unsupported("collections");
            }
            throw namesAccessModel(e)
                    ? PubsubError.UNSUPPORTED_ACCESS_MODEL.exception()
                    : PubsubError.NOT_ACCEPTABLE.exception(e);
        }
    }

    private static boolean namesAccessModel(InvalidFormException e) {
        return String.valueOf(e.getMessage()).startsWith(NodeOption.ACCESS_MODEL.variable());
    }

    private static boolean isGiven(XmlElement form, NodeOption option, String value) {
        return form.children(Form.NAMESPACE, "field").stream()
                .anyMatch(field -> field.attributeOr("var", "").equals(option.variable())
                        && field.childText(Form.NAMESPACE, "value")
                                .filter(value::equals)
                                .isPresent());
    }
}
