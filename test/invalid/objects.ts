import { ApiObject } from 'cdk8s';
import type { Component } from '../../src';

type Fields = Readonly<Record<string, unknown>>;

interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Fields & { readonly name: string };
  readonly [field: string]: unknown;
}

/** Puts objects into a component, as somebody may have written them by hand: into namespace `shop`, unless they say another. */
export function write(component: Component, ...objects: readonly Written[]): void {
  for (const { metadata, ...object } of objects)
    new ApiObject(component, `${object.kind}-${metadata.name}`, {
      ...object,
      metadata: { ...(CLUSTER_WIDE.test(object.kind) ? {} : { namespace: 'shop' }), ...metadata },
    });
}

const CLUSTER_WIDE =
  /^(Cluster|Namespace$|PersistentVolume$|StorageClass|PriorityClass|IngressClass|ServiceCIDR|FlowSchema)/;

/** An object with a spec. */
export function object(apiVersion: string, kind: string, name: string, spec: Fields): Written {
  return { apiVersion, kind, metadata: { name }, spec };
}

/** A container with nothing wrong. */
export const CONTAINER = {
  name: 'web',
  image: 'docker.io/library/nginx:1.29.1',
  ports: [{ name: 'http', containerPort: 8080 }],
  resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  readinessProbe: { httpGet: { path: '/', port: 8080 } },
};

/** Pods with nothing wrong, except for what is said of their container and of the rest. */
export function template(container: Fields = {}, spec: Fields = {}) {
  return {
    metadata: { labels: { app: 'web' } },
    spec: { automountServiceAccountToken: false, containers: [{ ...CONTAINER, ...container }], ...spec },
  };
}

/** A Deployment, StatefulSet or DaemonSet `web` of such pods. */
export function controller(kind: string, pods: object = template(), spec: Fields = {}): Written {
  return object('apps/v1', kind, 'web', { selector: { matchLabels: { app: 'web' } }, template: pods, ...spec });
}

/** The Service in front of them. */
export const SERVICE = object('v1', 'Service', 'web', {
  selector: { app: 'web' },
  ports: [{ port: 80, targetPort: 8080 }],
});

/** A claim `data` for one node at a time. */
export const CLAIM = object('v1', 'PersistentVolumeClaim', 'data', {
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '1Gi' } },
});

export const DATA = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
