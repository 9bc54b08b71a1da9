package org.starttls.census.crawler.probe.dialogue;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The session we hold, as a state machine without I/O. Owned by one event loop.
 *
 * <ol>
 *   <li>greeting, 220
 *   <li>EHLO, 250; on 500, 502 or 504 once HELO instead, which ends the session as NOT_OFFERED
 *   <li>STARTTLS, 220; where it is not offered, the same as a last try ("blind"), if switched on
 *   <li>handshake, not begun if bytes follow the 220
 *   <li>EHLO inside TLS, 250
 *   <li>QUIT, also after a refusal; its reply is waited for and changes nothing
 * </ol>
 *
 * <p>Each method below takes one event at one place and answers what to do. Stage and ending are final as soon as
 * {@link #ending} is present; what follows is farewell. Source: RFC 5321 s3.1, s4.1.1.1, s4.2; RFC 3207 s4.
 */
final class SmtpDialogue {
    /** "Command not recognized" and its kin, where HELO is worth a try. Source: RFC 5321 s3.2, s4.2.4. */
    private static final Set<Integer> EHLO_UNKNOWN = Set.of(500, 502, 504);

    private static final String QUIT = "QUIT";

    /** What is due next. Finer than the stage: a blind STARTTLS enters no stage until it is answered 220. */
    private enum Due {
        CONNECTION,
        GREETING,
        EHLO_REPLY,
        HELO_REPLY,
        STARTTLS_REPLY,
        BLIND_STARTTLS_REPLY,
        HANDSHAKE,
        EHLO_TLS_REPLY,
        QUIT_REPLY,
        NOTHING
    }

    private final String ehloName;
    private final BlindStarttls blindStarttls;
    private Due due = Due.CONNECTION;
    private DialogueStage stage = DialogueStage.CONNECT;
    private Optional<Ending> ending = Optional.empty();
    private Optional<SmtpReply> greeting = Optional.empty();
    private Optional<SmtpReply> ehlo = Optional.empty();
    private Optional<SmtpReply> helo = Optional.empty();
    private Optional<SmtpReply> starttls = Optional.empty();
    private Optional<SmtpReply> ehloTls = Optional.empty();
    private SmtpEvidence.Blind blind = SmtpEvidence.Blind.NOT_SENT;

    SmtpDialogue(String ehloName, BlindStarttls blindStarttls) {
        this.ehloName = Objects.requireNonNull(ehloName);
        this.blindStarttls = Objects.requireNonNull(blindStarttls);
    }

    SmtpAction on(SmtpEvent event) {
        if (due == Due.QUIT_REPLY || due == Due.NOTHING) {
            return hangUp();
        }
        return switch (event.kind()) {
            case CONNECTED -> {
                enter(DialogueStage.GREETING, Due.GREETING);
                yield new SmtpAction.Await();
            }
            case UNREACHABLE -> stop(new Ending.Unreachable(((SmtpEvent.Unreachable) event).cause()));
            case REPLY -> onReply((SmtpEvent.Reply) event);
            case BROKEN -> onBroken((SmtpEvent.Broken) event);
            case SECURED -> {
                enter(DialogueStage.EHLO_TLS, Due.EHLO_TLS_REPLY);
                yield say("EHLO " + ehloName);
            }
            case TLS_FAILED -> stop(((SmtpEvent.TlsFailed) event).ending());
            case CLOSED -> stop(orNotOffered(new Ending.Disconnected(((SmtpEvent.Closed) event).cause())));
            case LATE -> onLate(new Ending.TimedOut(((SmtpEvent.Late) event).limit()));
            case FAULT -> stop(new Ending.LocalFault(((SmtpEvent.Fault) event).cause()));
        };
    }

    DialogueStage stage() {
        return stage;
    }

    /** Present once it cannot change any more. */
    Optional<Ending> ending() {
        return ending;
    }

    Patience patience() {
        return switch (due) {
            case CONNECTION -> Patience.CONNECT;
            case GREETING -> Patience.GREETING;
            case EHLO_REPLY, HELO_REPLY, STARTTLS_REPLY, BLIND_STARTTLS_REPLY, EHLO_TLS_REPLY -> Patience.STEP;
            case HANDSHAKE -> Patience.HANDSHAKE;
            case QUIT_REPLY, NOTHING -> Patience.FAREWELL;
        };
    }

    SmtpEvidence evidence(Set<Deviation> tolerated) {
        return new SmtpEvidence(greeting, ehlo, helo, blind, starttls, ehloTls, tolerated);
    }

    private SmtpAction onReply(SmtpEvent.Reply event) {
        SmtpReply reply = event.reply();
        return switch (due) {
            case GREETING -> onGreeting(reply);
            case EHLO_REPLY -> onEhloReply(reply);
            case HELO_REPLY -> onHeloReply(reply);
            case STARTTLS_REPLY -> onStarttlsReply(reply, event.behind());
            case BLIND_STARTTLS_REPLY -> onBlindStarttlsReply(reply, event.behind());
            case EHLO_TLS_REPLY -> onEhloTlsReply(reply);
            case CONNECTION, HANDSHAKE, QUIT_REPLY, NOTHING -> new SmtpAction.Await();
        };
    }

    private SmtpAction onGreeting(SmtpReply reply) {
        greeting = Optional.of(reply);
        if (reply.code() != 220) {
            return refuse(reply);
        }
        enter(DialogueStage.EHLO, Due.EHLO_REPLY);
        return say("EHLO " + ehloName);
    }

    private SmtpAction onEhloReply(SmtpReply reply) {
        ehlo = Optional.of(reply);
        if (EHLO_UNKNOWN.contains(reply.code())) {
            due = Due.HELO_REPLY;
            return say("HELO " + ehloName);
        }
        if (reply.code() != 250) {
            return refuse(reply);
        }
        if (reply.offers("STARTTLS")) {
            enter(DialogueStage.STARTTLS, Due.STARTTLS_REPLY);
            return say("STARTTLS");
        }
        if (blindStarttls == BlindStarttls.OFF) {
            return partWith(new Ending.NotOffered());
        }
        due = Due.BLIND_STARTTLS_REPLY;
        blind = SmtpEvidence.Blind.SENT;
        return say("STARTTLS");
    }

    /** STARTTLS is an extension, and a server without EHLO has none: not even blindly tried. */
    private SmtpAction onHeloReply(SmtpReply reply) {
        helo = Optional.of(reply);
        return reply.code() == 250 ? partWith(new Ending.NotOffered()) : refuse(reply);
    }

    private SmtpAction onStarttlsReply(SmtpReply reply, String behind) {
        starttls = Optional.of(reply);
        return reply.code() == 220 ? upgrade(behind) : refuse(reply);
    }

    private SmtpAction onBlindStarttlsReply(SmtpReply reply, String behind) {
        starttls = Optional.of(reply);
        if (reply.code() != 220) {
            return partWith(new Ending.NotOffered());
        }
        stage = DialogueStage.STARTTLS;
        return upgrade(behind);
    }

    /** Plain text behind the 220 would pass for the first reply inside TLS: no handshake. Source: RFC 3207 s4.2. */
    private SmtpAction upgrade(String behind) {
        if (!behind.isEmpty()) {
            return stop(new Ending.Misbehaved(Misbehaviour.BYTES_AFTER_220, behind));
        }
        enter(DialogueStage.HANDSHAKE, Due.HANDSHAKE);
        return new SmtpAction.UpgradeToTls();
    }

    private SmtpAction onEhloTlsReply(SmtpReply reply) {
        ehloTls = Optional.of(reply);
        if (reply.code() != 250) {
            return refuse(reply);
        }
        stage = DialogueStage.QUIT;
        return partWith(new Ending.Completed());
    }

    /** A code that is not the one hoped for: 4yz and 5yz refuse, others have no meaning here. */
    private SmtpAction refuse(SmtpReply reply) {
        return partWith(
                reply.isTransientRefusal() || reply.isPermanentRefusal()
                        ? new Ending.Rejected(reply)
                        : new Ending.Misbehaved(
                                Misbehaviour.UNEXPECTED_REPLY_CODE,
                                PeerText.excerpt(
                                        reply.code() + " " + reply.lines().get(0))));
    }

    /** Who floods us or speaks something else is left without a word. */
    private SmtpAction onBroken(SmtpEvent.Broken event) {
        return stop(orNotOffered(new Ending.Misbehaved(event.misbehaviour(), event.excerpt())));
    }

    /** Nobody is listening, perhaps; a QUIT is due all the same, but no wait for its reply. */
    private SmtpAction onLate(Ending late) {
        boolean mayTalk = patience() == Patience.STEP;
        conclude(orNotOffered(late));
        due = Due.NOTHING;
        return new SmtpAction.HangUp(mayTalk ? Optional.of(QUIT) : Optional.empty());
    }

    /** A blind STARTTLS that comes to nothing says nothing more than that it was not offered. */
    private Ending orNotOffered(Ending otherwise) {
        return due == Due.BLIND_STARTTLS_REPLY ? new Ending.NotOffered() : otherwise;
    }

    private SmtpAction partWith(Ending how) {
        conclude(how);
        due = Due.QUIT_REPLY;
        return say(QUIT);
    }

    private SmtpAction stop(Ending how) {
        conclude(how);
        return hangUp();
    }

    private SmtpAction hangUp() {
        due = Due.NOTHING;
        return new SmtpAction.HangUp(Optional.empty());
    }

    private void conclude(Ending how) {
        if (!how.isPossibleAt(stage)) {
            throw new IllegalStateException(how.kind() + " at " + stage);
        }
        ending = Optional.of(how);
    }

    private void enter(DialogueStage next, Due nextDue) {
        stage = next;
        due = nextDue;
    }

    private static SmtpAction say(String command) {
        return new SmtpAction.Say(command);
    }
}
