// The client of graphql-sse in its default mode, a connection for each operation.
import { createClient } from 'graphql-sse';

const client = createClient({ url: process.argv[2] });
const all = async (request, most) => {
  const answers = [];
  for await (const answer of client.iterate(request)) {
    answers.push(answer);
    if (answers.length === most) break;
  }
  return answers;
};
const county = await all({
  query: 'query County($nuts3: String!) { county(nuts3: $nuts3) { nuts3 name { hu } } }',
  variables: { nuts3: 'HU223' },
});
const told = await all({ query: 'subscription { dataVersion }' }, 1);
const refused = await all({ query: '{ nope }' });
client.dispose();
console.log(
  JSON.stringify({ county: county.map(({ data }) => data), told: told[0].data, refused: refused[0].errors[0].extensions.code }),
);
