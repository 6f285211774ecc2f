// Apollo Client's core with its HttpLink, and GraphQLWsLink for subscriptions; by GET too.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { createClient } from 'graphql-ws';
import { OperationTypeNode } from 'graphql';
import WebSocket from 'ws';

const uri = process.argv[2];
const sockets = createClient({ url: uri.replace('http', 'ws'), webSocketImpl: WebSocket });
const link = ApolloLink.split(
  ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
  new GraphQLWsLink(sockets),
  new HttpLink({ uri }),
);
const client = new ApolloClient({ link, cache: new InMemoryCache() });
const query = gql`query County($nuts3: String!) { county(nuts3: $nuts3) { __typename id nuts3 name { hu } } }`;
const variables = { nuts3: 'HU223' };

const { data } = await client.query({ query, variables });
const kept = client.cache.extract()[`County:${data.county.id}`];
const byGet = new ApolloClient({ link: new HttpLink({ uri, useGETForQueries: true }), cache: new InMemoryCache() });
const got = await byGet.query({ query, variables });
const error = await client.query({ query: gql`{ nope }` }).catch((caught) => caught);
const told = await new Promise((resolve, reject) => {
  const listening = client.subscribe({ query: gql`subscription { dataVersion }` }).subscribe({
    next: ({ data: news }) => {
      listening.unsubscribe();
      resolve(news);
    },
    error: reject,
  });
});
await sockets.dispose();
client.stop();
byGet.stop();
console.log(
  JSON.stringify({
    county: data.county,
    kept: kept.name.hu,
    got: got.data.county,
    told,
    refused: CombinedGraphQLErrors.is(error) && error.errors[0].extensions.code,
  }),
);
