package org.starttls.census.analyzer.chart;

import java.util.List;
import java.util.Objects;
import org.starttls.census.analyzer.chart.Svg.Anchor;
import org.starttls.census.analyzer.chart.Svg.Canvas;

/** Steps from many to few: each bar is what remains, hatched behind it what was lost since the bar above, with the reasons. */
public final class FunnelChart {
    private static final double LABELS = 210;
    private static final double NUMBERS = 130;
    private static final double PERCENT = 54;
    private static final double BAR = 16;
    private static final double HEADING = 40;

    private FunnelChart() {}

    /**
     * Steps of one unit; bars are relative to {@code whole}.
     *
     * @param heading what is counted, and what the bars are relative to
     */
    public record Group(String heading, long whole, List<Step> steps) {
        public Group {
            Objects.requireNonNull(heading);
            steps = List.copyOf(steps);
        }
    }

    /**
     * One step.
     *
     * @param before where the hatched part ends: the step before, or the count itself at the top of a group
     * @param losses the reasons in words; may be empty
     */
    public record Step(String id, String label, long count, long before, String losses) {
        public Step {
            Objects.requireNonNull(id);
            Objects.requireNonNull(label);
            Objects.requireNonNull(losses);
        }
    }

    public static Svg draw(String id, String title, String description, List<Group> groups, Width width) {
        double height = groups.stream()
                .mapToDouble(group -> HEADING
                        + group.steps().stream()
                                .mapToDouble(step -> pitch(step, width))
                                .sum())
                .sum();
        Canvas canvas = Svg.described(id, title, description, width.units(), height);
        double top = 0;
        for (Group group : groups) {
            canvas.text("heading", Anchor.START, 0, top + 24, group.heading());
            canvas.line("rule", 0, top + 31, width.units(), top + 31);
            top += HEADING;
            for (Step step : group.steps()) {
                draw(canvas, group, step, top, width);
                top += pitch(step, width);
            }
        }
        return canvas.close();
    }

    private static double pitch(Step step, Width width) {
        return (width.isNarrow() ? 44 : 27) + (step.losses().isEmpty() ? 0 : 17);
    }

    private static void draw(Canvas canvas, Group group, Step step, double top, Width width) {
        double x = width.isNarrow() ? 0 : LABELS;
        double room = width.isNarrow() ? width.units() : width.units() - LABELS - NUMBERS;
        double y = width.isNarrow() ? top + 19 : top;
        canvas.text("step", Anchor.START, 0, top + 13, step.id());
        canvas.text("label", Anchor.START, 36, top + 13, step.label());
        double remains = length(step.count(), group.whole(), room);
        double before = length(step.before(), group.whole(), room);
        if (before > remains) {
            canvas.bar("lost", x, y, before, BAR);
        }
        canvas.bar("fill", x, y, remains, BAR);
        canvas.text("number strong", Anchor.END, width.units() - PERCENT, top + 13, Words.count(step.count()));
        canvas.text("share", Anchor.END, width.units(), top + 13, Words.coarsePercent(step.count(), group.whole()));
        if (!step.losses().isEmpty()) {
            canvas.text("reason", Anchor.START, x, y + BAR + 13, step.losses());
        }
    }

    private static double length(long count, long whole, double room) {
        return whole == 0 ? 0 : room * count / whole;
    }
}
