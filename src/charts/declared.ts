import { type Finding, finding } from '../diagnostics/finding';
import { at, fields, items, type Manifest } from '../kubernetes/manifest';
import { containersOf, templateOf } from '../kubernetes/pods';
import type { BroughtObject, Listening } from '../model/bringing';
import { definedIn, type Rendered } from './rendered';

type Labels = Readonly<Record<string, unknown>>;

/** What a release is declared to bring, to define and to open, and its chart does not. */
export function declaredFindings(rendered: Rendered): Finding[] {
  const { release, chart, subject, objects } = rendered;
  const defined = new Set(definedIn(objects));
  return [
    ...release.brings.flatMap((brought) => objectFindings(brought, rendered)),
    ...release.defines
      .filter((kind) => !defined.has(kind))
      .map((kind) =>
        finding('chart/no-object', { name: release.name, chart, object: `a definition of ${kind}` }, subject),
      ),
    ...release.listens.flatMap((listening) => listeningFindings(listening, rendered)),
  ];
}

function objectFindings(
  { apiVersion, kind, name: object, namespace, labels = {}, madeBy }: BroughtObject,
  { release: { name, namespace: home }, chart, subject, objects }: Rendered,
): Finding[] {
  if (madeBy !== undefined) return [];
  const place = namespace === undefined ? home : namespace;
  const made = objects.find(
    (one) =>
      one.apiVersion === apiVersion &&
      one.kind === kind &&
      one.metadata.name === object &&
      (one.metadata.namespace ?? null) === place,
  );
  const shown = place === null ? `${kind} ${object}` : `${kind} ${place}/${object}`;
  if (!made) return [finding('chart/no-object', { name, chart, object: shown }, subject)];
  const pods = made.kind === 'Service' ? at(made.spec, 'selector') : templateOf(made)?.labels;
  const has: Labels = { ...made.metadata.labels, ...pods };
  return Object.entries(labels)
    .filter(([key, value]) => has[key] !== value)
    .map(([key, value]) =>
      finding(
        'chart/other-label',
        {
          name,
          chart,
          object: shown,
          label: `${key}: ${value}`,
          has: has[key] === undefined ? undefined : String(has[key]),
        },
        subject,
      ),
    );
}

interface Pods {
  readonly labels: Labels;
  readonly ports: readonly Labels[];
}

function listeningFindings({ service, port, targetPort, pods }: Listening, rendered: Rendered): Finding[] {
  const { release, chart, subject, objects } = rendered;
  const { name, namespace, brings } = release;
  const templates = podsIn(objects, namespace);
  const shown = Object.entries(pods)
    .map((label) => label.join('='))
    .join(',');
  const later = brings.filter(({ madeBy }) => madeBy !== undefined);
  const isLater = later.some(({ labels = {} }) => has(labels, pods));
  const matching = templates.filter(({ labels }) => has(labels, pods));
  const noPods = finding('chart/no-pods', { name, chart, labels: shown }, subject);
  if (service === undefined) {
    if (matching.length === 0) return isLater ? [] : [noPods];
    return matching.some(({ ports }) => ports.some(({ containerPort }) => containerPort === targetPort))
      ? []
      : [finding('chart/no-port', { name, chart, host: `the pods with ${shown}`, port: targetPort }, subject)];
  }
  const host = `${service}.${namespace}.svc.cluster.local`;
  const made = objects.find(
    ({ kind, metadata }) => kind === 'Service' && metadata.name === service && metadata.namespace === namespace,
  );
  if (!made && later.some(({ kind, name: own }) => kind === 'Service' && own === service)) return [];
  const { ports, selector } = fields(made?.spec);
  const open = items(ports).find((one) => one.port === port);
  if (!open) return [finding('chart/no-port', { name, chart, host, port }, subject)];
  const selected = templates.filter(({ labels }) => has(labels, fields(selector)));
  const found = selected.filter(({ labels }) => has(labels, pods));
  if (found.length === 0 && (selected.length > 0 || !isLater)) return [noPods];
  const leads = open.targetPort ?? port;
  const named = found.flatMap((one) => one.ports.filter((each) => each.name === leads));
  const numbers = typeof leads === 'number' ? [leads] : named.map(({ containerPort }) => containerPort);
  if (numbers.includes(targetPort) || (typeof leads === 'string' && found.length === 0)) return [];
  const there = numbers.length > 0 ? `port ${numbers.join(' and ')}` : `a port '${leads}' that they do not have`;
  return [finding('chart/other-port', { name, chart, host, port: targetPort, has: there }, subject)];
}

/** Pods that objects of a namespace make. */
function podsIn(objects: readonly Manifest[], namespace: string): Pods[] {
  return objects.flatMap((object) => {
    const template = object.metadata.namespace === namespace ? templateOf(object) : undefined;
    if (!template) return [];
    return [{ labels: template.labels, ports: containersOf(template.spec).flatMap(({ ports }) => items(ports)) }];
  });
}

function has(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}
