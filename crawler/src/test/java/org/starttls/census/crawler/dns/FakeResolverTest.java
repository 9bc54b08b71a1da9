package org.starttls.census.crawler.dns;

class FakeResolverTest extends ResolverContract {
    @Override
    Resolver resolving(ScriptedZone zone) {
        return new FakeResolver(zone);
    }
}
