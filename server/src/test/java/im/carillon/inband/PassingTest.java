package im.carillon.inband;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.testkit.Xml;
import im.carillon.xml.XmlElement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two clients agree about files is theirs alone: it passes as it was sent, in order, both ways. */
class PassingTest {

    private static final String SI = """
        <si xmlns='http://jabber.org/protocol/si' id='a0' mime-type='text/plain' \
        profile='http://jabber.org/protocol/si/profile/file-transfer'>\
        <file xmlns='http://jabber.org/protocol/si/profile/file-transfer' name='test.txt' size='1022'>\
        <desc>a file</desc><range/></file>\
        <feature xmlns='http://jabber.org/protocol/feature-neg'><x xmlns='jabber:x:data' type='form'>\
        <field var='stream-method' type='list-single'>\
        <option><value>http://jabber.org/protocol/bytestreams</value></option>\
        <option><value>http://jabber.org/protocol/ibb</value></option></field></x></feature></si>""";
    private static final String JINGLE_S5B = """
        <jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' initiator='anna@localhost/a' sid='851ba2'>\
        <content creator='initiator' name='a-file-offer' senders='initiator'>\
        <description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file><name>test.txt</name><size>6144</size>\
        <hash xmlns='urn:xmpp:hashes:2' algo='sha-1'>w0mcJylzCn+AfvuGdqkty2+KP48=</hash></file></description>\
        <transport xmlns='urn:xmpp:jingle:transports:s5b:1' dstaddr='972b7bf47291ca609517f67f86b5081086052dad' \
        mode='tcp' sid='vj3hs98y'><candidate cid='hft54dqy' host='192.0.2.1' jid='proxy.localhost' port='7777' \
        priority='8257636' type='proxy'/></transport></content></jingle>""";
    private static final String JINGLE_IBB = """
        <jingle xmlns='urn:xmpp:jingle:1' action='transport-replace' initiator='anna@localhost/a' sid='851ba2'>\
        <content creator='initiator' name='a-file-offer'>\
        <transport xmlns='urn:xmpp:jingle:transports:ibb:1' block-size='4096' sid='vj3hs98y'/></content></jingle>""";
    private static final String JINGLE_ICE = """
        <jingle xmlns='urn:xmpp:jingle:1' action='transport-info' sid='a73sj'>\
        <content creator='initiator' name='voice'>\
        <transport xmlns='urn:xmpp:jingle:transports:ice-udp:1' pwd='asd88f' ufrag='8hhy'>\
        <candidate component='1' foundation='1' generation='0' id='el0747fg11' ip='10.0.1.1' network='1' port='8998' \
        priority='2130706431' protocol='udp' type='host'/></transport></content></jingle>""";
    private static final String OOB =
            "<query xmlns='jabber:iq:oob'><url>https://example.org/a</url><desc>a file</desc></query>";
    private static final String S5B = """
        <query xmlns='http://jabber.org/protocol/bytestreams' sid='vxf9n471bn46' mode='tcp'>\
        <streamhost jid='anna@localhost/a' host='192.0.2.1' port='5086'/></query>""";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @ParameterizedTest
    @ValueSource(strings = {SI, JINGLE_S5B, JINGLE_IBB, JINGLE_ICE, OOB, S5B})
    void aRequestAndItsAnswer(String payload) throws Exception {
        try (RawClient anna = SERVER.online("anna", "a");
                RawClient berta = SERVER.online("berta", "b")) {
            anna.send("<iq type='set' id='r1' to='" + berta.address() + "'>" + payload + "</iq>");
            XmlElement request = berta.receive("iq");
            assertThat(request.attribute("id")).contains("r1");
            assertThat(request.attribute("from")).contains("anna@localhost/a");
            assertThat(request.children()).isEqualTo(List.of(Xml.element(payload)));
            berta.send("<iq type='result' id='r1' to='anna@localhost/a'>" + payload + "</iq>");
            XmlElement answer = anna.receive(each -> each.attributeOr("id", "").equals("r1"));
            assertThat(answer.attribute("type")).contains("result");
            assertThat(answer.children()).isEqualTo(List.of(Xml.element(payload)));
        }
    }

    /** XEP-0066 §3, as clients share links to files. */
    @Test
    void aLinkInAMessage() throws Exception {
        try (RawClient anna = SERVER.online("anna", "a");
                RawClient berta = SERVER.online("berta", "b")) {
            String link = "<x xmlns='jabber:x:oob'><url>https://example.org/a</url></x>";
            anna.send("<message type='chat' to='berta@localhost'><body>https://example.org/a</body>" + link
                    + "</message>");
            assertThat(berta.receive("message").child("jabber:x:oob", "x")).contains(Xml.element(link));
        }
    }
}
