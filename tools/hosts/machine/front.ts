import { createReadStream, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { join, normalize } from 'node:path';

/** Answers by TLS for every name that a machine may ask: with the files of the folder of that name, or with what a server on loopback answers. */
const [folder = '', registry = ''] = process.argv.slice(2);
const [host, port] = registry.split(':');
const key = readFileSync(join(folder, 'key.pem'));
const cert = readFileSync(join(folder, 'cert.pem'));

createServer({ key, cert }, (asked, answer) => {
  const { method, url = '/', headers } = asked;
  if (/docker/.test(headers.host ?? '')) {
    const passed = request({ host, port, method, path: url, headers }, (from) => {
      answer.writeHead(from.statusCode ?? 502, from.headers);
      from.pipe(answer);
    });
    passed.on('error', (error) => answer.writeHead(502).end(error.message));
    asked.pipe(passed);
    return;
  }
  createReadStream(join(folder, headers.host ?? '', normalize(url)))
    .on('error', () => answer.headersSent || answer.writeHead(404).end())
    .pipe(answer);
}).listen(443);
