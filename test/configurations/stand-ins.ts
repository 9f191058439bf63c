/**
 * Stands in for the Prisma CLI, whose engines are in no registry: applies LiteLLM's own migrations, which it is asked to
 * deploy from their folder, with psql. Prisma's parameters of the address are not PostgreSQL's.
 */
export const PRISMA = `#!/bin/sh
set -e
case "$*" in
--version) echo 'a stand-in for prisma' ;;
'migrate deploy')
  address=\${DATABASE_URL%%\\?*}
  psql --quiet --set ON_ERROR_STOP=1 "$address" --command 'CREATE TABLE IF NOT EXISTS _prisma_migrations (id text, checksum text, migration_name text PRIMARY KEY, started_at timestamptz, finished_at timestamptz, rolled_back_at timestamptz, logs text)'
  for folder in migrations/*/; do
    name=$(basename "$folder")
    printf "SELECT count(*) = 0 AS pending FROM _prisma_migrations WHERE migration_name = '%s' \\\\gset\\n" "$name"
    printf '%s\\n' '\\if :pending'
    cat "$folder/migration.sql"
    printf "\\n;INSERT INTO _prisma_migrations (migration_name, started_at, finished_at) VALUES ('%s', now(), now());\\n" "$name"
    printf '%s\\n' '\\endif'
  done | psql --quiet --set ON_ERROR_STOP=1 "$address"
  ;;
*) echo "the stand-in for prisma does not know: $*" >&2; exit 1 ;;
esac
`;

/** Stands in for every Ollama: answers with the name by which it was called, and prints what it was asked. */
export const OLLAMA = `require('node:http').createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks)) : {};
  console.log(request.method, request.headers.host + request.url, body.model ?? '');
  const message = { role: 'assistant', content: 'this is ' + request.headers.host };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ model: body.model, created_at: '2026-01-01T00:00:00Z', message, done: true, done_reason: 'stop', prompt_eval_count: 1, eval_count: 1 }));
}).listen(11434);`;

/** Stands in for the OpenTelemetry Collector: prints where what arrived, in base64. */
export const COLLECTOR = `require('node:http').createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  console.log(request.url, Buffer.concat(chunks).toString('base64'));
  response.end();
}).listen(4318);`;

/** Asks once, as a client without a library: prints the status and the text of the answer. */
export const REQUEST = `const { url, key, body } = JSON.parse(process.argv[1]);
const headers = { 'content-type': 'application/json', ...(key && { authorization: 'Bearer ' + key }) };
fetch(url, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) })
  .then(async (answer) => ({ status: answer.status, text: await answer.text() }))
  .catch((error) => ({ status: 0, text: String(error.cause ?? error) }))
  .then((told) => console.log(JSON.stringify(told)));`;
