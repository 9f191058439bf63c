import * as v from 'valibot';
import { cidr, fields, ipv4, port, text, url } from './schema';

/** Ways to a language model: a tunnel, an address of the site's own, or one of the providers. */
export const VARIANTS = ['tailscale', 'direct', 'openai', 'anthropic', 'gemini', 'azure'] as const;
export type Variant = (typeof VARIANTS)[number];

const variant = v.picklist(VARIANTS, VARIANTS.join(', '));

const secretName = v.pipe(
  v.string('the name of a Secret'),
  v.regex(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/, 'the name of a Secret'),
);

const hosted = fields({ model: text, keySecret: secretName });

/** What a description of each way has to say. */
const SAYS: Readonly<Record<Variant, string>> = {
  tailscale: '{ host, port, model }',
  direct: '{ url, model }',
  openai: '{ model, keySecret }',
  anthropic: '{ model, keySecret }',
  gemini: '{ model, keySecret }',
  azure: '{ model, url, keySecret }',
};

const ways = fields({
  /** The way that is taken. */
  variant,
  /** Behind the tunnel: its address there. */
  tailscale: v.exactOptional(fields({ host: ipv4, port, model: text })),
  /** Reached from the cluster. `networks` are the addresses behind a host name. */
  direct: v.exactOptional(
    fields({
      url,
      model: text,
      keySecret: v.exactOptional(secretName),
      networks: v.exactOptional(v.array(cidr, 'a list of networks')),
    }),
  ),
  openai: v.exactOptional(hosted),
  anthropic: v.exactOptional(hosted),
  gemini: v.exactOptional(hosted),
  /** `model` is the deployment. */
  azure: v.exactOptional(fields({ model: text, url, keySecret: secretName })),
  /** What Open WebUI offers, where that is not the way that is taken. */
  openWebUi: v.exactOptional(v.pipe(v.array(variant, 'a list of variants'), v.minLength(1, 'a list of variants'))),
  /** The proxy of the tunnel stays where nobody uses it. */
  keepProxy: v.optional(v.boolean('true or false'), true),
  /** Whoever asks may be on different models. */
  differs: v.optional(v.boolean('true or false'), false),
});

export type LlmWays = v.InferOutput<typeof ways>;

/** `steading:llm`: every way to a language model that the site knows, and which one is taken. Switching changes one word. */
export const llm = v.pipe(
  ways,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { value } = dataset;
    for (const name of new Set([value.variant, ...(value.openWebUi ?? [])])) {
      if (value[name] !== undefined) continue;
      const by = name === value.variant ? 'variant' : 'openWebUi';
      addIssue({
        message: `${SAYS[name]}, for \`${by}\` names it`,
        received: 'undefined',
        path: [{ type: 'object', origin: 'value', input: value, key: name, value: undefined }],
      });
    }
  }),
);
