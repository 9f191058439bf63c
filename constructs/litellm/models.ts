import { external, type Provides, readYaml, Unreadable } from '../../src';

/** One entry of LiteLLM's `model_list`, without the name. */
export interface Route {
  readonly model: string;
  readonly api_base?: string;
  /** As `os.environ/NAME`. */
  readonly api_key?: string;
  readonly [parameter: string]: unknown;
}

/** Who serves models for a key, by LiteLLM's own names, and where (LiteLLM's documentation, Providers). */
export type Cloud = keyof typeof CLOUDS;

const at = (name: string, host: string) => external('openai', { name, host, port: 443 });

export const CLOUDS = {
  gemini: at('gemini', 'generativelanguage.googleapis.com'),
  openrouter: at('openrouter', 'openrouter.ai'),
} as const satisfies Record<string, Provides<'openai'>>;

/** The cloud that a route leads to, as its model says it: `openrouter/…`. */
export function cloudOf({ model }: Route): Cloud | undefined {
  const [provider = ''] = model.split('/');
  return Object.hasOwn(CLOUDS, provider) ? (provider as Cloud) : undefined;
}

/** Every variable that a route reads. */
export function variablesOf(route: Route): string[] {
  return Object.values(route).flatMap((value) =>
    typeof value === 'string' && value.startsWith(VARIABLE) ? [value.slice(VARIABLE.length)] : [],
  );
}

const VARIABLE = 'os.environ/';

/** The entries of a file that a person keeps, or what is wrong with it. */
export function readModels(text: string): (readonly [name: string, route: Route])[] | string {
  const read = parse(text);
  if (typeof read === 'string') return read;
  const { model_list } = (read ?? {}) as { model_list?: unknown };
  if (!Array.isArray(model_list)) return '`model_list` is no list';
  const entries = model_list.map((entry) => (entry ?? {}) as { model_name?: unknown; litellm_params?: Partial<Route> });
  const bad = entries.findIndex(
    ({ model_name, litellm_params }) => typeof model_name !== 'string' || typeof litellm_params?.model !== 'string',
  );
  if (bad >= 0) return `entry ${bad + 1} of \`model_list\` lacks \`model_name\` or \`litellm_params.model\``;
  return entries.map(({ model_name, litellm_params }) => [String(model_name), litellm_params as Route]);
}

function parse(text: string): unknown {
  try {
    return readYaml(text, { unique: true })[0];
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return error.line === undefined ? `it is ${error.what}` : `line ${error.line} is ${error.what}`;
  }
}
