package im.carillon.xml;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Conversations that are nearly right. */
final class Mutations {

    private static final String[] PIECES = {
        "<",
        ">",
        "/",
        "'",
        "\"",
        "=",
        "&",
        ";",
        " ",
        "\n",
        "]]>",
        "<![CDATA[",
        "]]",
        "<!--",
        "-->",
        "<?x?>",
        "&amp;",
        "&#65;",
        "&#x0;",
        "&#xD800;",
        "&#xFFFF;",
        "&lol;",
        "xmlns='u'",
        "xmlns:p='u'",
        "xml:lang='en'",
        "p:",
        "<a>",
        "</a>",
        "<b/>",
        "<p:c/>",
        "<xml:d/>",
        " e='f'",
        " e='f'",
        "é",
        "€",
        "𝄞",
        "\uFFFE",
        "\u0085",
        "\u2028",
        "\u007f",
        "<!DOCTYPE a>",
        "</stream:stream>",
        "<stream:x/>",
        "xmlns='http://www.w3.org/XML/1998/namespace'",
        "xmlns:xml='u'",
        "xmlns=''"
    };

    private Mutations() {}

    static byte[] conversation(Random random) {
        StringBuilder text = new StringBuilder(Cuts.HEADER);
        for (int i = random.nextInt(3); i >= 0; i--) {
            element(random, text, 0);
            if (random.nextInt(4) == 0) {
                text.append(' ');
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = mutated(random, bytes);
        }
        return bytes;
    }

    private static void element(Random random, StringBuilder text, int depth) {
        String name = switch (random.nextInt(4)) {
            case 0 -> "message";
            case 1 -> "p:q";
            case 2 -> "é";
            default -> "a";
        };
        text.append('<').append(name);
        if (name.startsWith("p:")) {
            text.append(" xmlns:p='urn:p'");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(" k").append(i).append(random.nextBoolean() ? "='v>&lt;'" : "=\"'/>\"");
        }
        if (random.nextInt(4) == 0) {
            text.append("/>");
            return;
        }
        text.append('>');
        for (int i = random.nextInt(3); i > 0 && depth < 6; i--) {
            switch (random.nextInt(5)) {
                case 0 -> text.append("text > ");
                case 1 -> text.append("<![CDATA[<&]]]]>");
                case 2 -> text.append("&#x1F600;&quot;");
                default -> element(random, text, depth + 1);
            }
        }
        text.append("</").append(name).append('>');
    }

    private static byte[] mutated(Random random, byte[] bytes) {
        int at = random.nextInt(bytes.length);
        // the header is right as a rule, or nothing behind it would be reached
        int from = random.nextInt(20) == 0 ? at : Math.max(at, Math.min(Cuts.HEADER.length(), bytes.length - 1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        switch (random.nextInt(5)) {
            case 0 -> out.write(bytes, Math.min(bytes.length, from + 1), Math.max(0, bytes.length - from - 1));
            case 1 -> {
                out.write(random.nextInt(256));
                out.write(bytes, from, bytes.length - from);
            }
            case 2 -> {
                int back = random.nextInt(bytes.length - from + 1);
                out.write(bytes, from, back);
                out.write(bytes, from, bytes.length - from);
            }
            default -> {
                out.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
                out.write(bytes, from, bytes.length - from);
            }
        }
        return out.toByteArray();
    }
}
