// A mutation and its repeat, as urql, Apollo Client, graphql-request and graphql-ws send them, with a key and without.
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { GraphQLClient } from 'graphql-request';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, key] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${key}` };
const text = `mutation Write($input: BadgeCreateInput!) {
  badgeCreate(input: $input) { badge { id threshold } clientMutationId errors { code path } }
}`;
const input = (id, threshold = 1) => ({
  id: `badge:${id}`,
  clientMutationId: id,
  dataOrigin: 'REAL_CITED',
  name: { hu: id },
  threshold,
});
const thrice = async (id, send) => ({
  first: await send({ input: input(id) }),
  again: await send({ input: input(id) }),
  other: await send({ input: input(id, 2) }),
});

const urql = new Client({ url, exchanges: [fetchExchange], fetchOptions: { headers }, preferGetMethod: false });
const apollo = new ApolloClient({ link: new HttpLink({ uri: url, headers }), cache: new InMemoryCache() });
const request = new GraphQLClient(url, { headers });
const socket = (connectionParams) =>
  createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams });
const overSocket = async (client, variables) => {
  for await (const answer of client.iterate({ query: text, variables })) return answer;
};
const known = socket({ authorization: headers.Authorization });
const unknown = socket({});

const told = {
  urql: await thrice('urql', async (variables) => (await urql.mutation(text, variables).toPromise()).data),
  apollo: await thrice('apollo', async (variables) => (await apollo.mutate({ mutation: gql(text), variables })).data),
  request: await thrice('request', (variables) => request.request(text, variables)),
  socket: await thrice('socket', async (variables) => (await overSocket(known, variables)).data),
};
const byGet = await fetch(`${url}?query=${encodeURIComponent('mutation { badgeDelete(input: {id: "badge:urql"}) { deleted } }')}`, {
  headers,
});
let refused = null;
try {
  refused = (await overSocket(unknown, { input: input('nobody') })).errors;
} catch (errors) {
  refused = errors;
}
const without = await fetch(url, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ query: text, variables: { input: input('nobody') } }),
});
const codes = (errors) => errors.map((error) => error.extensions.code);
await known.dispose();
await unknown.dispose();
apollo.stop();
console.log(
  JSON.stringify({
    told,
    byGet: { status: byGet.status, codes: codes((await byGet.json()).errors) },
    refused: codes(refused),
    without: codes((await without.json()).errors),
  }),
);
