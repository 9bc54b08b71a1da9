package org.starttls.census.analyzer.chart;

import java.util.List;
import java.util.Objects;
import org.starttls.census.analyzer.chart.Svg.Anchor;
import org.starttls.census.analyzer.chart.Svg.Canvas;

/**
 * Shares over ordered bins, each point with a stroke from its lower to its upper bound. Series differ in colour and in the
 * shape of their points, and are named where they end.
 */
public final class SeriesChart {
    private static final double HEIGHT = 300;
    private static final double LEFT = 44;
    private static final double TOP = 14;
    private static final double BOTTOM = 48;
    private static final double CHARACTER = 7.2;

    /** Bins beyond which points shrink, so as not to touch. */
    private static final int MANY = 40;

    private SeriesChart() {}

    /** A bin of a series; a bin without a value leaves a gap. */
    public record Point(double value, double lower, double upper) {}

    /**
     * One series.
     *
     * @param style "one" (round points) or "two" (square points)
     * @param points one per bin, null where there is none
     */
    public record Series(String label, String style, List<Point> points) {
        public Series {
            Objects.requireNonNull(label);
            Objects.requireNonNull(style);
        }
    }

    /**
     * Draws all series over the same bins.
     *
     * @param bins label of each bin, in order
     */
    public static Svg draw(
            String id,
            String title,
            String description,
            String axis,
            List<String> bins,
            List<Series> series,
            Width width) {
        double right = width.isNarrow() ? 14 : 150;
        double top = width.isNarrow() ? TOP + 22 : TOP;
        double room = width.units() - LEFT - right;
        Scale scale = new Scale(LEFT, room, top, bins.size());
        Canvas canvas = Svg.described(id, title, description, width.units(), HEIGHT);
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = scale.y(percent / 100.0);
            canvas.line("grid", LEFT, y, LEFT + room, y);
            canvas.text("tick", Anchor.END, LEFT - 8, y + 4, percent + "\u202f%");
        }
        int every = every(bins, room);
        for (int i = 0; i < bins.size(); i += every) {
            canvas.text("tick", Anchor.MIDDLE, scale.x(i), HEIGHT - BOTTOM + 18, bins.get(i));
        }
        canvas.text("tick", Anchor.MIDDLE, LEFT + room / 2, HEIGHT - 6, axis);
        double legend = LEFT;
        double labelFloor = -1;
        for (Series one : series) {
            draw(canvas, one, scale);
            if (width.isNarrow()) {
                point(canvas, one.style(), legend + 4, 10, 4);
                canvas.text("label " + one.style(), Anchor.START, legend + 14, 14, one.label());
                legend += 14 + one.label().length() * CHARACTER + 18;
            } else {
                double y = lastValue(one, scale) + 4;
                y = labelFloor >= 0 && Math.abs(y - labelFloor) < 16 ? labelFloor + 16 : y;
                canvas.text("label " + one.style(), Anchor.START, LEFT + room + 8, y, one.label());
                labelFloor = y;
            }
        }
        return canvas.close();
    }

    /** Every how many bins there is room for a label. */
    private static int every(List<String> bins, double room) {
        int longest = bins.stream().mapToInt(String::length).max().orElse(1);
        double labels = Math.max(1, Math.floor(room / (longest * CHARACTER + 14)));
        return Math.max(1, (int) Math.ceil(bins.size() / labels));
    }

    private static double lastValue(Series series, Scale scale) {
        for (int i = series.points().size() - 1; i >= 0; i--) {
            if (series.points().get(i) != null) {
                return scale.y(series.points().get(i).value());
            }
        }
        return scale.y(0);
    }

    private static void draw(Canvas canvas, Series series, Scale scale) {
        StringBuilder line = new StringBuilder();
        boolean isPenDown = false;
        for (int i = 0; i < series.points().size(); i++) {
            Point point = series.points().get(i);
            if (point != null) {
                line.append(Canvas.at(isPenDown ? "L" : "M", scale.x(i), scale.y(point.value())));
                canvas.line(
                        "bound " + series.style(),
                        scale.x(i),
                        scale.y(point.lower()),
                        scale.x(i),
                        scale.y(point.upper()));
            }
            isPenDown = point != null;
        }
        canvas.path("line " + series.style(), line.toString());
        for (int i = 0; i < series.points().size(); i++) {
            if (series.points().get(i) != null) {
                point(
                        canvas,
                        series.style(),
                        scale.x(i),
                        scale.y(series.points().get(i).value()),
                        scale.radius());
            }
        }
    }

    private static void point(Canvas canvas, String style, double x, double y, double radius) {
        if (style.equals("one")) {
            canvas.circle("dot one", x, y, radius);
        } else {
            double side = radius * 1.75;
            canvas.rect("dot two", x - side / 2, y - side / 2, side, side);
        }
    }

    /** From bins and shares to places. */
    private record Scale(double left, double room, double top, int bins) {
        double x(int bin) {
            return left + room * (bin + 0.5) / bins;
        }

        double radius() {
            return bins > MANY ? 1.8 : 4;
        }

        double y(double share) {
            return top + (1 - share) * (HEIGHT - top - BOTTOM);
        }
    }
}
