import * as v from 'valibot';
import { cpu, ipv4, releaseVersion, size, text, url } from '../src';

/** `steading:issuer`: who signs the certificates. */
export const issuer = v.strictObject({
  email: v.pipe(v.string('an e-mail address'), v.email('an e-mail address')),
  server: url,
});

/** `steading:modelDownloads`: hosts that models may be fetched from, and a resolver outside the cluster that finds them. */
export const modelDownloads = v.strictObject({ hosts: v.array(text, 'a list of hosts'), resolver: ipv4 });

/** `steading:models`: what LiteLLM offers, by where it runs. */
export const models = v.strictObject({
  gpu: v.array(text, 'a list of models'),
  cpu: v.array(text, 'a list of models'),
});

/** `steading:ollama`: what inference on the CPU may take. */
export const ollama = v.strictObject({ cpu, memory: size, memoryLimit: size });

/** `steading:sealing`: the certificate of the controller that opens sealed secrets. */
export const sealing = v.optional(v.strictObject({ certificate: text }), undefined);

/** `steading:sizes`: room on disk. */
export const sizes = v.strictObject({ postgresql: size, redis: size, models: size, openWebUi: size });

/** `steading:versions`: what runs. */
export const versions = v.strictObject({
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
