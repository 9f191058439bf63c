import { type Finding, finding } from '../../diagnostics/finding';
import type { ConnectionNode } from '../../graph/graph';
import { fields } from '../../kubernetes/manifest';
import { selects } from '../../kubernetes/selectors';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';
import { type Pods, podsOf } from '../pods';

/** How long OpenAI's client libraries wait for an answer (openai-python, `DEFAULT_TIMEOUT`). */
const CALLERS_WAIT = 600;
/** nginx' own, where a proxy says nothing (ngx_http_proxy_module). */
const NGINX = 60;
const DIRECTIVES = ['proxy_read_timeout', 'proxy_send_timeout'];
const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400 };

/** An nginx in front of a language model that is less patient than those who ask it. */
export const timeouts: Check = ({ graph, artifacts }) => {
  const maps = objectsOf(graph, artifacts, 'ConfigMap').flatMap((map) => {
    const text = Object.values(fields(map.manifest.data)).find((value) => /^\s*proxy_pass\s/m.test(String(value)));
    return text === undefined ? [] : [{ ...map, text: String(text) }];
  });
  if (maps.length === 0) return [];
  const models = graph.connections.filter(({ protocol }) => protocol === 'openai' || protocol === 'ollama');
  const all = podsOf(graph, artifacts);
  return maps.flatMap(({ object, namespace, manifest: { metadata }, text, subject }): Finding[] => {
    const readers = all.filter(
      ({ namespace: of, spec }) => of === namespace && JSON.stringify(spec).includes(`"${metadata.name}"`),
    );
    const model = models.find((connection) => readers.some((pods) => uses(connection, pods)));
    if (!model) return [];
    return DIRECTIVES.flatMap((directive) => {
      const seconds = Math.min(...secondsOf(text, directive));
      if (seconds >= CALLERS_WAIT) return [];
      const params = { object, seconds, directive, model: model.to, waits: CALLERS_WAIT };
      return [finding('proxy/short-timeout', params, subject)];
    });
  });
};

function uses({ pods: from }: ConnectionNode, { namespace, labels }: Pods): boolean {
  return from?.namespace === namespace && selects({ matchLabels: from.labels }, labels);
}

/** What is written, in seconds; `1m 30s` and `600` are both nginx' (its "Configuration file measurement units"). */
function secondsOf(text: string, directive: string): number[] {
  const written = [...text.matchAll(new RegExp(`^\\s*${directive}\\s+([^;]+);`, 'gm'))].map(([, value = '']) =>
    [...value.matchAll(/(\d+)(ms|[smhd])?/g)].reduce(
      (sum, [, amount, unit = 's']) => sum + Number(amount) * (UNITS[unit] ?? 1),
      0,
    ),
  );
  return written.length > 0 ? written : [NGINX];
}
