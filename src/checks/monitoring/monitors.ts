import { type Finding, finding } from '../../diagnostics/finding';
import { fields, items } from '../../kubernetes/manifest';
import { selectorText, selects } from '../../kubernetes/selectors';
import type { Check, Subject } from '../check';
import { type Found, objectsOf } from '../objects-of';
import { isKnown, selectedPods } from '../selecting';

/** ServiceMonitors and PodMonitors that find nothing to scrape, or ask at a port that has not that name. */
export const monitors: Check = (subject) => {
  const { graph, artifacts } = subject;
  return [
    ...objectsOf(graph, artifacts, 'ServiceMonitor').flatMap((monitor) => services(subject, monitor)),
    ...objectsOf(graph, artifacts, 'PodMonitor').flatMap((monitor): Finding[] => {
      const { object, spec, subject: about } = monitor;
      const selector = fields(spec.selector);
      const open = namespacesOf(subject, monitor);
      if (!open || open.some((namespace) => selectedPods(subject, namespace, selector).length > 0)) return [];
      return [finding('monitoring/selects-nothing', { object, kind: 'pod', selector: selectorText(selector) }, about)];
    }),
  ];
};

function services(subject: Subject, monitor: Found): Finding[] {
  const { object, spec, subject: about } = monitor;
  const selector = fields(spec.selector);
  const open = namespacesOf(subject, monitor);
  if (!open) return [];
  const found = objectsOf(subject.graph, subject.artifacts, 'Service').filter(
    ({ namespace, manifest: { metadata } }) => open.includes(namespace) && selects(selector, metadata.labels ?? {}),
  );
  if (found.length === 0)
    return [
      finding('monitoring/selects-nothing', { object, kind: 'Service', selector: selectorText(selector) }, about),
    ];
  const known = found.flatMap((service) => items(service.spec.ports).map(({ name }) => String(name)));
  return items(spec.endpoints).flatMap(({ port }) =>
    port === undefined || known.includes(String(port))
      ? []
      : [
          finding(
            'reference/unknown-port',
            { object, target: found[0]?.object ?? '', port: String(port), known },
            about,
          ),
        ],
  );
}

/** Where it looks; nothing if somebody else's objects may be meant. */
function namespacesOf(subject: Subject, { namespace, spec }: Found): readonly string[] | undefined {
  const { any, matchNames } = fields(spec.namespaceSelector);
  if (any === true && subject.graph.releases.length > 0) return undefined;
  const all =
    any === true
      ? objectsOf(subject.graph, subject.artifacts, 'Namespace').map((one) => one.manifest.metadata.name)
      : Array.isArray(matchNames)
        ? matchNames.map(String)
        : [namespace];
  return all.every((one) => isKnown(subject, one)) ? all : undefined;
}
