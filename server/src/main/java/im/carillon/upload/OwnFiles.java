package im.carillon.upload;

import im.carillon.adhoc.AdHocCommand;
import im.carillon.adhoc.AdHocCommandSource;
import im.carillon.adhoc.AdHocRequest;
import im.carillon.adhoc.AdHocStep;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.Option;
import im.carillon.dataforms.Submission;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows people what they have uploaded, and removes what they do not want to be had any longer. No specification
 * says how to do that, but every client with ad-hoc commands (XEP-0050) can do it this way.
 */
final class OwnFiles implements AdHocCommandSource {

    static final String NODE = "urn:carillon:upload:files";

    private static final String CHOSEN = "files";
    private static final int SHOWN = 200;

    private final UploadedFiles files;

    @Inject
    OwnFiles(UploadedFiles files) {
        this.files = files;
    }

    @Override
    public List<AdHocCommand> commands() {
        return List.of(new Deleting());
    }

    private final class Deleting implements AdHocCommand {

        @Override
        public String node() {
            return NODE;
        }

        @Override
        public String name() {
            return "Delete files you uploaded";
        }

        @Override
        public boolean isAllowed(AdHocRequest request) {
            return !request.from().isDomain()
                    && request.from().domain().equals(request.host().domain());
        }

        @Override
        public AdHocStep begin(AdHocRequest request) {
            List<UploadedFile> own = files.of(request.from().bare(), SHOWN);
            if (own.isEmpty()) {
                return AdHocStep.done("You have uploaded nothing, or it is gone already.");
            }
            Usage usage = files.usage(request.from().bare().toString());
            Field choice = Field.of(FieldType.LIST_MULTI, CHOSEN, "Files to delete")
                    .withOptions(own.stream().map(OwnFiles::option).toList());
            Form form = Form.asking(NODE, choice)
                    .titled(
                            name(),
                            "You have " + usage.files() + " files with " + usage.bytes() + " bytes.",
                            "Whoever has the address of a file cannot fetch it once you have deleted it.");
            return AdHocStep.last(form, (action, filledIn) -> delete(own, filledIn));
        }
    }

    private static Option option(UploadedFile file) {
        return new Option(
                file.id(),
                file.name() + " (" + file.size() + " bytes, " + file.created().truncatedTo(ChronoUnit.SECONDS) + ')');
    }

    /** Only what was offered can be chosen; that is, one's own. */
    private AdHocStep delete(List<UploadedFile> own, Submission filledIn) {
        Set<String> chosen = filledIn.texts(CHOSEN).stream().collect(Collectors.toSet());
        List<UploadedFile> unwanted =
                own.stream().filter(file -> chosen.contains(file.id())).toList();
        files.remove(unwanted);
        return AdHocStep.done(unwanted.size() == 1 ? "1 file is deleted." : unwanted.size() + " files are deleted.");
    }
}
