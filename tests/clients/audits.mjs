// Every audit of graphql-http against a server, one after the other: the result of each.
import { serverAudits } from 'graphql-http';

const results = [];
for (const audit of serverAudits({ url: process.argv[2] })) {
  const { id, name, status, reason, response } = await audit.fn();
  const answer = response && `${response.status} ${(await response.text().catch(() => '')).slice(0, 300)}`;
  results.push({ id, name, status, reason, answer });
}
console.log(JSON.stringify(results));
