// graphql-request, as its README uses it.
import { GraphQLClient, gql } from 'graphql-request';

const client = new GraphQLClient(process.argv[2]);
const county = await client.request(
  gql`query County($nuts3: String!) { county(nuts3: $nuts3) { nuts3 name { hu } } }`,
  { nuts3: 'HU223' },
);
const raw = await client.rawRequest('{ dataVersion }');
const refused = await client.request('{ nope }').catch((error) => error.response);
console.log(
  JSON.stringify({
    county,
    version: raw.data.dataVersion,
    cost: raw.extensions.cost.price,
    left: raw.headers.get('ratelimit'),
    refused: { status: refused.status, code: refused.errors[0].extensions.code },
  }),
);
