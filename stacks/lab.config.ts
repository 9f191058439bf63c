import * as v from 'valibot';
import { fields, fluxVersion, ipv4, positive, releaseVersion, size, text } from '../src';

/** `steading:items`: where the keys of clouds are in 1Password, as `vaults/<vault>/items/<item>`. */
export const items = fields({ google: text, openRouter: text });

/** `steading:models`: what LiteLLM offers of each cloud, under the name that it has there. */
export const models = fields({
  google: v.array(text, 'a list of models'),
  openRouter: v.array(text, 'a list of models'),
});

/** `steading:nfs`: the Synology, and whose all files on it are (`all_squash`). */
export const nfs = fields({ server: ipv4, share: text, squash: fields({ uid: positive, gid: positive }) });

/** `steading:sizes`: room on the Synology. */
export const sizes = fields({ etcd: size, postgres: size });

/** `steading:versions`: tags of images, some of which move; of what comes as a Helm chart, the version of the chart. */
export const versions = fields({
  csiDriverNfs: releaseVersion,
  etcd: releaseVersion,
  flux: fluxVersion,
  litellm: text,
  nats: text,
  onePassword: releaseVersion,
  openWebUi: text,
  phoenix: text,
  postgres: releaseVersion,
  redis: text,
});
