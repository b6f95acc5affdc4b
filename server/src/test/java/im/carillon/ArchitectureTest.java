package im.carillon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The tiers of packages: imports go down only. Each exception stands here with its reason. */
@AnalyzeClasses(packages = "im.carillon", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "im.carillon.";

    /** Values: what they may use is listed, and each uses only what stands before it. */
    private static final Set<String> LOW = Set.of("xml", "jid", "stanza");

    private static final Set<String> MIDDLE = Set.of(
            "stream",
            "transport",
            "session",
            "routing",
            "timeline",
            "storage",
            "config",
            "lifecycle",
            "metrics",
            "spi",
            "sasl",
            "tls",
            "command");

    /** Programs and values of their own, which any feature may use. */
    private static final Set<String> SHARED = Set.of("dataforms", "rsm");

    /** From, to, and why. */
    private static final Map<String, String> EXCEPTIONS = Map.ofEntries(
            Map.entry("admin account", "the commands of XEP-0133 manage accounts"),
            Map.entry("admin adhoc", "they are ad-hoc commands"),
            Map.entry("archive account", "archives and their settings belong to accounts"),
            Map.entry("avatar pep", "avatars are published in the nodes of accounts"),
            Map.entry("avatar pubsub", "who may see an avatar is configured in its nodes"),
            Map.entry("avatar vcard", "a published avatar is the photo of the vCard (XEP-0398)"),
            Map.entry("blocking account", "block lists go with their account"),
            Map.entry("bookmarks pep", "bookmarks are kept in the nodes of accounts"),
            Map.entry("bookmarks privatexml", "older clients find them in private XML storage (XEP-0411)"),
            Map.entry("bookmarks pubsub", "who may see bookmarks is configured in their node"),
            Map.entry("lastactivity account", "the time of the last farewell goes with its account"),
            Map.entry("message account", "timelines belong to the numbers of accounts"),
            Map.entry("muc adhoc", "owners make hats by commands of their room (XEP-0317)"),
            Map.entry("muc archive", "rooms have archives, which are asked like those of accounts"),
            Map.entry("pep account", "the nodes of an account are those of one that exists"),
            Map.entry("pep caps", "clients say in their capabilities what they want to be notified of"),
            Map.entry("pep pubsub", "personal eventing is a profile of publish-subscribe"),
            Map.entry("presence roster", "subscriptions are states of roster items (RFC 6121 §3)"),
            Map.entry("register account", "registration makes and deletes accounts"),
            Map.entry("roster account", "rosters go with their account"),
            Map.entry("pubsub adhoc", "owners of nodes run a command of the service"),
            Map.entry("upload adhoc", "people delete their files by a command"),
            Map.entry("upload account", "files belong to accounts and go with them"),
            Map.entry("lifecycle account", "the first start makes an administrator"));

    /** The package right below the root, or nothing for the root itself. */
    private static String part(JavaClass type) {
        String name = type.getPackageName() + '.';
        return name.startsWith(ROOT) ? name.substring(ROOT.length()).replaceFirst("\\..*", "") : "";
    }

    private static boolean allowed(String from, String to) {
        if (from.equals(to) || from.isEmpty() || EXCEPTIONS.containsKey(from + ' ' + to)) {
            return true;
        }
        if (LOW.contains(from)) {
            return from.equals("stanza") && LOW.contains(to);
        }
        return LOW.contains(to) || MIDDLE.contains(to) || SHARED.contains(to) && !MIDDLE.contains(from);
    }

    private static boolean isOurs(JavaClass type) {
        return (type.getPackageName() + '.').startsWith(ROOT);
    }

    @ArchTest
    static final ArchRule IMPORTS_GO_DOWN_ONLY = classes().should(new ArchCondition<>("import only what lies below") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isOurs(target) && !part(target).isEmpty() && !allowed(part(type), part(target))) {
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                }
            }
        }
    });

    @ArchTest
    static final ArchRule VALUES_KNOW_NOTHING_OF_WIRING_DATABASES_OR_SOCKETS = noClasses()
            .that()
            .resideInAnyPackage("im.carillon.xml..", "im.carillon.jid..", "im.carillon.stanza..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.google.inject..",
                    "jakarta.inject..",
                    "java.sql..",
                    "org.jdbi..",
                    "org.apache.mina..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule ONLY_WHAT_MOVES_BYTES_OF_TCP_KNOWS_MINA = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "im.carillon.transport.tcp..",
                    // file transfers, which are no streams of XML and share nothing with them but the library
                    "im.carillon.transport.relay..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.mina..");

    @ArchTest
    static final ArchRule ONLY_THE_PARSER_KNOWS_WOODSTOX = noClasses()
            .that()
            .resideOutsideOfPackage("im.carillon.xml..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.ctc.wstx..", "org.codehaus.stax2..", "javax.xml.stream..");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes()
            .that(DescribedPredicate.describe("stand in a package", type -> isOurs(type)))
            .should(new ArchCondition<>("have a package-info with @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not marked"));
                    }
                }
            });

    /** An exception that nobody needs any more goes. */
    @ArchTest
    static void everyExceptionIsNeeded(com.tngtech.archunit.core.domain.JavaClasses all) {
        for (String exception : EXCEPTIONS.keySet()) {
            String[] pair = exception.split(" ");
            boolean used = all.stream()
                    .filter(type -> part(type).equals(pair[0]))
                    .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                    .anyMatch(dependency -> part(dependency.getTargetClass()).equals(pair[1]));
            if (!used) {
                throw new AssertionError("nothing needs the exception " + Arrays.toString(pair));
            }
        }
    }
}
