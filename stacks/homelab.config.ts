import * as v from 'valibot';
import {
  cpu,
  fields,
  ipv4,
  port,
  positive,
  releaseVersion,
  size,
  text,
  textWithSecretIn,
  urlWithSecretIn,
} from '../src';

/** Where a credential belongs that somebody wrote into an address. */
const LONGHORN_SECRET = 'the Secret that backupTargetCredentialSecret of Longhorn names';
const RECEIVER = 'the Secret of the receiver, which a person fills: say here in words what is to be filled in';

/** `steading:alerts`: who is told of alerts. Without it they stand in Alertmanager and Grafana only. */
export const alerts = v.optional(fields({ webhook: textWithSecretIn(RECEIVER) }), undefined);

/** `steading:gitlab`: the machine that GitLab runs on. */
export const gitlab = fields({ address: ipv4, port: v.optional(port, 80) });

const email = v.pipe(v.string('an e-mail address'), v.email('an e-mail address'));

/** `steading:issuer`: who signs the certificates. */
export const issuer = fields({
  email,
  server: urlWithSecretIn('a Secret that externalAccountBinding of the ClusterIssuer names'),
});

/** `steading:longhorn`: where backups of volumes go. Without it there are snapshots only. */
export const longhorn = v.optional(fields({ backupTarget: textWithSecretIn(LONGHORN_SECRET) }), undefined);

/** `steading:modelDownloads`: hosts that models may be fetched from, and a resolver outside the cluster that finds them. */
export const modelDownloads = fields({ hosts: v.array(text, 'a list of hosts'), resolver: ipv4 });

/** `steading:models`: what LiteLLM offers, by where it runs. The GPU host's own environment says what it holds. */
export const models = fields({
  gpu: v.array(text, 'a list of models'),
  cpu: v.array(fields({ name: text, size }), 'a list of models'),
});

/** `steading:observe`: who signs in to OpenObserve, and for how many days it keeps what it is sent. */
export const observe = fields({ email, retentionDays: positive });

/** `steading:ollama`: what inference on the CPU may take. */
export const ollama = fields({ cpu, memory: size, memoryLimit: size });

/** `steading:runners`: whose jobs of GitHub Actions are run here. */
export const runners = fields({ url: urlWithSecretIn('the Secret github-app, which `steading secrets` asks for') });

/** `steading:sealing`: the certificate of the controller that opens sealed secrets. */
export const sealing = v.optional(fields({ certificate: text }), undefined);

/** `steading:sizes`: room on disk. */
export const sizes = fields({
  models: size,
  n8n: size,
  openObserve: size,
  openWebUi: size,
  postgresql: size,
  prometheus: size,
  qdrant: size,
  redis: size,
  tempo: size,
});

/** `steading:versions`: what runs; for what comes as a Helm chart, the version of the chart. */
export const versions = fields({
  argoCd: releaseVersion,
  binfmt: releaseVersion,
  certManager: releaseVersion,
  grafana: releaseVersion,
  litellm: releaseVersion,
  longhorn: releaseVersion,
  n8n: releaseVersion,
  nginx: releaseVersion,
  ollama: releaseVersion,
  openObserve: releaseVersion,
  openWebUi: releaseVersion,
  otelCollector: releaseVersion,
  postgresql: releaseVersion,
  prometheus: releaseVersion,
  qdrant: releaseVersion,
  redis: releaseVersion,
  runner: releaseVersion,
  runnerController: releaseVersion,
  sealedSecrets: releaseVersion,
  searxng: releaseVersion,
  tempo: releaseVersion,
  traefik: releaseVersion,
});
