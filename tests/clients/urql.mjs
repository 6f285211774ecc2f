// urql's core with its fetch exchange, subscriptions over event streams, and over graphql-ws.
import { Client, fetchExchange, gql, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const url = process.argv[2];
const answers = [];
const noted = async (...given) => {
  const answer = await fetch(...given);
  answers.push(answer.headers.get('content-type'));
  return answer;
};
const streaming = new Client({ url, exchanges: [fetchExchange], fetchSubscriptions: true, fetch: noted, preferGetMethod: false });
const sockets = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket });
const forward = ({ query, variables }) => ({
  subscribe: (sink) => ({ unsubscribe: sockets.subscribe({ query, variables }, sink) }),
});
const socketed = new Client({
  url,
  preferGetMethod: false,
  exchanges: [fetchExchange, subscriptionExchange({ forwardSubscription: forward })],
});

const query = gql`query County($nuts3: String!) { county(nuts3: $nuts3) { nuts3 name { hu } } }`;
const county = await streaming.query(query, { nuts3: 'HU223' }).toPromise();
const byGet = await streaming.query(query, { nuts3: 'HU223' }, { preferGetMethod: true }).toPromise();
const refused = await streaming.query('{ nope }', {}).toPromise();
const subscription = gql`subscription { dataVersion }`;
const first = (client) =>
  new Promise((resolve, reject) => {
    const { unsubscribe } = client.subscription(subscription, {}).subscribe(({ data, error }) => {
      setTimeout(() => unsubscribe());
      if (error) reject(error);
      else resolve(data);
    });
  });
const streamed = await first(streaming);
const told = await first(socketed);
await sockets.dispose();
console.log(
  JSON.stringify({
    county: county.data,
    byGet: byGet.data,
    refused: refused.error.graphQLErrors[0].extensions.code,
    streamed,
    told,
    answers,
  }),
);
