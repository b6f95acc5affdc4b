package im.carillon.transport.tcp;

import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.service.SimpleIoProcessorPool;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;

/** The I/O threads that all listeners share, one per processor core. */
public final class TcpProcessors implements AutoCloseable {

    private final SimpleIoProcessorPool<NioSession> pool =
            new SimpleIoProcessorPool<>(NioProcessor.class, Runtime.getRuntime().availableProcessors());

    public IoProcessor<NioSession> shared() {
        return pool;
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
