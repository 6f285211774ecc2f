import static org.neo4j.configuration.GraphDatabaseSettings.DEFAULT_DATABASE_NAME;
import static org.neo4j.configuration.GraphDatabaseSettings.SYSTEM_DATABASE_NAME;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.connectors.HttpsConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Result;

/**
 * One Neo4j Community server with Bolt on the loopback address, for tests and benchmarks.
 *
 * <p>Neo4jForTests HOME PORT PAGE_CACHE_MB SETTINGS_FILE, with the password of the user neo4j in KALAKA_TEST_PASSWORD. The
 * file holds what docker-compose.yml sets on the real server. Prints READY once it answers, and shuts down cleanly when its
 * standard input closes, so it never outlives the process that started it.
 */
public final class Neo4jForTests {
    /** The first statements of a fresh server are slow where the machine is busy: longer than the server's own timeout. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Neo4jForTests() {}

    public static void main(String[] arguments) {
        try {
            serve(arguments);
        } catch (Throwable failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void serve(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        int port = Integer.parseInt(arguments[1]);
        long pageCache = Long.parseLong(arguments[2]) << 20;
        DatabaseManagementService server = configured(home, port, pageCache, Path.of(arguments[3])).build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        setPassword(server, System.getenv("KALAKA_TEST_PASSWORD"));
        if (!server.database(DEFAULT_DATABASE_NAME).isAvailable(60_000)) {
            throw new IllegalStateException("the database did not become available within 60 s");
        }
        System.out.println("READY");
        while (System.in.read() >= 0) {
            // only the end of the input matters
        }
        System.exit(0);
    }

    private static DatabaseManagementServiceBuilder configured(Path home, int port, long pageCache, Path settings) {
        return new DatabaseManagementServiceBuilder(home)
                .loadPropertiesFromFile(settings)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
                .setConfig(BoltConnector.advertised_address, new SocketAddress("127.0.0.1", port))
                .setConfig(HttpConnector.enabled, false)
                .setConfig(HttpsConnector.enabled, false)
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                .setConfig(GraphDatabaseSettings.pagecache_memory, pageCache)
                // Without these two an empty database takes 250 MB, and seeded homes are copied for each run.
                .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
                .setConfig(GraphDatabaseSettings.preallocate_store_files, false)
                .setConfig(GraphDatabaseSettings.shutdown_transaction_end_timeout, Duration.ofSeconds(1));
    }

    private static void setPassword(DatabaseManagementService server, String password) {
        GraphDatabaseService system = server.database(SYSTEM_DATABASE_NAME);
        boolean fresh = system.executeTransactionally(
                "SHOW USERS YIELD user, passwordChangeRequired WHERE user = 'neo4j' AND passwordChangeRequired",
                Map.of(),
                Result::hasNext,
                PATIENCE);
        if (fresh) {
            system.executeTransactionally(
                    "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
                    Map.of("password", password),
                    Result::resultAsString,
                    PATIENCE);
        }
    }
}
