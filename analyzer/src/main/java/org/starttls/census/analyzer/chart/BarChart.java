package org.starttls.census.analyzer.chart;

import java.util.List;
import java.util.Objects;
import org.starttls.census.analyzer.chart.Svg.Anchor;
import org.starttls.census.analyzer.chart.Svg.Canvas;

/** Horizontal bars, one below the other, each with its label and its number beside it. */
public final class BarChart {
    /** Room for labels: as much as they need, within these; about so many units a character. */
    private static final double LEAST_LABELS = 150;

    private static final double MOST_LABELS = 340;
    private static final double CHARACTER = 7.4;

    private static final double NUMBERS = 150;
    private static final double BAR = 18;

    private BarChart() {}

    /**
     * One bar.
     *
     * @param share length, from 0 to 1
     * @param number what stands behind it
     * @param style class of the bar: "fill", "good", "bad", "soft"
     */
    public record Bar(String label, double share, String number, String style) {
        public Bar {
            Objects.requireNonNull(label);
            Objects.requireNonNull(number);
            Objects.requireNonNull(style);
        }
    }

    public static Svg draw(String id, String title, String description, List<Bar> bars, Width width) {
        double pitch = width.isNarrow() ? 44 : 29;
        Canvas canvas = Svg.described(id, title, description, width.units(), pitch * bars.size() + 4);
        double labels = Math.min(
                MOST_LABELS,
                bars.stream()
                        .mapToDouble(bar -> bar.label().length() * CHARACTER + 16)
                        .reduce(LEAST_LABELS, Math::max));
        double longest = bars.stream().mapToDouble(Bar::share).max().orElse(1);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double top = i * pitch + 2;
            if (width.isNarrow()) {
                canvas.text("label", Anchor.START, 0, top + 13, bar.label());
                canvas.text("number", Anchor.END, width.units(), top + 13, bar.number());
                draw(canvas, bar, longest, 0, top + 20, width.units());
            } else {
                canvas.text("label", Anchor.END, labels - 12, top + 14, bar.label());
                double room = width.units() - labels - NUMBERS;
                draw(canvas, bar, longest, labels, top, room);
                double end = labels + length(bar, longest, room);
                canvas.text("number", Anchor.START, end + 8, top + 14, bar.number());
            }
        }
        return canvas.close();
    }

    /** Lengths are true to scale; the longest bar has the whole room unless it stands for less than half. */
    private static double length(Bar bar, double longest, double room) {
        return bar.share() / Math.max(longest, 0.5) * room;
    }

    private static void draw(Canvas canvas, Bar bar, double longest, double x, double y, double room) {
        double length = length(bar, longest, room);
        canvas.bar(bar.style(), x, y, bar.share() > 0 ? Math.max(1.5, length) : 0, BAR);
    }
}
