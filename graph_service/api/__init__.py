"""The GraphQL schema derived from the model, and the extensions that hand operations to `query/`. Owns Strawberry."""
