"""The service as HTTP: the GraphQL endpoint, readiness, and the pages for people."""
