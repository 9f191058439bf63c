import { error, warning } from '../entry';

/** Open WebUI. */
export const openWebui = {
  'open-webui/no-llm': error<{ name: string }>({
    message: ({ name }) => `${name} talks to no language model`,
    fix: () => 'call use(server)',
    explain: 'Without an address Open WebUI falls back to api.openai.com.',
  }),
  'open-webui/keeps-first-settings': warning<{ name: string; version: string }>({
    message: ({ name, version }) =>
      `${name} ${version} keeps in its database what was once saved in its settings, and then passes its environment over`,
    fix: () =>
      'take 0.6.3 or newer, which can be told to read its environment alone, or say it by hand after a change: `steading llm ENV switch` prints what',
    explain:
      'Version 0.5.16 knows no ENABLE_PERSISTENT_CONFIG: a value that its settings once saved wins over the variable of the same name (backend/open_webui/config.py, PersistentConfig). Lists of addresses and keys that differ in length are filled up and saved as well.',
  }),
  'open-webui/other-dimension': error<{ name: string; model: string; dimension: number; size: number }>({
    message: ({ name, model, dimension, size }) =>
      `${name} makes vectors of ${dimension} numbers with ${model}, the collections take ${size}`,
    fix: ({ dimension }) =>
      `say vectors: { size: ${dimension} }, or take a model of that size; collections that are there have to be made anew`,
    explain:
      'Qdrant refuses a vector whose length is not that of its collection: nothing is remembered, and answers from documents find nothing. How long the vectors of a model are stands in its repository, in 1_Pooling/config.json; the known ones are in constructs/open-webui/embeddings.ts.',
  }),
};
