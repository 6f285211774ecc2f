import static org.neo4j.configuration.GraphDatabaseSettings.DEFAULT_DATABASE_NAME;
import static org.neo4j.configuration.GraphDatabaseSettings.SYSTEM_DATABASE_NAME;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
 * <p>Neo4jForTests HOME PORT PAGE_CACHE_MB, with the password of the user neo4j in KALAKA_TEST_PASSWORD. Prints READY once it
 * answers, and shuts down cleanly when its standard input closes, so it never outlives the process that started it.
 */
public final class Neo4jForTests {
    /** As in docker-compose.yml: what the service calls must be enough for it. */
    private static final List<String> ALLOWED_PROCEDURES =
            List.of("db.index.fulltext.queryNodes", "dbms.components", "db.awaitIndexes");

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
        DatabaseManagementService server = configured(home, port, pageCache).build();
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

    private static DatabaseManagementServiceBuilder configured(Path home, int port, long pageCache) {
        return new DatabaseManagementServiceBuilder(home)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
                .setConfig(BoltConnector.advertised_address, new SocketAddress("127.0.0.1", port))
                .setConfig(HttpConnector.enabled, false)
                .setConfig(HttpsConnector.enabled, false)
                .setConfig(GraphDatabaseSettings.auth_enabled, true)
                .setConfig(GraphDatabaseSettings.pagecache_memory, pageCache)
                .setConfig(GraphDatabaseSettings.udc_enabled, false)
                // Without these two an empty database takes 250 MB, and seeded homes are copied for each run.
                .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
                .setConfig(GraphDatabaseSettings.preallocate_store_files, false)
                .setConfig(GraphDatabaseSettings.procedure_allowlist, ALLOWED_PROCEDURES)
                // The settings that docker-compose.yml gives the real server.
                .setConfig(GraphDatabaseSettings.transaction_timeout, Duration.ofSeconds(120))
                .setConfig(GraphDatabaseSettings.shutdown_transaction_end_timeout, Duration.ofSeconds(1))
                .setConfig(GraphDatabaseSettings.transaction_monitor_check_interval, Duration.ofMillis(500))
                .setConfig(GraphDatabaseSettings.lock_acquisition_timeout, Duration.ofSeconds(2));
    }

    private static void setPassword(DatabaseManagementService server, String password) {
        GraphDatabaseService system = server.database(SYSTEM_DATABASE_NAME);
        boolean fresh = system.executeTransactionally(
                "SHOW USERS YIELD user, passwordChangeRequired WHERE user = 'neo4j' AND passwordChangeRequired",
                Map.of(),
                Result::hasNext);
        if (fresh) {
            system.executeTransactionally(
                    "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", Map.of("password", password));
        }
    }
}
