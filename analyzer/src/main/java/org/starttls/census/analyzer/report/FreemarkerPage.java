package org.starttls.census.analyzer.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.starttls.census.analyzer.chart.Svg;
import org.starttls.census.analyzer.figures.CampaignFigures;

/**
 * The page, by FreeMarker with automatic HTML escaping: a text is markup only where {@link Svg} drew it; a test keeps {@code no_esc} out of
 * the template.
 */
final class FreemarkerPage {
    private final Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);

    FreemarkerPage() {
        configuration.setClassForTemplateLoading(FreemarkerPage.class, "/report");
        configuration.setObjectWrapper(new PageObjects());
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setFallbackOnNullLoopVariable(false);
    }

    String html(CampaignFigures figures) throws IOException {
        StringWriter page = new StringWriter();
        try {
            configuration.getTemplate("page.ftlh").process(Map.of("page", PageModel.of(figures)), page);
        } catch (TemplateException e) {
            throw new IllegalStateException(e);
        }
        return page.toString();
    }

    /** Optional values are themselves or missing; a drawing is markup; everything else is text, and escaped. */
    private static final class PageObjects extends DefaultObjectWrapper {
        PageObjects() {
            super(Configuration.VERSION_2_3_34);
        }

        @Override
        public TemplateModel wrap(Object object) throws TemplateModelException {
            if (object instanceof Optional<?> optional) {
                return optional.isPresent() ? wrap(optional.get()) : null;
            }
            return object instanceof Svg drawing
                    ? HTMLOutputFormat.INSTANCE.fromMarkup(drawing.text())
                    : super.wrap(object);
        }
    }
}
