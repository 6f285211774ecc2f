// The rival: @neo4j/graphql over the same Neo4j, behind the lightest HTTP server that was found (see the README).
// node server.mjs PORT, with NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE. Prints READY once it listens.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { parse, validate } from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import neo4j from "neo4j-driver";

const { NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD), { telemetryDisabled: true });
const typeDefs = readFileSync(new URL("types.graphql", import.meta.url), "utf8");
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const compiled = new Map(); // one parse, validation and compilation for each document, like our plan cache

function compile(document) {
  const parsed = parse(document);
  const errors = validate(schema, parsed);
  const operation = errors.length ? { errors } : compileQuery(schema, parsed);
  if (!isCompiledQuery(operation)) return { query: () => operation };
  compiled.set(document, operation);
  return operation;
}

async function answer(body) {
  const { query, variables } = JSON.parse(body);
  const operation = compiled.get(query) ?? compile(query);
  return JSON.stringify(await operation.query({}, { sessionConfig: { database: NEO4J_DATABASE } }, variables));
}

// Node ends idle connections after 5 s otherwise, and the other sides take their turns in between.
const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", async () => {
    const text = await answer(Buffer.concat(parts)).catch((error) => JSON.stringify({ errors: [{ message: String(error) }] }));
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
    response.end(text);
  });
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("READY"));
process.stdin.on("end", () => process.exit(0)).resume(); // never outlives the bench
