/** Stands in for whoever keeps telemetry: prints what it gets as JSON, and takes everything but logs. */
export const KEEPER = `const { gunzipSync } = require('node:zlib');
const { createServer } = require('node:http');
const keep = async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
  const { host, authorization } = request.headers;
  console.log(JSON.stringify({ url: host + request.url, authorization, body: body.toString('base64') }));
  response.statusCode = request.url.endsWith('/v1/logs') ? 400 : 200;
  response.end();
};
for (const port of process.argv.slice(1)) createServer(keep).listen(Number(port));
console.log('ready');`;

/** What the stand-in was sent. */
export interface Kept {
  readonly url: string;
  readonly authorization?: string;
  /** The message in protobuf, in base64. */
  readonly body: string;
}

/** The text that an attribute has in the first span of a message, by the numbers of the fields in OTLP's trace.proto. */
export function attribute({ body }: Kept, key: string): string | undefined {
  const [span] = inside([Buffer.from(body, 'base64')], 1, 2, 2);
  const found = inside(span ? [span] : [], 9).find((pair) => inside([pair], 1).join() === key);
  return found && inside([found], 2, 1).join();
}

/** What lies in messages of protobuf under these fields, one in the other. */
function inside(messages: readonly Buffer[], ...path: readonly number[]): Buffer[] {
  return path.reduce((outer, field) => outer.flatMap((message) => fieldsOf(message, field)), [...messages]);
}

/** The fields of a number that are texts or messages. */
function fieldsOf(message: Buffer, wanted: number): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  const varint = (): number => {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const byte = BigInt(message.readUInt8(at++));
      value |= (byte & 127n) << shift;
      if (byte < 128n) return Number(value);
    }
  };
  while (at < message.length) {
    const tag = varint();
    const type = tag & 7;
    const length = type === 2 ? varint() : ({ 1: 8, 5: 4 }[type] ?? 0);
    if (type === 0) varint();
    if (type === 2 && tag >> 3 === wanted) found.push(message.subarray(at, at + length));
    at += length;
  }
  return found;
}

const RESOURCE = { attributes: [{ key: 'service.name', value: { stringValue: 'litellm' } }] };
export const TRACE = '5b8efff798038103d269b633813fc60c';
export const START = 1_700_000_060n * 10n ** 9n;
export const END = START + 10n ** 9n;

/** One span as a program reports it, of a service that says its name unless told otherwise. */
export function span(resource: object = RESOURCE) {
  const startTimeUnixNano = String(START);
  const times = { startTimeUnixNano, endTimeUnixNano: String(END) };
  const spans = [{ traceId: TRACE, spanId: 'eee19b7ec3c1b174', name: 'chat', kind: 2, ...times }];
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'test' }, spans }] }] };
}

export function log() {
  const logRecords = [{ timeUnixNano: String(START), severityText: 'INFO', body: { stringValue: 'hello' } }];
  return { resourceLogs: [{ resource: RESOURCE, scopeLogs: [{ scope: { name: 'test' }, logRecords }] }] };
}
