package org.starttls.census.crawler.probe.dialogue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A whole conversation without I/O: bytes and events in, actions out. Ties parser, dialogue and transcript together, and
 * is all that a driver needs. Owned by one event loop.
 *
 * <p>Every method but the accessors answers what to do next; after {@link SmtpAction.HangUp} nothing changes any more.
 */
public final class SmtpConversation {
    private final ReplyParser parser = new ReplyParser();
    private final TranscriptWriter transcript = new TranscriptWriter();
    private final SmtpDialogue dialogue;

    /**
     * @param ehloName name we give with EHLO
     */
    public SmtpConversation(String ehloName, BlindStarttls blindStarttls) {
        this.dialogue = new SmtpDialogue(ehloName, blindStarttls);
    }

    public SmtpAction connected() {
        return noted(dialogue.on(new SmtpEvent.Connected()));
    }

    public SmtpAction unreachable(NetworkCause cause) {
        return noted(dialogue.on(new SmtpEvent.Unreachable(cause)));
    }

    /**
     * Plain text, outside or inside TLS. Bytes behind a reply are noted, kept in the transcript and dropped: they came
     * before the next command was sent and cannot answer it.
     */
    public SmtpAction received(byte[] bytes) {
        transcript.heard(bytes);
        if (parser.state() == ReplyParser.State.BROKEN) {
            return new SmtpAction.Await();
        }
        int taken = parser.feed(bytes, 0);
        return switch (parser.state()) {
            case MORE -> new SmtpAction.Await();
            case REPLY -> {
                if (taken < bytes.length) {
                    parser.note(Deviation.BYTES_BEHIND_REPLY);
                }
                yield noted(dialogue.on(new SmtpEvent.Reply(parser.reply(), excerpt(bytes, taken))));
            }
            case BROKEN -> broke(parser.broken(), parser.excerpt());
        };
    }

    /** The handshake is complete. */
    public SmtpAction secured() {
        parser.restart();
        return noted(dialogue.on(new SmtpEvent.Secured()));
    }

    /** TLS failed, in the handshake or after it. */
    public SmtpAction tlsFailed(Ending ending) {
        return noted(dialogue.on(new SmtpEvent.TlsFailed(ending)));
    }

    /** A limit outside the replies was passed. */
    public SmtpAction broke(Misbehaviour misbehaviour, String excerpt) {
        return noted(dialogue.on(new SmtpEvent.Broken(misbehaviour, excerpt)));
    }

    public SmtpAction closed(NetworkCause cause) {
        return parser.holdsGarbage()
                ? broke(Misbehaviour.NOT_A_REPLY, parser.excerpt())
                : noted(dialogue.on(new SmtpEvent.Closed(cause)));
    }

    /** A deadline passed. */
    public SmtpAction late(Duration limit) {
        return parser.holdsGarbage()
                ? broke(Misbehaviour.NOT_A_REPLY, parser.excerpt())
                : noted(dialogue.on(new SmtpEvent.Late(limit)));
    }

    /**
     * A fault of our own.
     *
     * @param cause class name of the fault
     */
    public SmtpAction fault(String cause) {
        return noted(dialogue.on(new SmtpEvent.Fault(cause)));
    }

    public DialogueStage stage() {
        return dialogue.stage();
    }

    /** Present once it cannot change any more. */
    public Optional<Ending> ending() {
        return dialogue.ending();
    }

    /** What is waited for now. */
    public Patience patience() {
        return dialogue.patience();
    }

    public SmtpEvidence evidence() {
        return dialogue.evidence(parser.tolerated());
    }

    public Transcript transcript() {
        return transcript.finish();
    }

    private SmtpAction noted(SmtpAction action) {
        switch (action.kind()) {
            case SAY -> transcript.said(((SmtpAction.Say) action).command());
            case HANG_UP -> ((SmtpAction.HangUp) action).lastWord().ifPresent(transcript::said);
            case AWAIT, UPGRADE_TO_TLS -> {}
        }
        return action;
    }

    private static String excerpt(byte[] bytes, int from) {
        int length = Math.min(bytes.length - from, PeerText.MAX_EXCERPT_CHARS);
        return PeerText.excerpt(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
    }
}
