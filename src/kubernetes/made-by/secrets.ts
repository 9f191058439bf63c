import { at, fields, items } from '../manifest';
import { type Makers, secrets } from './made';

/** What makes Secrets, and nothing else. */
export const secretMakers: Makers = {
  'cert-manager.io/Certificate': (_, spec) => ({ objects: secrets(spec.secretName) }),
  'cert-manager.io/Issuer': (_, spec) => ({ objects: secrets(at(spec.acme, 'privateKeySecretRef').name) }),
  'bitnami.com/SealedSecret': (name) => ({ objects: secrets(name) }),
  'onepassword.com/OnePasswordItem': (name) => ({ objects: secrets(name) }),
  'external-secrets.io/ExternalSecret': (name, spec) => ({ objects: secrets(fields(spec.target).name ?? name) }),
  'external-secrets.io/ClusterExternalSecret': (name, spec) => ({
    objects: secrets(at(spec.externalSecretSpec, 'target').name ?? spec.externalSecretName ?? name).map((one) => ({
      ...one,
      namespace: '*',
    })),
  }),
  'secrets.infisical.com/InfisicalSecret': (_, spec) => ({
    objects: secrets(
      fields(spec.managedSecretReference).secretName,
      ...items(spec.managedKubeSecretReferences).map((one) => one.secretName),
    ),
  }),
  'secrets.doppler.com/DopplerSecret': (_, spec) => ({ objects: secrets(fields(spec.managedSecret).name) }),
  'k8s.bitwarden.com/BitwardenSecret': (_, spec) => ({ objects: secrets(spec.secretName) }),
  'isindir.github.com/SopsSecret': (_, spec) => ({
    objects: secrets(...items(spec.secretTemplates).map((one) => one.name)),
  }),
  ...Object.fromEntries(
    ['VaultStaticSecret', 'VaultDynamicSecret', 'VaultPKISecret'].map((kind) => [
      `secrets.hashicorp.com/${kind}`,
      (_: string, spec: Readonly<Record<string, unknown>>) => ({ objects: secrets(fields(spec.destination).name) }),
    ]),
  ),
};
