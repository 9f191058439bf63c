import { sortBy } from '../base/sort';
import type { ConnectionNode, Graph } from '../graph/graph';

/** Somebody who asks a language model. */
export interface Consumer {
  readonly name: string;
  /** As it is asked for; nothing where any that is served may be. */
  readonly model: string | undefined;
  readonly address: string;
  /** Secret and key, as `holmesgpt/llm-api-keys OPENAI_API_KEY`. */
  readonly key: string | undefined;
  /** What stands between, and where it ends: `llm-proxy → http://100.64.0.2:1234/v1`. None where it is asked straight away. */
  readonly ways: readonly string[];
}

/** Connections to what answers prompts; what a product does with itself left out. */
export function asking({ connections }: Graph): ConnectionNode[] {
  return connections.filter(
    ({ protocol, component, toComponent }) =>
      (protocol === 'openai' || protocol === 'ollama') && component !== toComponent,
  );
}

/** Who asks for people or for itself; not what only hands on. */
export function askers(graph: Graph): ConnectionNode[] {
  const answering = new Set(
    graph.endpoints
      .filter(({ protocol, exposure }) => exposure !== 'external' && (protocol === 'openai' || protocol === 'ollama'))
      .map(({ component }) => component),
  );
  return asking(graph).filter(({ component }) => !answering.has(component));
}

/** Everybody who asks, and what only hands on as well. */
export function consumers(graph: Graph): Consumer[] {
  const all = asking(graph);
  const found = all.map(({ component, address, toComponent, asking: asked }): Consumer => {
    const key = asked?.key;
    return {
      name: component,
      model: asked?.model,
      address,
      key: key && `${key.namespace}/${key.secret} ${key.key}`,
      ways: [...new Set(ways(toComponent, all))],
    };
  });
  const unique = new Map(found.map((consumer) => [JSON.stringify(consumer), consumer]));
  return sortBy(unique.values(), ({ name, model = '', address }) => [name, model, address].join('\0'));
}

function ways(component: string | undefined, all: readonly ConnectionNode[], seen: readonly string[] = []): string[] {
  if (component === undefined || seen.includes(component)) return [];
  const next = all.filter((one) => one.component === component);
  return next.flatMap(({ toComponent, address }) => {
    const further = ways(toComponent, all, [...seen, component]);
    return (further.length > 0 ? further : [address]).map((way) => `${component} → ${way}`);
  });
}
