import * as v from 'valibot';
import { fields, ipv4, nodePort, record, releaseVersion, size, text, textWithSecretIn, url, userName } from '../src';

/** Where a credential belongs that somebody wrote into an address. */
const LONGHORN_SECRET = 'the Secret that backupTargetCredentialSecret of Longhorn names';
const RECEIVER = 'the Secret of the receiver, which a person fills: say here in words what is to be filled in';

/** `steading:alerts`: who is told of alerts. Without it they stand in Alertmanager only. */
export const alerts = v.optional(fields({ webhook: textWithSecretIn(RECEIVER) }), undefined);

/** `steading:coreServices`: what answers at the ports that the runbook asks for their health without a name. */
export const coreServices = record(nodePort);

/** `steading:longhorn`: where backups of volumes go. Without it there are snapshots only. */
export const longhorn = v.optional(fields({ backupTarget: textWithSecretIn(LONGHORN_SECRET) }), undefined);

/** `steading:prometheus`: where a browser finds it. */
export const prometheus = fields({ url });

/** `steading:registry`: its address in the service network. */
export const registry = fields({ clusterIP: ipv4 });

/** `steading:ssh`: who signs in at the nodes. */
export const ssh = fields({ user: userName, identity: v.exactOptional(text) });

/** `steading:sizes`: room on disk. */
export const sizes = fields({ backups: size, images: size, postgres: size, prometheus: size });

/** `steading:versions`: what runs; for what comes as a Helm chart, the version of the chart. */
export const versions = fields({
  k3s: releaseVersion,
  longhorn: releaseVersion,
  postgres: releaseVersion,
  prometheus: releaseVersion,
  registry: releaseVersion,
});
