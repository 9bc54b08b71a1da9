package org.starttls.census.analyzer.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * A drawing, markup that may be put into a page as it is: all of it was written here, and every text in it is escaped.
 *
 * @param text the {@code svg} element
 */
public record Svg(String text) {
    public Svg {
        Objects.requireNonNull(text);
    }

    /** Where a text stands against its point. */
    public enum Anchor {
        START("start"),
        MIDDLE("middle"),
        END("end");

        private final String value;

        Anchor(String value) {
            this.value = value;
        }
    }

    /** Text for markup. */
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** A picture with an alternative text: a title, and a description that says its numbers. */
    static Canvas described(String id, String title, String description, double width, double height) {
        Canvas canvas = new Canvas();
        canvas.markup
                .append("<svg role=\"img\" aria-labelledby=\"")
                .append(escape(id))
                .append("-t ")
                .append(escape(id))
                .append("-d\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\"><title id=\"")
                .append(escape(id))
                .append("-t\">")
                .append(escape(title))
                .append("</title><desc id=\"")
                .append(escape(id))
                .append("-d\">")
                .append(escape(description))
                .append("</desc>\n");
        return canvas;
    }

    /** A picture that only repeats the text beside it. */
    static Canvas decoration(double width, double height) {
        Canvas canvas = new Canvas();
        canvas.markup
                .append("<svg aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\">");
        return canvas;
    }

    private static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** Collects shapes; classes are words of ours. */
    static final class Canvas {
        private final StringBuilder markup = new StringBuilder();

        Canvas rect(String style, double x, double y, double width, double height) {
            markup.append(String.format(
                    "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>%n",
                    style, number(x), number(y), number(Math.max(0, width)), number(height)));
            return this;
        }

        Canvas bar(String style, double x, double y, double width, double height) {
            markup.append(String.format(
                    "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\"/>%n",
                    style, number(x), number(y), number(Math.max(0, width)), number(height)));
            return this;
        }

        Canvas line(String style, double x1, double y1, double x2, double y2) {
            markup.append(String.format(
                    "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>%n",
                    style, number(x1), number(y1), number(x2), number(y2)));
            return this;
        }

        Canvas circle(String style, double x, double y, double radius) {
            markup.append(String.format(
                    "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>%n",
                    style, number(x), number(y), number(radius)));
            return this;
        }

        Canvas path(String style, String commands) {
            markup.append("<path class=\"")
                    .append(style)
                    .append("\" d=\"")
                    .append(commands)
                    .append("\"/>\n");
            return this;
        }

        Canvas text(String style, Anchor anchor, double x, double y, String text) {
            markup.append(String.format(
                    "<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>%n",
                    style, anchor.value, number(x), number(y), escape(text)));
            return this;
        }

        /** A point of a path. */
        static String at(String command, double x, double y) {
            return command + number(x) + " " + number(y);
        }

        Svg close() {
            return new Svg(markup.append("</svg>").toString().replace(System.lineSeparator(), "\n"));
        }
    }
}
