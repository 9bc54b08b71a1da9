package org.starttls.census.analyzer.judge;

/** How strong the evidence of a downgrade is. */
public enum Grade {
    /** Proof on the wire. */
    E1,
    /** An authenticated promise broken. */
    E2,
    /** A contradiction: inside a session, by path, by backend. */
    E3,
    /** There before, now gone. */
    E4,
    /** Mere absence. */
    E5,
    /** Worth knowing, no downgrade by itself. */
    INFO
}
