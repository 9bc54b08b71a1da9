package org.starttls.census.analyzer.chart;

import java.util.List;
import java.util.Objects;
import org.starttls.census.analyzer.chart.Svg.Anchor;
import org.starttls.census.analyzer.chart.Svg.Canvas;

/** A share that grows with a number, the number on a logarithmic scale: how much the largest few have together. */
public final class CurveChart {
    private static final double HEIGHT = 280;
    private static final double LEFT = 44;
    private static final double RIGHT = 16;
    private static final double TOP = 22;
    private static final double BOTTOM = 44;

    private CurveChart() {}

    /**
     * One point.
     *
     * @param x at least 1
     * @param share from 0 to 1
     * @param label stands beside the point; may be empty
     */
    public record Point(long x, double share, String label) {
        public Point {
            Objects.requireNonNull(label);
        }
    }

    public static Svg draw(String id, String title, String description, String axis, List<Point> points, Width width) {
        Canvas canvas = Svg.described(id, title, description, width.units(), HEIGHT);
        double last = Math.max(10, points.get(points.size() - 1).x());
        double room = width.units() - LEFT - RIGHT;
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = y(percent / 100.0);
            canvas.line("grid", LEFT, y, LEFT + room, y);
            canvas.text("tick", Anchor.END, LEFT - 8, y + 4, percent + "\u202f%");
        }
        for (long tick = 1; tick <= last; tick *= 10) {
            canvas.text("tick", Anchor.MIDDLE, x(tick, last, room), HEIGHT - BOTTOM + 18, Words.count(tick));
        }
        canvas.text("tick", Anchor.MIDDLE, LEFT + room / 2, HEIGHT - 6, axis);
        StringBuilder line = new StringBuilder();
        for (Point point : points) {
            line.append(Canvas.at(line.isEmpty() ? "M" : "L", x(point.x(), last, room), y(point.share())));
        }
        Point first = points.get(0);
        Point end = points.get(points.size() - 1);
        canvas.path(
                "area",
                line + Canvas.at("L", x(end.x(), last, room), y(0)) + Canvas.at("L", x(first.x(), last, room), y(0))
                        + "Z");
        canvas.path("curve", line.toString());
        points.stream().filter(point -> !point.label().isEmpty()).forEach(point -> {
            double x = x(point.x(), last, room);
            boolean isRight = x > LEFT + room * 0.8;
            canvas.circle("point", x, y(point.share()), 4);
            canvas.text(
                    "number",
                    isRight ? Anchor.END : Anchor.START,
                    isRight ? x : x + 7,
                    isRight ? y(point.share()) - 9 : y(point.share()) + 15,
                    point.label());
        });
        return canvas.close();
    }

    private static double x(long value, double last, double room) {
        return LEFT + room * Math.log((double) value) / Math.log(last);
    }

    private static double y(double share) {
        return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
    }
}
