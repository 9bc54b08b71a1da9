package org.starttls.census.crawler.campaign;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second scan off a campaign. The system takes it back from a process that dies. */
public final class CampaignLock implements AutoCloseable {
    private final FileChannel channel;

    private CampaignLock(FileChannel channel) {
        this.channel = channel;
    }

    public static CampaignLock take(CampaignFolder folder) {
        Path file = folder.root().resolve(".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isTaken(channel)) {
                channel.close();
                throw new Problem(
                        "C105",
                        ExitStatus.WRONG_CALL,
                        "another scan is at work on this campaign",
                        file + " is locked",
                        "nothing was started",
                        "wait for its end: census status " + folder.root());
            }
            return new CampaignLock(channel);
        } catch (IOException e) {
            throw CampaignFolder.notWritable(folder.root(), e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
