import * as v from 'valibot';
import { cpu, fields, ipv4, releaseVersion, size, text, url } from '../src';

/** `steading:issuer`: who signs the certificates. */
export const issuer = fields({
  email: v.pipe(v.string('an e-mail address'), v.email('an e-mail address')),
  server: url,
});

/** `steading:modelDownloads`: hosts that models may be fetched from, and a resolver outside the cluster that finds them. */
export const modelDownloads = fields({ hosts: v.array(text, 'a list of hosts'), resolver: ipv4 });

/** `steading:models`: what LiteLLM offers, by where it runs. */
export const models = fields({
  gpu: v.array(text, 'a list of models'),
  cpu: v.array(text, 'a list of models'),
});

/** `steading:ollama`: what inference on the CPU may take. */
export const ollama = fields({ cpu, memory: size, memoryLimit: size });

/** `steading:sealing`: the certificate of the controller that opens sealed secrets. */
export const sealing = v.optional(fields({ certificate: text }), undefined);

/** `steading:sizes`: room on disk. */
export const sizes = fields({ postgresql: size, redis: size, models: size, openWebUi: size });

/** `steading:versions`: what runs. */
export const versions = fields({
  certManager: releaseVersion,
  litellm: releaseVersion,
  nginx: releaseVersion,
  ollama: releaseVersion,
  openWebUi: releaseVersion,
  postgresql: releaseVersion,
  redis: releaseVersion,
  sealedSecrets: releaseVersion,
  traefik: releaseVersion,
});
