// The client of graphql-ws: queries and a subscription over one socket, what is refused, a ping.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, key] = process.argv.slice(2);
const closed = [];
let pongs = 0;
const client = createClient({
  url: url.replace('http', 'ws'),
  webSocketImpl: WebSocket,
  keepAlive: 50,
  lazyCloseTimeout: 500,
  on: { closed: ({ code }) => closed.push(code), pong: (received) => (pongs += received ? 1 : 0) },
});
const first = async (from, request) => {
  for await (const answer of from.iterate(request)) return answer;
};
const county = await first(client, {
  query: 'query County($nuts3: String!) { county(nuts3: $nuts3) { nuts3 name { hu } } }',
  variables: { nuts3: 'HU223' },
});
const told = await first(client, { query: 'subscription { dataVersion }' });
const refused = await first(client, { query: '{ nope }' }).catch((errors) => errors[0].extensions.code);
await new Promise((resolve) => setTimeout(resolve, 200));
await client.dispose();

const stranger = createClient({
  url: url.replace('http', 'ws'),
  webSocketImpl: WebSocket,
  connectionParams: { Authorization: key },
  retryAttempts: 0,
});
const denied = await first(stranger, { query: '{ dataVersion }' }).catch(({ code, reason }) => ({ code, reason }));
console.log(JSON.stringify({ county: county.data, told: told.data, refused, pongs, closed, denied }));
