package im.carillon.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XmlElementTest {

    private final XmlElement element = XmlElement.builder("u", "a")
            .attribute("b", "1")
            .attribute(new XmlAttribute("v", "b", "2"))
            .child("c", "x")
            .text("t")
            .child(XmlElement.of("w", "c"))
            .text("")
            .text("u")
            .build();

    @Test
    void asksByNamespaceAndName() {
        assertThat(element.attribute("b")).contains("1");
        assertThat(element.attribute("v", "b")).contains("2");
        assertThat(element.attributeOr("d", "none")).isEqualTo("none");
        assertThat(element.childText("u", "c")).contains("x");
        assertThat(element.hasChild("w", "c")).isTrue();
        assertThat(element.child("", "c")).isEmpty();
        assertThat(element.children()).hasSize(2);
        assertThat(element.childIn("w")).isPresent();
        assertThat(element.text()).isEqualTo("tu");
    }

    @Test
    void copiesDifferWhereTheyShould() {
        assertThat(element.withAttribute("b", "3").attribute("b")).contains("3");
        assertThat(element.withAttribute("b", "3").attribute("v", "b")).contains("2");
        assertThat(element.withoutAttribute("b").attributes()).hasSize(1);
        assertThat(element.withoutChildren("u", "c").children()).hasSize(1);
        assertThat(element.withoutChildren("u", "none")).isSameAs(element);
        assertThat(element.withChild(XmlElement.of("", "d")).children()).hasSize(3);
        assertThat(element.attribute("b")).contains("1");
        assertThat(element.children()).hasSize(2);
    }

    @Test
    void theOrderOfAttributesDoesNotMatterAndTheirNamespaceDoes() {
        XmlElement one = XmlElement.builder("", "a")
                .attribute("b", "1")
                .attribute("c", "2")
                .build();
        XmlElement other = XmlElement.builder("", "a")
                .attribute("c", "2")
                .attribute("b", "1")
                .build();
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(one.withAttribute("b", "2"));
        assertThat(XmlElement.of("", "a")).isNotEqualTo(XmlElement.of("u", "a"));
    }
}
